"""Listings as traces read them: of all parties of an answer at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple, TypeAlias

from provenance.models import Listing, PartyList
from provenance.queries.statements import as_day, read, select

Day: TypeAlias = date | str | None
_FIELDS = ("id", "party_id", "list__name", "list__jurisdiction", "start", "end", "programme", "reference")
_VERSIONS = tuple(f"{which}_version__{field}" for which in ("first", "last") for field in ("effective_on", "sha256"))
_TABLE, _LISTS = Listing._meta.db_table, PartyList._meta.db_table
_OF_THESE: Final = f"""
WHERE {_TABLE}.party_id = ANY(%s) AND NOT {_LISTS}.register ORDER BY {_TABLE}.start, {_LISTS}.name, {_TABLE}.id
"""


class ListingRow(NamedTuple):
    """One listing. `known_since`: as `Listing.known_since`. `version`: the first that states it, in words; of a
    listing without versions its reference.
    """

    id: int
    party: int
    list: str
    jurisdiction: str
    start: date | None
    end: date | None
    programme: str
    known_since: date | None
    version: str


def listing_rows(parties: Sequence[int]) -> list[ListingRow]:
    """Every listing of these rows, earliest first; registers of companies list nobody."""
    found = read(f"{select(Listing, *_FIELDS, *_VERSIONS)} {_OF_THESE}", [list(parties)]) if parties else ()
    return [_row(*row) for row in found]


def _row(
    key: int, party: int, listed_on: str, jurisdiction: str, start: Day, end: Day, programme: str, *rest: Any
) -> ListingRow:
    reference, first, first_sha256, last, last_sha256 = rest
    since, sha256 = (first, first_sha256) if first else (last, last_sha256)
    version = f"{as_day(since)} {sha256[:12]}" if since else reference
    known_since = as_day(start or first)
    return ListingRow(key, party, listed_on, jurisdiction, as_day(start), as_day(end), programme, known_since, version)
