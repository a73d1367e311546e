"""Names of weapon models: each means one of them. Pure."""

from collections.abc import Iterator
from pathlib import Path

from provenance.checking.rows import Contradiction, Row, tables, twice, wrong

FOLDER = Path(__file__).parent / "reference"
_NAMES = ("name_en", "name_uk", "transliteration")


def weapon_contradictions(folder: Path = FOLDER) -> Iterator[Contradiction]:
    """A name that two weapon models bear, a slug that stands twice, a row without a source."""
    rows = tables(folder)["weapons.csv"]
    slugs = ((row["slug"], f"line {row.line}", row) for row in rows)
    yield from twice(slugs, "twice", "the slug {key} stands twice")
    names = ((name.casefold(), row["slug"], row) for row in rows for name in _names(row))
    yield from twice(names, "alias", "{key} names both {owner} and {other}")
    yield from (wrong(row, "source", "the row has no source") for row in rows if not row["source"])


def _names(row: Row) -> tuple[str, ...]:
    return (*(row[column] for column in _NAMES if row[column]), *row.pieces("aliases"))
