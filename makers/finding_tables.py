"""Findings as files: CSV and XLSX for spreadsheets, JSON for programs. The same findings are the same bytes.

Names do not follow the reader's language, so that the hash of an export proves what it held. No cell is a live formula.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from provenance.table_text import csv_pieces
from provenance.workbooks import WORKBOOK_TYPE, workbook_pieces
from teardowns.disclosure import WITHHELD
from teardowns.models import Release

COLUMNS = (
    *(
        "finding",
        "part_number",
        "brand",
        "marking",
        "date_code",
        "date_rule",
        "made_earliest",
        "made_latest",
        "lot_code",
    ),
    *("weapon_model", "weapon_model_uk", "region", "month_found", "grade", "released_on", "level", "picture_sha256"),
)
UNIT = "physical component, identified and confirmed by an analyst"
LEFT_OUT = "components not confirmed yet, findings taken back, brands that you do not speak for today"
Pieces = Callable[[Iterable[Release]], Iterator[bytes]]


def fields(one: Release) -> dict[str, Any]:
    """What an export says of one finding, as values of JSON."""
    weapon = one.weapon_model
    return {
        "finding": str(one.public_id),
        "part_number": one.part_number,
        "brand": one.brand.name,
        "marking": one.marking_lines,
        "date_code": one.date_code,
        "date_rule": one.date_rule,
        "made_earliest": _day(one.made_earliest),
        "made_latest": _day(one.made_latest),
        "lot_code": one.lot_code,
        "weapon_model": weapon.name_en if weapon else None,
        "weapon_model_uk": weapon.name_uk if weapon else None,
        "region": one.region,
        "month_found": one.month.strftime("%Y-%m") if one.month else None,
        "grade": one.grade,
        "released_on": _day(one.released_on),
        "level": one.level,
        "picture_sha256": one.picture_sha256,
    }


def cells(one: Release) -> list[str]:
    """The same as texts, in the order of `COLUMNS`."""
    said = fields(one) | {"marking": " | ".join(one.marking_lines)}
    return ["" if said[name] is None else str(said[name]) for name in COLUMNS]


def as_csv(findings: Iterable[Release]) -> Iterator[bytes]:
    """CSV in UTF-8 with its mark; what a spreadsheet would run gets an apostrophe before it."""
    return (piece.encode() for piece in csv_pieces(COLUMNS, map(cells, findings)))


def as_workbook(findings: Iterable[Release]) -> Iterator[bytes]:
    """XLSX; every cell is a text by its type."""
    return workbook_pieces(COLUMNS, map(cells, findings))


def as_json(findings: Iterable[Release]) -> Iterator[bytes]:
    """One JSON object: what is counted and left out, the findings, and how many they are."""
    said = {"unit": UNIT, "left_out": LEFT_OUT, "withheld_from_each": list(WITHHELD)}
    yield f'{json.dumps(said)[:-1]}, "findings": ['.encode()
    count = 0
    for count, one in enumerate(findings, 1):
        yield f"{',' if count > 1 else ''}\n{json.dumps(fields(one), ensure_ascii=False)}".encode()
    yield f'\n], "count": {count}}}\n'.encode()


FORMATS: Mapping[str, tuple[str, Pieces]] = MappingProxyType(
    {
        "csv": ("text/csv; charset=utf-8", as_csv),
        "xlsx": (WORKBOOK_TYPE, as_workbook),
        "json": ("application/json", as_json),
    }
)
"""Ending -> media type, and how the bytes are made."""


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None
