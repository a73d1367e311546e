"""Every format of a list of parts, read the same way."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

from provenance.importers.jlcparts import read_jlcparts
from provenance.importers.kicad import read_kicad
from provenance.importers.part_row import PartRow
from provenance.importers.parts import read_parts
from provenance.importers.recovered import read_recovered
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError
from provenance.importers.unpacking import Meter
from provenance.models import ImportFormat


def read_list(
    path: Path, wanted: str, columns: Mapping[str, str], meter: Meter
) -> Iterator[tuple[int, PartRow | RowError]]:
    """Yield (line, part or error) of a list of this `ImportFormat`. Raises FileStopped, also past the limit of rows."""
    most = settings.IMPORT_MAX_ROWS
    for count, found in enumerate(_rows(path, wanted, columns, meter)):
        if count == most:
            raise FileStopped("too_many_rows", most=most)
        yield found


def _rows(
    path: Path, wanted: str, columns: Mapping[str, str], meter: Meter
) -> Iterator[tuple[int, PartRow | RowError]]:
    match ImportFormat(wanted):
        case ImportFormat.TABLE:
            return read_parts(path, columns, meter)
        case ImportFormat.KICAD:
            return read_kicad(path, meter)
        case ImportFormat.JLCPARTS:
            return read_jlcparts(path, meter)
        case ImportFormat.RECOVERED:
            return read_recovered(path, meter)
