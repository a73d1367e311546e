"""FollowTheMoney entities, a JSON object a line (`entities.ftm.json`), ours and others'.

Specification: https://followthemoney.tech/docs/ and https://www.opensanctions.org/docs/bulk/json/ . Entities point to
each other in any order: a first look puts what hangs on companies into a file beside, the second yields the companies.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from provenance.ftm import COUNTRIES, EDGES, LABELS, NAMES, ORGANISATIONS, OWN, relation_of
from provenance.identifiers import Identifier, read_identifier, read_number
from provenance.importers.lists_published.countries import country_code
from provenance.importers.lists_published.days import day_or_none, read_day
from provenance.importers.lists_published.entry import About, Entry, Format, Goods, Item, LeftOut, Link, made
from provenance.importers.lists_published.jurisdictions import jurisdiction_of
from provenance.importers.lists_published.opening import ListFile
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError, RowRefused
from provenance.models import PartyKind, RelationKind

UNLISTED = "FollowTheMoney entities"
DAY = 10
HANGING = {"Sanction": "entity", "Identification": "holder", "Passport": "holder"}
DECLARATION = "EconomicActivity"
_SCHEMAS = frozenset((DECLARATION, *(named for named, _, _ in EDGES.values())))
_AMOUNT = re.compile(r"(?P<quantity>\d+(?:\.\d+)?)(?: (?P<unit>\S{1,20}))?")
_DOLLARS = re.compile(r"(?P<dollars>\d+(?:\.\d+)?) USD")
Object = dict[str, Any]


def read(file: ListFile, about: About) -> Iterator[Item]:
    """Companies with their sanctions, then the relations between them; people and things are left out."""
    with tempfile.TemporaryDirectory(prefix="chiptrail-ftm-") as folder, _Beside(Path(folder)) as beside:
        known: set[str] = set()
        for line, told in _objects(file):
            if isinstance(told, dict):
                beside.keep(line, told)
        for line, told in _objects(file):
            if isinstance(told, RowError):
                yield told
            elif told["schema"] in ORGANISATIONS:
                known.add(told["id"])
                yield from _entries(line, told, beside)
            elif told["schema"] not in HANGING and told["schema"] not in _SCHEMAS and told["schema"] != "Address":
                yield LeftOut(line)
        for line, told in beside.edges():
            yield _goods(line, told, known) if told["schema"] == DECLARATION else _link(line, told, known)


def _objects(file: ListFile) -> Iterator[tuple[int, Object | RowError]]:
    if not file.begins("{"):
        raise FileStopped("other_format", found=file.head[:20].decode(errors="replace"), wanted="{")
    with file.open() as stream:
        for line, text in enumerate(stream.texts(), start=1):
            if not text.strip():
                continue
            try:
                told = json.loads(text)
            except (ValueError, RecursionError) as error:
                if not text.endswith("\n"):
                    raise FileStopped("breaks_off", line=line) from error
                yield line, RowError(line, "not_json", {"value": str(error)[:80]})
                continue
            yield line, told if _is_entity(told) else RowError(line, "shape", {"value": text[:40].strip()})


def _is_entity(told: Any) -> bool:
    if not isinstance(told, dict) or not all(isinstance(told.get(name), str) for name in ("id", "schema")):
        return False
    properties = told.get("properties")
    return isinstance(properties, dict) and all(isinstance(values, list) for values in properties.values())


class _Beside:
    """What hangs on entities, on the disk: a file of two gigabytes has millions of them."""

    def __init__(self, folder: Path) -> None:
        self._store = sqlite3.connect(folder / "beside.sqlite3")
        self._store.execute("PRAGMA synchronous = OFF")
        self._store.execute("CREATE TABLE hanging (entity TEXT, line INTEGER, told TEXT)")
        self._store.execute("CREATE TABLE edges (line INTEGER, told TEXT)")

    def __enter__(self) -> _Beside:
        return self

    def __exit__(self, *_error: object) -> None:
        self._store.close()

    def keep(self, line: int, told: Object) -> None:
        """Put an object aside if something is to be done with it later."""
        schema = told["schema"]
        if schema in HANGING:
            for entity in _values(told, HANGING[schema]):
                self._store.execute("INSERT INTO hanging VALUES (?, ?, ?)", (entity, line, json.dumps(told)))
        elif schema == "Address":
            self._store.execute("INSERT INTO hanging VALUES (?, ?, ?)", (told["id"], line, json.dumps(told)))
        elif schema in _SCHEMAS:
            self._store.execute("INSERT INTO edges VALUES (?, ?)", (line, json.dumps(told)))

    def of(self, entity: str) -> Sequence[tuple[int, Object]]:
        """What hangs on one entity, with its lines."""
        self._store.execute("CREATE INDEX IF NOT EXISTS by_entity ON hanging (entity)")
        rows = self._store.execute("SELECT line, told FROM hanging WHERE entity = ? ORDER BY line", (entity,))
        return [(line, json.loads(told)) for line, told in rows]

    def edges(self) -> Iterator[tuple[int, Object]]:
        """Relations, in the order of the file."""
        for line, told in self._store.execute("SELECT line, told FROM edges ORDER BY line"):
            yield line, json.loads(told)


def _entries(line: int, told: Object, beside: _Beside) -> Iterator[Item]:
    """The company once for each list that a sanction names; once without, when there is none."""
    hanging = beside.of(told["id"])
    places = [one for key in _values(told, "addressEntity") for _, one in beside.of(key)]
    papers = [one for _, one in hanging if one["schema"] != "Sanction"]
    sanctions = [(number, one) for number, one in hanging if one["schema"] == "Sanction"]
    if not sanctions:
        yield _entry(line, told, papers, places, None)
    for number, sanction in sanctions:
        yield _entry(number, told, papers, places, sanction)


def _entry(
    line: int, told: Object, papers: Sequence[Object], places: Sequence[Object], sanction: Object | None
) -> Entry | RowError:
    country = next((code for name in COUNTRIES for text in _values(told, name) if (code := country_code(text))), "")
    names = [name for kind in NAMES for name in _values(told, kind)]
    addresses = [(text, country) for text in _values(told, "address")]
    addresses += [
        (text, country_code(_first(one, "country")) or country) for one in places for text in _values(one, "full")
    ]
    key = told["id"]
    try:
        return made(
            line=line,
            name=names[0] if names else str(told.get("caption", "")),
            names=names,
            country=country,
            addresses=addresses,
            identifiers=[*_numbers(told, country), *_papers(papers, country)],
            key=key,
            party=_own(key),
            kind=next((kind for kind in _values(told, "classification") if kind in PartyKind.values), ""),
            listed=sanction is not None,
            **_listed(told, sanction),
        )
    except RowRefused as refused:
        return RowError(line, refused.code, refused.params)


def _own(key: str) -> str:
    """The public id in the key of a party of ours."""
    try:
        return str(UUID(key.removeprefix(OWN))) if key.startswith(OWN) else ""
    except ValueError:
        return ""


def _listed(told: Object, sanction: Object | None) -> Mapping[str, Any]:
    if sanction is None:
        return {"list_name": UNLISTED}
    data = told.get("datasets")
    datasets = [str(one) for one in data] if isinstance(data, list) else []
    name = _first(sanction, "authority") or _first(sanction, "program") or (datasets or ["sanctions"])[0]
    country = _first(sanction, "country").upper()[:10]
    return {
        "list_name": name,
        "jurisdiction": country or jurisdiction_of(name, _first(sanction, "program")),
        "programme": _first(sanction, "program")[:200],
        "start": _day(sanction, "startDate") or _day(sanction, "listingDate"),
        "end": _day(sanction, "endDate"),
        "reference": _first(sanction, "authorityId")[:300],
    }


def _numbers(told: Object, country: str) -> Iterator[Identifier | None]:
    for name, label in LABELS.items():
        for text in _values(told, name):
            yield read_number(text, label, country) if label else read_identifier(text, country)


def _papers(papers: Sequence[Object], country: str) -> Iterator[Identifier | None]:
    for one in papers:
        place = country_code(_first(one, "country")) or country
        yield from (read_number(number, _first(one, "type"), place) for number in _values(one, "number"))


def _link(line: int, told: Object, known: set[str]) -> Item:
    kind = relation_of(told["schema"], _first(told, "role"))
    if not kind:
        return LeftOut(line)
    _, ours, theirs = EDGES[kind]
    party, target = _first(told, ours), _first(told, theirs)
    if not all(key in known or key.startswith(OWN) for key in (party, target)):
        return LeftOut(line)
    return Link(
        line=line,
        kind=RelationKind(kind),
        party=party,
        target=target,
        start=day_or_none(_first(told, "startDate")),
        end=day_or_none(_first(told, "endDate")),
        start_latest=day_or_none(_first(told, "date")),
        territory=_first(told, "summary"),
        reference=_first(told, "recordId"),
        source=_first(told, "publisher"),
    )


def _goods(line: int, told: Object, known: set[str]) -> Item:
    seller, buyer = _first(told, "sender"), _first(told, "receiver")
    if not all(key in known for key in (seller, buyer)):
        return LeftOut(line)
    amount, dollars = _AMOUNT.fullmatch(_first(told, "summary")), _DOLLARS.fullmatch(_first(told, "invoiceAmount"))
    cells = {
        "row_id": _first(told, "recordId") or told["id"],
        "date_from": _first(told, "startDate") or _first(told, "date"),
        "date_to": _first(told, "endDate"),
        "dispatch_country": country_code(_first(told, "departureCountry")),
        "origin_country": country_code(_first(told, "originCountry")),
        "hs_code": _first(told, "vedCode"),
        "description": _first(told, "goodsDescription"),
        "quantity": amount["quantity"] if amount else "",
        "unit": (amount["unit"] or "") if amount else "",
        "value_usd": dollars["dollars"] if dollars else "",
        "source": _first(told, "publisher") or "FollowTheMoney file",
    }
    return Goods(line, seller, buyer, cells)


def _day(told: Object, name: str) -> Any:
    """A whole day; a year or a month is none."""
    text = _first(told, name)
    return read_day(text, name) if len(text) >= DAY else None


def _values(told: Object, name: str) -> list[str]:
    return [str(value) for value in told["properties"].get(name, ()) if isinstance(value, str | int | float)]


def _first(told: Object, name: str) -> str:
    return next(iter(_values(told, name)), "")


FTM = Format(
    key="ftm", source=("ftm-file", "FollowTheMoney file", "https://followthemoney.tech/"), read=read, whole=False
)
