"""Consolidated Screening List of the US (Commerce, State, Treasury): consolidated.json or consolidated.csv.

Specification: https://www.trade.gov/consolidated-screening-list and https://developer.trade.gov (fields of the
results). `source` names the list of which an entry is; each becomes a list of ours. The table has the same fields,
several values separated by semicolons; a number stands there as "country, kind, number" or "kind, number".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from provenance.identifiers import Identifier, read_number
from provenance.importers.lists_published.countries import country_code
from provenance.importers.lists_published.days import read_day
from provenance.importers.lists_published.entry import About, Format, Item, LeftOut, made
from provenance.importers.lists_published.json_items import json_items
from provenance.importers.lists_published.opening import ListFile
from provenance.importers.table import RowError, RowRefused

COLUMNS = ("source", "name")
NOT_ORGANISATIONS = ("individual", "vessel", "aircraft")
_UNPARTED = "and any successor, sub-unit, or subsidiary thereof"


def read(file: ListFile, about: About) -> Iterator[Item]:
    """The entities of either form."""
    return _json(file) if file.begins("{", "[") else _csv(file)


def _json(file: ListFile) -> Iterator[Item]:
    for number, result in json_items(file, ("results",)):
        yield _entry(number, result)


def _csv(file: ListFile) -> Iterator[Item]:
    for line, row in file.rows(COLUMNS):
        if isinstance(row, RowError):
            yield row
        else:
            values: dict[str, Any] = dict(row)
            for name in ("alt_names", "programs"):
                values[name] = [part.strip() for part in row.get(name, "").split(";")]
            values["addresses"] = [{"address": part} for part in row.get("addresses", "").split(";")]
            values["ids"] = [_told(part) for part in row.get("ids", "").split(";") if part.strip()]
            yield _entry(line, values)


def _told(text: str) -> dict[str, str]:
    parts = [part.strip() for part in text.split(",")]
    country = parts.pop(0) if len(parts) > 2 and country_code(parts[0]) else ""
    return {"country": country, "type": ", ".join(parts[:-1]), "number": parts[-1]}


def _entry(line: int, row: Mapping[str, Any]) -> Item:
    kind = str(row.get("type") or "").lower()
    if kind in NOT_ORGANISATIONS:
        return LeftOut(line)
    places = [_place(one) for one in row.get("addresses") or () if isinstance(one, Mapping)]
    country = next((code for _, code in places if code), "") or country_code(str(row.get("country") or ""))
    try:
        return made(
            line=line,
            list_name=str(row.get("source") or "").strip(),
            jurisdiction="US",
            name=str(row.get("name") or "").replace(_UNPARTED, "").rstrip(" ,"),
            names=[name for text in _texts(row.get("alt_names")) for name in text.split(";")],
            country=country,
            addresses=places,
            identifiers=[_number(one, country) for one in row.get("ids") or () if isinstance(one, Mapping)],
            programme=", ".join(_texts(row.get("programs")))[:200],
            start=read_day(str(row.get("start_date") or ""), "start_date"),
            end=read_day(str(row.get("end_date") or ""), "end_date"),
            reference=str(row.get("id") or row.get("entity_number") or "")[:300],
        )
    except RowRefused as refused:
        return RowError(line, refused.code, refused.params)


def _texts(value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [str(one) for one in listed if one]


def _place(one: Mapping[str, Any]) -> tuple[str, str]:
    told = [str(one[name]) for name in ("address", "city", "state", "postal_code", "country") if one.get(name)]
    code = country_code(str(one.get("country") or "")) or country_code((told or [""])[-1].rpartition(",")[2])
    return (", ".join(told) if len(told) > 1 or len(told[0] if told else "") > 3 else ""), code


def _number(one: Mapping[str, Any], country: str) -> Identifier | None:
    place = country_code(str(one.get("country") or "")) or country
    return read_number(str(one.get("number") or ""), str(one.get("type") or ""), place)


US_CSL = Format(
    key="us_csl",
    source=("us-csl", "US Consolidated Screening List", "https://www.trade.gov/consolidated-screening-list"),
    read=read,
)
