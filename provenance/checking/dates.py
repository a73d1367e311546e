"""Rules of date codes: each reads its own example, for each of its makers, as the day that it says."""

import re
from collections.abc import Iterator
from datetime import date

from provenance.checking.rows import Contradiction, Row, Tables, twice, wrong
from provenance.partnumbers.dates.rules import compiled
from provenance.partnumbers.dates.spans import Weeks, spans, years

_FAR = 2100


def check(tables: Tables) -> Iterator[Contradiction]:
    """Rules that do not read their example, that end before they begin, that stand twice."""
    rows = tables["date_codes.csv"]
    yield from twice(((row["rule"], f"line {row.line}", row) for row in rows), "twice", "the rule {key} stands twice")
    for row in rows:
        yield from _rule(row)


def _rule(row: Row) -> Iterator[Contradiction]:
    first, last = int(row["valid_from"]), int(row["valid_to"] or _FAR)
    if last < first:
        yield wrong(row, "range", f"it held from {first} to {last}")
    try:
        found = compiled(row["pattern"]).search(row["example"])
    except re.error as error:
        yield wrong(row, "pattern", f"the pattern {row['pattern']} does not compile: {error}")
        return
    if found is None:
        yield wrong(row, "example", f"{row['example']} does not fit {row['pattern']}")
        return
    signs = {name: text for name, text in found.groupdict().items() if text}
    weeks: Weeks = "jan1" if row["weeks"] == "jan1" else "iso"
    read = {start for year in years(signs, first, last) for start, _ in spans(year, signs, weeks)}
    if date.fromisoformat(row["example_reads"]) not in read:
        yield wrong(row, "example", f"{row['example']} is not read as {row['example_reads']}")
