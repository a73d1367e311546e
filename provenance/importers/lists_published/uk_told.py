"""What any file of the UK says of one entry, and the entry that it makes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from provenance.identifiers import read_identifier
from provenance.importers.lists_published.countries import country_code
from provenance.importers.lists_published.days import BRITISH, read_day
from provenance.importers.lists_published.entry import Item, LeftOut, made
from provenance.importers.table import RowError, RowRefused

_SPLIT = re.compile(r"\(\d+\)|;|\|")


@dataclass(slots=True)
class Told:
    """One designation. `names`: (kind, name); `places`: the lines of an address, its country the last."""

    line: int
    list_name: str
    kind: str
    names: list[tuple[str, str]] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    places: list[Sequence[str]] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    regime: str = ""
    since: str = ""
    reference: str = ""


def entry(told: Told) -> Item:
    """An entity; people and ships are left out."""
    if told.kind.strip().lower() != "entity":
        return LeftOut(told.line)
    primary = [name for kind, name in told.names if kind.lower() == "primary name"]
    names = [name for name in (*primary, *(name for _, name in told.names), *told.foreign) if name]
    places = [(_joined(lines), country_code(lines[-1])) for lines in told.places]
    country = next((code for _, code in places if code), "")
    numbers = [number.strip(" .,") for text in told.numbers for number in _SPLIT.split(text)]
    try:
        return made(
            line=told.line,
            list_name=told.list_name,
            jurisdiction="GB",
            name=names[0] if names else "",
            names=names,
            country=country,
            addresses=places,
            identifiers=[read_identifier(number, country) for number in numbers],
            programme=told.regime[:200],
            start=read_day(told.since, "date_designated", BRITISH),
            reference=told.reference[:300],
        )
    except RowRefused as refused:
        return RowError(told.line, refused.code, refused.params)


def _joined(lines: Sequence[str]) -> str:
    said = [line for line in lines if line]
    return ", ".join(said) if len(said) > 1 else ""
