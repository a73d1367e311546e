"""Part lists: CSV or TSV, gzipped or not, with columns mpn, manufacturer, category in any order."""

import csv
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from provenance.importers.table import ImportStopped, RowError

COLUMNS = ("mpn", "manufacturer", "category")
LONGEST_NUMBER = 80
LONGEST_FIELD = 200


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part as the list names it."""

    number: str
    manufacturer: str
    category: str


def read_parts(path: Path) -> Iterator[tuple[int, PartRow | RowError]]:
    """Yield (line, part or error). Raises ImportStopped for a file that cannot be read or lacks a column."""
    try:
        with _opened(path) as file:
            header = file.readline().rstrip("\r\n")
            delimiter = "\t" if "\t" in header else ","
            names = [
                name.strip().lower() for name in next(csv.reader([header.lstrip("\ufeff")], delimiter=delimiter), [])
            ]
            for column in COLUMNS[:2]:
                if column not in names:
                    raise ImportStopped(detail=_("column {name} is missing").format(name=column))
            places = {name: names.index(name) for name in COLUMNS if name in names}
            for line, row in enumerate(csv.reader(file, delimiter=delimiter), start=2):
                yield line, _row(line, row, places)
    except (UnicodeDecodeError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise ImportStopped(detail=_("it is not UTF-8 text")) from error
    except csv.Error as error:
        raise ImportStopped(detail=str(error)) from error
    except OSError as error:
        raise ImportStopped(detail=error.strerror or str(error)) from error


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    with path.open("rb") as probe:
        zipped = probe.read(2) == b"\x1f\x8b"
    with (
        gzip.open(path, "rt", encoding="utf-8", newline="")
        if zipped
        else path.open(encoding="utf-8", newline="") as file
    ):
        yield file


def _row(line: int, row: list[str], places: dict[str, int]) -> PartRow | RowError:
    values = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
    number = values["mpn"]
    if not number or "\0" in "".join(values.values()):
        return RowError(line, "empty" if not number else "nul_character", {"column": "mpn"})
    if len(number) > LONGEST_NUMBER or len(values["manufacturer"]) > LONGEST_FIELD:
        return RowError(line, "too_long", {"column": "mpn" if len(number) > LONGEST_NUMBER else "manufacturer"})
    return PartRow(number, values["manufacturer"], values.get("category", "")[:LONGEST_FIELD])
