"""Tables of relations between parties: who is whose distributor, owner, brand or successor, from when to when, where.

Columns: party, relation, other_party, from, to, territory, source; also party_country, other_party_country, reference,
credibility. A day may be a year or a month: then it is known when a relation began at the latest.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from provenance.importers.lists_published.countries import country_code
from provenance.importers.lists_published.days import read_day
from provenance.importers.lists_published.entry import tidy
from provenance.importers.lists_published.opening import ListFile, text_of
from provenance.importers.table import RowError, RowRefused
from provenance.models import RelationKind
from provenance.territories import understood

NEEDED = ("party", "relation", "other_party")
LONGEST = 300
WORDS: Mapping[str, tuple[RelationKind, bool]] = {
    **{kind.value: (kind, False) for kind in RelationKind},
    "authorised_distributor_of": (RelationKind.AUTHORISED_DISTRIBUTOR, False),
    "authorized_distributor_of": (RelationKind.AUTHORISED_DISTRIBUTOR, False),
    "authorized_distributor": (RelationKind.AUTHORISED_DISTRIBUTOR, False),
    "not_authorised_distributor_of": (RelationKind.NOT_AUTHORISED, False),
    "not_authorized": (RelationKind.NOT_AUTHORISED, False),
    "owns": (RelationKind.OWNER, False),
    "owner_of": (RelationKind.OWNER, False),
    "owned_by": (RelationKind.OWNER, True),
    "brand_of": (RelationKind.OWNER, True),
    "successor_of": (RelationKind.SUCCESSOR, False),
    "shares_an_address": (RelationKind.SHARES_ADDRESS, False),
    "shares_address_with": (RelationKind.SHARES_ADDRESS, False),
}
"""What is written, as a kind; True: the other way round, the other party is the owner."""
_PERIOD = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{1,2}))?")
_GRADES = ("2", "3", "4", "5", "6")
_COUNTRY = re.compile(r"\s*\((?P<code>[A-Z]{2})\)$")


@dataclass(frozen=True, slots=True)
class Named:
    """A party as a row names it; `text` is all that stands there, `name` without a country in brackets behind."""

    text: str
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class RelationRow:
    """`party` is the owner, distributor... of `target`. `word`: as written. `start_latest`: None for an exact start.
    `notes`: what is not taken as it is written, or not understood."""

    kind: RelationKind
    word: str
    party: Named
    target: Named
    start: date | None
    start_latest: date | None
    end: date | None
    territory: str
    source: str
    reference: str
    credibility: int
    notes: tuple[RowRefused, ...] = ()


def read_relations(file: ListFile) -> Iterator[tuple[int, RelationRow | RowError]]:
    """Yield (line, relation or error). Raises FileStopped."""
    for line, row in file.rows(NEEDED):
        if isinstance(row, RowError):
            yield line, row
            continue
        try:
            yield line, _relation(row)
        except RowRefused as refused:
            yield line, RowError(line, refused.code, refused.params)


def _relation(row: Mapping[str, str]) -> RelationRow:
    word = "_".join(row["relation"].lower().replace("-", " ").replace("_", " ").split())
    if word not in WORDS:
        known = "authorised_distributor_of, owns, brand_of, successor_of, shares_address, not_authorised"
        raise RowRefused("unknown_relation", value=row["relation"][:40], known=known)
    kind, turned = WORDS[word]
    party, other = _named(row, "party"), _named(row, "other_party")
    if party.text == other.text:
        raise RowRefused("party_with_itself", value=party.text)
    start, start_latest = _period(row, "from")
    first, last = _period(row, "to")
    end = last or first
    if start and end and end < start:
        raise RowRefused("ends_before_it_starts", start=row["from"], end=row["to"])
    return RelationRow(
        kind=kind,
        word=word,
        party=other if turned else party,
        target=party if turned else other,
        start=start,
        start_latest=start_latest,
        end=end,
        territory=tidy(row.get("territory", ""))[:200],
        source=tidy(row.get("source", ""))[:LONGEST],
        reference=tidy(row.get("reference", ""))[:LONGEST],
        credibility=_credibility(row.get("credibility", "")),
        notes=tuple(_notes(row)),
    )


def _notes(row: Mapping[str, str]) -> Iterator[RowRefused]:
    territory, credibility = row.get("territory", ""), row.get("credibility", "")
    if not understood(territory):
        yield RowRefused("territory_unclear", value=territory[:60])
    if not row.get("source"):
        yield RowRefused("source_missing")
    if credibility not in ("", *_GRADES):
        yield RowRefused("credibility_not_taken", value=credibility[:10])


def _named(row: Mapping[str, str], column: str) -> Named:
    text = tidy(row[column])
    if not text:
        raise RowRefused("empty", column=column)
    if len(text) > LONGEST:
        raise RowRefused("too_long", column=column, longest=str(LONGEST))
    behind = _COUNTRY.search(text)
    code = country_code(behind["code"]) if behind else ""
    name = text[: behind.start()] if behind and code else text
    return Named(text, name, country_code(text_of(row, f"{column}_country")) or code)


def _period(row: Mapping[str, str], column: str) -> tuple[date | None, date | None]:
    """The first day, and of a year or a month its last one. A period that has not begun is refused."""
    text = row.get(column, "").strip()
    written = _PERIOD.fullmatch(text)
    if not written:
        return read_day(text, column), None
    month = int(written["m"] or 1)
    first = read_day(f"{written['y']}-{month:02d}-01", column)
    if first is None:
        return None, None
    last_month = month if written["m"] else 12
    return first, date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])


def _credibility(text: str) -> int:
    return int(text) if text in _GRADES else 6
