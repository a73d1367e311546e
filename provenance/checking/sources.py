"""Every row says where it is from and under which licence, and names only makers that have a row."""

from collections.abc import Iterator

from provenance.checking.rows import Contradiction, Row, Tables, wrong
from provenance.partnumbers.dates.rules import GOST

LICENCES = "licences.csv"
"""The licence of each file whose rows do not state it themselves."""
_MAKER_COLUMNS = ("manufacturer", "makers")


def check(tables: Tables) -> Iterator[Contradiction]:
    """Missing sources and licences, makers without a row."""
    names = {row["name"] for row in tables["manufacturers.csv"]} | {GOST}
    licensed = {row["file"]: row for row in tables.get(LICENCES, ()) if row["licence"]}
    for file, rows in tables.items():
        if rows and "licence" not in rows[0].values and file not in licensed:
            yield wrong(rows[0], "licence", f"{file} has no column licence and no row in {LICENCES}")
        for row in rows:
            yield from _row(row, names)
    yield from (
        wrong(row, "licence", f"{row['file']} does not exist")
        for row in tables.get(LICENCES, ())
        if row["file"] not in tables
    )


def _row(row: Row, names: set[str]) -> Iterator[Contradiction]:
    if not row["source"]:
        yield wrong(row, "source", "the row has no source")
    if "licence" in row.values and not row["licence"]:
        yield wrong(row, "licence", "the row has no licence")
    for column in _MAKER_COLUMNS:
        for maker in row.pieces(column):
            if maker not in names:
                yield wrong(row, "unknown_maker", f"{maker} has no row in manufacturers.csv")
