"""Kinds of part, customs codes, the priority list, hints."""

import re
from collections.abc import Collection, Iterator
from datetime import date

from provenance.checking.rows import Contradiction, Row, Tables, twice, wrong

TIERS = ("1", "2", "3.A", "3.B", "4.A", "4.B")
_HS6 = re.compile(r"\d{6}")


def check(tables: Tables, worded: Collection[str]) -> Iterator[Contradiction]:
    """Codes and kinds that one file uses and another does not have; `worded`: the keys of hints that have words."""
    kinds = {row["category"] for row in tables["category_hs6.csv"]}
    listed = {row["hs6"] for row in tables["chpl.csv"]}
    yield from twice(_keys(tables, "category_hs6.csv", "category"), "twice", "the kind {key} stands twice")
    yield from twice(_keys(tables, "chpl.csv", "hs6"), "twice", "the code {key} stands twice")
    for file in ("category_hs6.csv", "chpl.csv", "control_hints.csv"):
        for row in tables[file]:
            yield from (
                wrong(row, "hs6", f"{code} is no code of six digits")
                for code in row.pieces("hs6")
                if not _HS6.fullmatch(code)
            )
    for row in tables["chpl.csv"]:
        if row["tier"] not in TIERS:
            yield wrong(row, "tier", f"{row['tier']} is no tier of the list")
    for row in tables["category_words.csv"]:
        yield from _kind(row, row["category"], kinds)
    yield from _catalogued(tables, kinds)
    for row in tables["control_hints.csv"]:
        yield from _hint(row, kinds, listed, worded)


def _keys(tables: Tables, file: str, column: str) -> Iterator[tuple[str, str, Row]]:
    return ((row[column], f"line {row.line}", row) for row in tables[file])


def _kind(row: Row, kind: str, kinds: Collection[str]) -> Iterator[Contradiction]:
    words = kind.rstrip("*").split()
    if not any(" ".join(words[:length]) in kinds for length in range(1, len(words) + 1)):
        yield wrong(row, "no_hs6", f"the kind {kind} has no customs code in category_hs6.csv")


def _catalogued(tables: Tables, kinds: Collection[str]) -> Iterator[Contradiction]:
    """Each kind of parts.csv once, at its first row."""
    first: dict[str, Row] = {}
    for row in tables["parts.csv"]:
        first.setdefault(row["category"], row)
    for kind, row in first.items():
        if kind:
            yield from _kind(row, kind, kinds)


def _hint(
    row: Row, kinds: Collection[str], listed: Collection[str], worded: Collection[str]
) -> Iterator[Contradiction]:
    if row["key"] not in worded:
        yield wrong(row, "no_words", f"{row['key']} has no words in provenance/fact_words.py")
    for kind in row.pieces("categories"):
        yield from _kind(row, kind, kinds)
    for code in row.pieces("hs6"):
        if code not in listed:
            yield wrong(row, "not_listed", f"{code} is claimed to be listed, chpl.csv does not have it")
    days = [date.fromisoformat(row[column]) for column in ("effective_from", "effective_to") if row[column]]
    if days != sorted(days):
        yield wrong(row, "range", "it ends before it begins")
    if not row["checked"]:
        yield wrong(row, "checked", "it does not say whether the text was read")
