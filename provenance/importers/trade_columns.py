"""The columns of a file of shipments or of claims: ours, theirs, and how a file says which is which."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from problems import Problem
from provenance.importers.encodings import wide
from provenance.importers.stopping import FileStopped
from provenance.importers.trade_cells import Style
from provenance.importers.unpacking import check_file

OURS = (
    "row_id", "date", "date_from", "date_to", "seller", "seller_country", "seller_id", "buyer", "buyer_country",
    "buyer_id", "dispatch_country", "origin_country", "hs_code", "description", "part_number", "manufacturer",
    "quantity", "unit", "value_usd", "price", "source", "credibility",
)  # fmt: skip
NEEDED = ("seller", "buyer")
_ALSO = {"reference": "row_id", "hs6": "hs_code", "hs": "hs_code", "price_usd": "price"}
"""Other headings that are understood."""
MOST_BYTES = 1 << 20
"""Of a file that says which column is which."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a kind of file may have, and those that it must have."""

    ours: tuple[str, ...] = OURS
    needed: tuple[str, ...] = NEEDED

    def named(self, heading: str) -> str:
        """Our column of this heading, or nothing."""
        key = _ALSO.get(_key(heading), _key(heading))
        return key if key in self.ours else ""


SHIPMENTS = Columns()


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out. `mapping`: {our column: theirs}; `delimiter`: empty to find it out."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    style: Style = field(default_factory=Style)
    delimiter: str = ""


class BadMapping(Problem):
    """A mapping that names no columns."""

    code = "bad_mapping"
    status = 400
    happened = _("The mapping of columns cannot be used: {detail}.")
    kept = _("Nothing was stored.")
    next_step = _("Write ours=theirs, with one of these on the left: {ours}.")

    def __init__(self, detail: object, columns: Columns = SHIPMENTS) -> None:
        super().__init__(detail=detail, ours=", ".join(columns.ours))


def mapping_of(pairs: Iterable[tuple[str, str]], columns: Columns = SHIPMENTS) -> dict[str, str]:
    """{our column: theirs}. Written the other way round it is turned. Raises BadMapping."""
    given = [(one.strip(), other.strip()) for one, other in pairs]
    given = [(one, other) for one, other in given if one and other]
    ours = columns.named
    if not all(ours(one) for one, _other in given) and all(ours(other) for _one, other in given):
        given = [(other, one) for one, other in given]
    found: dict[str, str] = {}
    for one, other in given:
        if not ours(one):
            raise BadMapping(_("there is no column {name} of ours").format(name=one[:80]), columns)
        if found.setdefault(ours(one), other) != other:
            raise BadMapping(_("the column {name} stands in it twice").format(name=ours(one)), columns)
    return found


def read_mapping(path: Path, columns: Columns = SHIPMENTS) -> dict[str, str]:
    """A mapping from a JSON object, or from a CSV file of two columns, ours and theirs. Raises BadMapping."""
    try:
        check_file(path)
        data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b"\0"
        text = data.decode(wide(data) or "utf-8-sig")
    except (FileStopped, OSError, UnicodeDecodeError) as error:
        raise BadMapping(_("{name} cannot be read").format(name=path.name), columns) from error
    if "\0" in text:
        raise BadMapping(_("{name} cannot be read").format(name=path.name), columns)
    if path.suffix.lower() == ".json" or text.lstrip().startswith("{"):
        return mapping_of(_json_pairs(text, columns), columns)
    dialect = max(",;\t=", key=text.partition("\n")[0].count)
    try:
        rows = [row for row in csv.reader(text.splitlines(), delimiter=dialect) if any(row)]
    except csv.Error as error:
        raise BadMapping(_("{name} cannot be read").format(name=path.name), columns) from error
    if any(len(row) != 2 for row in rows):
        raise BadMapping(_("each line has two columns, ours and theirs"), columns)
    pairs = [(row[0], row[1]) for row in rows]
    if pairs and not (columns.named(pairs[0][0]) or columns.named(pairs[0][1])):
        pairs = pairs[1:]  # a heading
    if not pairs:
        raise BadMapping(_("it names no column"), columns)
    return mapping_of(pairs, columns)


def _json_pairs(text: str, columns: Columns) -> list[tuple[str, str]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadMapping(_("it is no JSON"), columns) from error
    if isinstance(found, dict) and isinstance(found.get("columns"), dict):
        found = found["columns"]
    if not isinstance(found, dict) or not all(isinstance(value, str) or value is None for value in found.values()):
        raise BadMapping(_("it is no JSON object of names"), columns)
    return [(str(one), other or "") for one, other in found.items()]


def places(header: Sequence[str], mapping: Mapping[str, str], columns: Columns = SHIPMENTS) -> dict[str, int]:
    """Where our columns stand in the table. Raises FileStopped when one is missing or stands there twice."""
    found: dict[str, int] = {}
    keys = [_key(name) for name in header]
    exact = [name.strip() for name in header]
    for place, key in enumerate(keys):
        ours = columns.named(key)
        if ours and ours not in mapping:
            if ours in found:
                raise FileStopped("columns_twice", names=ours)
            found[ours] = place
    for ours, theirs in mapping.items():
        where = [at for at, name in enumerate(exact) if name == theirs] or [
            at for at, key in enumerate(keys) if key == _key(theirs)
        ]
        if not where:
            raise FileStopped("columns_missing", missing=theirs[:80], found=", ".join(header)[:500])
        if len(where) > 1:
            raise FileStopped("columns_twice", names=theirs[:80])
        found[ours] = where[0]
    missing = [name for name in columns.needed if name not in found]
    if missing:
        raise FileStopped("columns_missing", missing=", ".join(missing), found=", ".join(header)[:500])
    return found


def _key(name: str) -> str:
    return "_".join(name.strip().casefold().replace("-", " ").replace("_", " ").split())
