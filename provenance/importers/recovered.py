"""The published table of components recovered from weapons (CSV): a part of a row only when its marking surely is one.

Columns, as published in 2026: `gur_id`, `weapon_sample`, `name_and_marking` (a free description with the marking in
it, lines separated by `|`), `manufacturer_as_published`. It is published by a party to the war: it says what was found,
and is no maker's list. What becomes a part is what our own engine identifies; where something was found is not kept.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from provenance.importers.part_row import PartRow, checked
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError
from provenance.importers.unpacking import Meter, opened
from provenance.partnumbers.makers import known_makers
from provenance.partnumbers.types import Decision
from provenance.queries.catalogue import DatabaseCatalogue
from provenance.resolving import resolve

MARKING, MAKER = "name_and_marking", "manufacturer_as_published"
SEPARATOR = "|"


def read_recovered(path: Path, meter: Meter | None = None) -> Iterator[tuple[int, PartRow | RowError]]:
    """Yield (line, part or why none was made of the row). Raises FileStopped for a file that is no such table.

    All rows are resolved before the first is given: what is imported of one row must not change what another one says.
    """
    known = DatabaseCatalogue()
    with opened(path, meter or Meter()) as file:
        rows = csv.reader(file.texts())
        try:
            header = next(rows, None)
            if not header:
                raise FileStopped("empty_file")
            missing = [name for name in (MARKING, MAKER) if name not in header]
            if missing:
                raise FileStopped("columns_missing", missing=", ".join(missing), found=", ".join(header)[:500])
            marking, maker = header.index(MARKING), header.index(MAKER)
            found = [
                (rows.line_num, _part(rows.line_num, row[marking].strip(), row[maker].strip(), known))
                if len(row) > max(marking, maker)
                else (rows.line_num, RowError(rows.line_num, "wrong_number_of_columns"))
                for row in rows
                if row
            ]
        except csv.Error as error:
            raise FileStopped("bad_table", line=rows.line_num, error=str(error)) from error
    if not found:
        raise FileStopped("only_header")
    yield from found


def _part(line: int, marking: str, published: str, catalogue: DatabaseCatalogue) -> PartRow | RowError:
    if not marking:
        return RowError(line, "no_marking")
    answer = resolve(marking.split(SEPARATOR), catalogue, corrections=catalogue.corrections)
    best = answer.candidates[0] if answer.candidates else None
    if best is None or answer.decision is not Decision.IDENTIFIED or not best.manufacturer:
        return RowError(line, "not_surely_a_part", {"value": marking[:80]})
    named = known_makers().named(published)
    if named and not known_makers().related(named, best.manufacturer):
        said = {"value": best.part_number, "maker": best.manufacturer, "other": named}
        return RowError(line, "maker_disagrees", said)
    return checked(line, best.part_number, best.manufacturer)
