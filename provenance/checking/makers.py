"""Brands: each name, domain and lettering means one of them, and no ring of owners."""

from collections.abc import Iterator
from datetime import UTC, datetime

from provenance.checking.rows import Contradiction, Row, Tables, twice, wrong
from provenance.partnumbers.makers import brand_key

FIRST_YEAR = 1950
"""Before it there was no maker of semiconductors to buy."""


def check(tables: Tables) -> Iterator[Contradiction]:
    """Names, domains, owners and lettering."""
    rows = tables["manufacturers.csv"]
    names = ((name.casefold(), row["name"], row) for row in rows for name in (row["name"], *row.pieces("aliases")))
    yield from twice(names, "alias", "{key} names both {owner} and {other}")
    domains = ((domain, row["name"], row) for row in rows for domain in row["domains"].split())
    yield from twice(domains, "domain", "{key} belongs to both {owner} and {other}")
    lines: dict[str, Row] = {}
    for row in rows:
        if row["name"] in lines:
            yield wrong(row, "twice", f"{row['name']} has two rows", lines[row["name"]])
        lines.setdefault(row["name"], row)
        yield from _owner(row)
    yield from _rings(lines)
    marks = (
        (brand_key(text), row["manufacturer"], row)
        for row in tables["brand_marks.csv"]
        for text in (row["mark"], *row.pieces("misread_as"))
    )
    yield from twice(marks, "mark", "the lettering {key} means both {owner} and {other}")


def _owner(row: Row) -> Iterator[Contradiction]:
    year = row["parent_year"]
    if year and not row["parent"]:
        yield wrong(row, "owner", f"bought in {year}, but by nobody")
    if year and not (year.isdecimal() and FIRST_YEAR <= int(year) <= datetime.now(UTC).year):
        yield wrong(row, "year", f"{row['name']} cannot have been bought in {year}")
    if row["parent"] == row["name"]:
        yield wrong(row, "ring", f"{row['name']} owns itself")


def _rings(lines: dict[str, Row]) -> Iterator[Contradiction]:
    for name, row in lines.items():
        seen = [name]
        while (parent := lines[seen[-1]]["parent"]) in lines and parent not in seen:
            seen.append(parent)
        if parent == name and len(seen) > 1:
            yield wrong(row, "ring", "a ring of owners: " + " → ".join([*seen, name]), lines[seen[-1]])
