"""What is known around an answer: who was listed when, which controls and exits there were, what the part costs."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from statistics import median

from provenance.models import Part, Shipment, ShipmentMention
from provenance.partnumbers.facts.gathering import part_facts
from provenance.partnumbers.normalise import canonical, plain
from provenance.queries.listing_rows import listing_rows
from provenance.queries.merging import Merged
from provenance.queries.statements import party_numbers, read
from provenance.reference import events as reference
from provenance.tracing.signs import Background, Donor
from provenance.tracing.timeline import Event, EventKind, parties_of
from provenance.tracing.types import PartyRef, TraceAnswer

MOST_PRICES = 300
LEAST_PRICES = 5
MOST_LOT_ROWS = 1000
MOST_NAMESAKES = 50
_CATEGORIES = f"""
SELECT manufacturer_id, category FROM {Part._meta.db_table} WHERE canonical = %s AND category <> '' ORDER BY id LIMIT %s
"""  # noqa: S608
_PRICES = f"""
SELECT shipment.value_usd_cents, shipment.quantity FROM {Shipment._meta.db_table} AS shipment
INNER JOIN {ShipmentMention._meta.db_table} AS mention ON mention.shipment_id = shipment.id
WHERE mention.canonical = %s AND shipment.quantity > 0 AND shipment.value_usd_cents > 0
ORDER BY shipment.id DESC LIMIT %s
"""  # noqa: S608


def events_around(answer: TraceAnswer, merged: Merged) -> tuple[Event, ...]:
    """Listings of every party of the chains, controls that may apply to the part, exits its maker announced."""
    found = [*_listings(parties_of(answer), merged), *_controls(answer), *_exits(answer)]
    return tuple(sorted(found, key=lambda event: (event.kind, str(event.first or ""), event.jurisdiction, event.name)))


def background_of(answer: TraceAnswer, events: tuple[Event, ...]) -> Background:
    """Products known to hold the part, since when it exists, its usual price, and the exits among the events."""
    number = answer.question.part_number
    maker = answer.maker.name if answer.maker else answer.question.manufacturer
    facts = part_facts(number, maker, category=_category(answer))
    donors = reference.donors_of(plain(number), facts.category.value if facts.category else "")
    return Background(
        donors=tuple(Donor(row.product, row.source, row.pattern is not None) for row in donors),
        first_made=facts.not_before[0] if facts.not_before else None,
        usual_price=_usual_price(answer),
        exits=tuple(event for event in events if event.kind is EventKind.EXIT),
    )


def _category(answer: TraceAnswer) -> str:
    """The category that the catalogue has: of the maker's part, else of any of this number; empty for none."""
    known = read(_CATEGORIES, [canonical(answer.question.part_number), MOST_NAMESAKES])
    own = party_numbers([answer.maker.key]).get(answer.maker.key) if answer.maker else None
    ours = [category for maker, category in known if maker == own]
    return next(iter((*ours, *(category for _, category in known))), "")


def shipments_naming(lot: str) -> set[int]:
    """Primary keys of shipments whose description has the lot code, the newest first."""
    named = ShipmentMention.objects.filter(canonical=canonical(lot)).order_by("-pk")
    return set(named.values_list("shipment_id", flat=True)[:MOST_LOT_ROWS]) if lot else set()


def _listings(parties: tuple[PartyRef, ...], merged: Merged) -> Iterator[Event]:
    numbers = party_numbers([party.key for party in parties])
    of = {numbers[party.key]: party for party in parties if party.key in numbers}
    rows = [row for row, party in merged.roots.items() if party.pk in of]
    for row in sorted(listing_rows([*rows, *of]), key=attrgetter("id")):
        standing = merged.roots.get(row.party)
        # One that was merged after it was traced: the answer still names it.
        party = of.get(standing.pk if standing else row.party) or of[row.party]
        yield Event(
            EventKind.LISTING,
            row.jurisdiction,
            row.list,
            row.start,
            row.known_since,
            row.end,
            party=party.key,
            party_name=party.name,
            detail=row.programme,
            version=row.version,
        )


def _controls(answer: TraceAnswer) -> Iterator[Event]:
    for row in reference.controls():
        if row.may_apply(answer.question.hs_codes):
            yield Event(
                EventKind.CONTROL,
                row.jurisdiction,
                row.instrument,
                row.first,
                row.first_latest,
                row.last,
                detail=row.provision,
                condition=row.condition,
                source=row.source,
                checked=row.checked,
            )


def _exits(answer: TraceAnswer) -> Iterator[Event]:
    """Exits of the maker and of whoever owned it on the day of recovery: they decide where its parts are sold."""
    group = [party for party in (answer.maker, *(hop.destination for hop in answer.ownership)) if party]
    for party in group:
        for row in reference.exits():
            if row.manufacturer.casefold() == party.name.casefold():
                yield Event(
                    EventKind.EXIT,
                    party.country,
                    row.manufacturer,
                    row.first,
                    row.latest,
                    party=party.key,
                    party_name=party.name,
                    detail=row.event,
                    source=row.source,
                    checked=row.checked,
                )


def _usual_price(answer: TraceAnswer) -> float | None:
    """The median price a piece in the records that name the part; None where few tell one or no hop has one."""
    if not any(hop.unit_price for chain in answer.chains for hop in chain.goods):
        return None
    paid = read(_PRICES, [canonical(answer.question.part_number), MOST_PRICES])
    prices = [cents / 100 / pieces for cents, pieces in paid]
    return median(prices) if len(prices) >= LEAST_PRICES else None
