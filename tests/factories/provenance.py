"""Parties, parts and paper for tests."""

import itertools
from datetime import date

from django.utils.text import slugify

from accounts.models import Organisation
from provenance.models import (
    BrandRepresentation,
    Listing,
    Part,
    Party,
    PartyKind,
    PartyRelation,
    RelationKind,
    Shipment,
    Source,
)
from provenance.models.part import lookup_keys
from provenance.partnumbers.normalise import canonical

_numbers = itertools.count(1)


def make_source(slug: str = "test-source", *, reliability: str = "B") -> Source:
    """A source; the same slug gives the same one."""
    return Source.objects.get_or_create(slug=slug, defaults={"name": f"Source {slug}", "reliability": reliability})[0]


def make_party(name: str, kind: str = PartyKind.OTHER, *, country: str = "US") -> Party:
    """A party; the same name gives the same one."""
    return Party.objects.get_or_create(slug=slugify(name), defaults={"name": name, "kind": kind, "country": country})[0]


def make_maker(name: str = "Texas Instruments", *, owner: Party | None = None, since: date | None = None) -> Party:
    """A maker or brand, with an owner when one is given."""
    maker = make_party(name, PartyKind.MAKER)
    if owner is not None:
        make_relation(owner, RelationKind.OWNER, maker, start=since)
    return maker


def make_relation(party: Party, kind: str, target: Party, *, start: date | None = None) -> PartyRelation:
    """A dated relation."""
    return PartyRelation.objects.create(
        party=party, kind=kind, target=target, start=start, source=make_source(), credibility=2
    )


def make_part(number: str, maker: Party | None = None, *, category: str = "") -> Part:
    """A catalogued part; the same number of the same maker gives the same one."""
    return Part.objects.get_or_create(
        manufacturer=maker or make_maker(),
        number=number,
        defaults={**lookup_keys(number), "category": category, "source": make_source()},
    )[0]


def make_shipment(
    seller: Party,
    buyer: Party,
    on: date,
    *,
    part_number: str = "",
    manufacturer: Party | None = None,
    quantity: int = 100,
) -> Shipment:
    """A row of paper."""
    return Shipment.objects.create(
        seller=seller,
        buyer=buyer,
        earliest=on,
        latest=on,
        part_number=part_number,
        part_canonical=canonical(part_number),
        manufacturer=manufacturer,
        quantity=quantity,
        hs6="854231",
        source=make_source(),
        reference=f"row {next(_numbers)}",
        credibility=2,
    )


def make_listing(party: Party, start: date, *, end: date | None = None) -> Listing:
    """An entry of a list."""
    return Listing.objects.create(
        party=party, list_name="Test list", jurisdiction="EU", start=start, end=end, source=make_source()
    )


def represent(organisation: Organisation, maker: Party) -> BrandRepresentation:
    """Let an organisation speak for a maker."""
    return BrandRepresentation.objects.create(organisation=organisation, party=maker)
