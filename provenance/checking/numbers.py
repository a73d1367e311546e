"""Prefixes, endings and parts: one prefix means one maker, patterns read their own examples."""

import re
from collections.abc import Iterator, Mapping

from provenance.checking.rows import Contradiction, Row, Tables, compiles, twice, wrong
from provenance.partnumbers.normalise import plain

SURE = "high"
_PATTERNS = (
    "package_suffixes.csv",
    "packages.csv",
    "temperatures.csv",
    "category_words.csv",
    "part_lives.csv",
    "prefix_exceptions.csv",
)
"""Files whose column `pattern` is a regular expression."""


def check(tables: Tables) -> Iterator[Contradiction]:
    """Prefixes, the parts that contradict them, patterns and their examples."""
    prefixes = {row["prefix"]: row for row in reversed(tables["mpn_prefixes.csv"])}
    claims = ((row["prefix"], f"line {row.line}", row) for row in tables["mpn_prefixes.csv"])
    yield from twice(claims, "prefix", "the prefix {key} stands twice")
    owners = {row["name"]: row["parent"] for row in tables["manufacturers.csv"]}
    yield from _nested(prefixes, owners)
    yield from _parts(tables, prefixes, owners)
    for file in _PATTERNS:
        yield from compiles(tables[file], "pattern")
    yield from _examples(tables)


def related(one: str, other: str, owners: Mapping[str, str]) -> bool:
    """Whether two brands are one, or belong to one line of owners or to one last owner."""
    return bool(_line(one, owners) & _line(other, owners))


def _line(name: str, owners: Mapping[str, str]) -> set[str]:
    line: set[str] = set()
    while name and name not in line:
        line.add(name)
        name = owners.get(name, "")
    return line


def _sure(row: Row) -> bool:
    return row["confidence"] == SURE and row["shared"] != "yes" and bool(row["manufacturer"])


def _nested(prefixes: Mapping[str, Row], owners: Mapping[str, str]) -> Iterator[Contradiction]:
    """A longer prefix of another maker, both sure, unless its note says that it is meant: "exception to AD"."""
    for text, row in prefixes.items():
        if not _sure(row):
            continue
        for length in range(len(text) - 1, 1, -1):
            outer = prefixes.get(text[:length])
            if outer is None or not _sure(outer) or f"exception to {outer['prefix']}" in row["note"]:
                continue
            if not related(row["manufacturer"], outer["manufacturer"], owners):
                said = f"{text} is surely {row['manufacturer']}, and {outer['prefix']} surely {outer['manufacturer']}"
                yield wrong(row, "nested_prefix", said, outer)


def _parts(tables: Tables, prefixes: Mapping[str, Row], owners: Mapping[str, str]) -> Iterator[Contradiction]:
    """Parts whose prefix surely is another maker's, unless prefix_exceptions.csv says that they are meant."""
    longest = max(map(len, prefixes), default=0)
    meant = [(row["prefix"], row["manufacturer"], row["pattern"]) for row in tables["prefix_exceptions.csv"]]
    for row in tables["parts.csv"]:
        number, maker = row["number"].upper(), row["manufacturer"]
        lengths = range(min(longest, len(number) - 1), 1, -1)
        prefix = next((prefixes[number[:length]] for length in lengths if number[:length] in prefixes), None)
        if prefix is None or not _sure(prefix) or related(prefix["manufacturer"], maker, owners):
            continue
        if not any(one[:2] == (prefix["prefix"], maker) and _fits(f"{one[2]}$", number) for one in meant):
            said = f"{number} is listed for {maker}; {prefix['prefix']} surely means {prefix['manufacturer']}"
            yield wrong(row, "part_prefix", said, prefix)


def _examples(tables: Tables) -> Iterator[Contradiction]:
    for row in tables["packages.csv"]:
        if not _fits(rf"\w*\d\w*?(?:{row['pattern']})$", plain(row["example"])):
            yield wrong(row, "example", f"{row['example']} does not end as {row['pattern']}")
    for row in tables["temperatures.csv"]:
        if not _fits(row["pattern"], plain(row["example"])):
            yield wrong(row, "example", f"{row['example']} does not fit {row['pattern']}")
        if not int(row["low_celsius"]) < int(row["high_celsius"]):
            yield wrong(row, "range", f"{row['low_celsius']} is not below {row['high_celsius']}")


def _fits(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:
        return True  # said already
