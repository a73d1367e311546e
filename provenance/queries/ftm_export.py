"""All that is known of parties, as FollowTheMoney entities (`provenance.ftm`), a few thousand rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from provenance.ftm import EDGES, JURISDICTIONS, NUMBERS, OWN, ROLES, entity
from provenance.models import Listing, Party, PartyKind, PartyRelation, Shipment

BATCH = 1000
Entity = dict[str, Any]


def ftm_entities() -> Iterator[Entity]:
    """Parties, what lists say of them, their relations, then shipments. Bounded memory."""
    yield from _parties()
    yield from _listings()
    yield from _relations()
    yield from _shipments()


def party_key(public_id: UUID) -> str:
    """The id of a party in FollowTheMoney."""
    return f"{OWN}{public_id}"


def _parties() -> Iterator[Entity]:
    rows = Party.objects.order_by("pk").prefetch_related("other_names", "identifiers", "places", "listings__list")
    for party in rows.iterator(BATCH):
        listed = any(not one.list.register and one.end is None for one in party.listings.all())
        numbers: dict[str, list[str]] = {}
        for one in party.identifiers.all():
            name = NUMBERS.get(one.scheme, "registrationNumber")
            numbers.setdefault(name, []).append(one.value if one.scheme in NUMBERS else one.text)
        yield entity(
            party_key(party.public_id),
            "Company",
            name=party.name,
            alias=[one.name for one in party.other_names.all() if one.name != party.name],
            country=party.country.lower(),
            address=[one.text for one in party.places.all()],
            website=f"https://{party.website_domain}" if party.website_domain else "",
            classification="" if party.kind == PartyKind.OTHER else party.kind,
            topics="sanction" if listed else "",
            notes="fictitious" if party.fictitious else "",
            **numbers,
        )


def _listings() -> Iterator[Entity]:
    rows = Listing.objects.filter(list__register=False).order_by("pk")
    for row in rows.select_related("party", "list__source", "last_version").iterator(BATCH):
        jurisdiction = row.list.jurisdiction
        yield entity(
            f"{OWN}listing-{row.pk}",
            "Sanction",
            entity=party_key(row.party.public_id),
            authority=row.list.name,
            country=JURISDICTIONS.get(jurisdiction, jurisdiction.lower()),
            program=row.programme,
            authorityId=row.reference,
            startDate=_day(row.start),
            endDate=_day(row.end),
            publisher=row.list.source.name,
            sourceUrl=row.list.source.url,
            recordId=str(row.last_version) if row.last_version else "",
        )


def _relations() -> Iterator[Entity]:
    for row in PartyRelation.objects.order_by("pk").select_related("party", "target", "source").iterator(BATCH):
        schema, ours, theirs = EDGES[row.kind]
        ends = {ours: party_key(row.party.public_id), theirs: party_key(row.target.public_id)}
        yield entity(
            f"{OWN}relation-{row.pk}",
            schema,
            **ends,
            role=ROLES.get(row.kind, ""),
            startDate=_day(row.start),
            date=_day(row.start_latest),
            endDate=_day(row.end),
            summary=row.territory,
            recordId=row.reference,
            publisher=row.source.name,
            sourceUrl=row.source.url,
        )


def _shipments() -> Iterator[Entity]:
    rows = Shipment.objects.order_by("pk").select_related("seller", "buyer", "description", "source")
    for row in rows.iterator(BATCH):
        dollars = None if row.value_usd_cents is None else f"{row.value_usd_cents / 100:.2f} USD"
        yield entity(
            f"{OWN}shipment-{row.pk}",
            "EconomicActivity",
            sender=party_key(row.seller.public_id),
            receiver=party_key(row.buyer.public_id),
            startDate=_day(row.earliest),
            endDate=_day(row.latest),
            vedCode=row.hs6,
            goodsDescription=row.description.text if row.description else "",
            summary=f"{row.quantity} {row.unit}".strip() if row.quantity is not None else "",
            invoiceAmount=dollars,
            departureCountry=row.dispatch_country.lower(),
            originCountry=row.origin_country.lower(),
            destinationCountry=row.buyer.country.lower(),
            recordId=row.reference,
            publisher=row.source.name,
        )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
