"""Global LEI system: level 1 (who is who) as CSV or JSON, level 2 (who owns whom) as CSV.

Specification: https://www.gleif.org/en/lei-data/access-and-use-lei-data (LEI-CDF 3.1, RR-CDF 2.1; golden copies) and
https://documenter.getpostman.com/view/7679680/SVYrrxuU (JSON of the API). Companies of a register are listed by nobody.
Of the relations only direct consolidation is taken, as ownership: the ultimate parent follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from provenance.identifiers import read_number
from provenance.importers.lists_published.countries import country_code
from provenance.importers.lists_published.days import day_or_none
from provenance.importers.lists_published.entry import About, Format, Item, LeftOut, Link, made
from provenance.importers.lists_published.json_items import json_items
from provenance.importers.lists_published.opening import ListFile
from provenance.importers.table import RowError, RowRefused
from provenance.models import RelationKind

NAME = "GLEIF"
DIRECT = "IS_DIRECTLY_CONSOLIDATED_BY"
_NODE = "relationship.{}node.nodeid"
_PLACES = ("legaladdress", "headquartersaddress")
_OTHER = ("entity.otherentitynames.", "entity.transliteratedotherentitynames.")


def read(file: ListFile, about: About) -> Iterator[Item]:
    """Companies of level 1, or relations of level 2."""
    if file.begins("{"):
        return _json(file)
    return _relations(file) if b"Relationship." in file.head else _companies(file)


def _companies(file: ListFile) -> Iterator[Item]:
    for line, row in file.rows(("lei", "entity.legalname")):
        if isinstance(row, RowError):
            yield row
            continue
        names = [text for name, text in row.items() if name.startswith(_OTHER) and name.rpartition(".")[2].isdigit()]
        places = [
            (
                ", ".join(text for name, text in row.items() if text and _is_line(name, place)),
                country_code(row.get(f"entity.{place}.country", "")),
            )
            for place in _PLACES
        ]
        authority = "entity.registrationauthority.registrationauthorityentityid"
        yield _company(line, row["lei"], row["entity.legalname"], names, places, row.get(authority, ""))


def _is_line(name: str, place: str) -> bool:
    last = name.removeprefix(f"entity.{place}.")
    return last != name and not last.endswith(("xmllang", "region", "number"))


def _json(file: ListFile) -> Iterator[Item]:
    for line, record in json_items(file, ("records", "data")):
        yield _of_api(line, record) if "attributes" in record else _of_copy(line, record)


def _of_api(line: int, record: Mapping[str, Any]) -> Item:
    told = record["attributes"] if isinstance(record["attributes"], dict) else {}
    entity = told.get("entity") or {}
    places = [_place(entity.get(name) or {}, "addressLines") for name in ("legalAddress", "headquartersAddress")]
    names = [
        str(one.get("name", ""))
        for kind in ("otherNames", "transliteratedOtherNames")
        for one in entity.get(kind) or ()
    ]
    legal = str((entity.get("legalName") or {}).get("name", ""))
    return _company(line, str(told.get("lei", "")), legal, names, places, str(entity.get("registeredAs") or ""))


def _of_copy(line: int, record: Mapping[str, Any]) -> Item:
    entity = _plain(record.get("Entity") or {})
    places = [_place(entity.get(name) or {}, "") for name in ("LegalAddress", "HeadquartersAddress")]
    listed = (entity.get("OtherEntityNames") or {}).get("OtherEntityName") or ()
    names = [str(name) for name in (listed if isinstance(listed, list) else [listed])]
    number = str((entity.get("RegistrationAuthority") or {}).get("RegistrationAuthorityEntityID") or "")
    lei = str(_plain(record.get("LEI") or ""))
    return _company(line, lei, str(entity.get("LegalName") or ""), names, places, number)


def _plain(value: Any) -> Any:
    """Values stand as {"$": value} there."""
    if isinstance(value, dict):
        return value["$"] if "$" in value else {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _place(told: Mapping[str, Any], lines: str) -> tuple[str, str]:
    low = {key.lower(): value for key, value in told.items()}
    street = low.get(lines.lower()) or [low.get("firstaddressline") or ""]
    parts = [
        *map(str, street),
        str(low.get("postalcode") or ""),
        str(low.get("city") or ""),
        str(low.get("country") or ""),
    ]
    return ", ".join(part for part in parts if part), country_code(str(low.get("country") or ""))


def _company(
    line: int, lei: str, name: str, names: Sequence[str], places: Sequence[tuple[str, str]], number: str
) -> Item:
    country = next((code for _, code in places if code), "")
    try:
        return made(
            line=line,
            list_name=NAME,
            name=name,
            names=list(names),
            country=country,
            addresses=list(places),
            identifiers=[read_number(lei, "LEI", country), read_number(number, "registration number", country)],
            reference=lei,
            key=lei,
            listed=False,
        )
    except RowRefused as refused:
        return RowError(line, refused.code, refused.params)


def _relations(file: ListFile) -> Iterator[Item]:
    start, end, kind = _NODE.format("start"), _NODE.format("end"), "relationship.relationshiptype"
    for line, row in file.rows((start, end, kind)):
        if isinstance(row, RowError):
            yield row
        elif row[kind] != DIRECT or row.get("relationship.relationshipstatus", "ACTIVE") == "NULL":
            yield LeftOut(line)
        else:
            since, until = _period(row)
            yield Link(line, RelationKind.OWNER, row[end], row[start], since, until, reference=f"RR-CDF {row[start]}")


def _period(row: Mapping[str, str]) -> tuple[Any, Any]:
    for n in range(1, 6):
        period = f"relationship.period.{n}."
        if row.get(f"{period}periodtype") == "RELATIONSHIP_PERIOD":
            return day_or_none(row.get(f"{period}startdate", "")), day_or_none(row.get(f"{period}enddate", ""))
    return None, None


GLEIF = Format(
    key="gleif",
    source=("gleif", "Global Legal Entity Identifier Foundation", "https://www.gleif.org/"),
    read=read,
    register=True,
    whole=False,
    lists={NAME: ""},
)
