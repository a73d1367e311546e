"""Parties, parts and paper for tests."""

import itertools
from datetime import date

from django.utils.text import slugify

from accounts.models import Organisation
from provenance.models import (
    BrandRepresentation,
    Listing,
    NameMatch,
    Part,
    Party,
    PartyKind,
    PartyList,
    PartyRelation,
    RelationKind,
    Shipment,
    ShipmentMention,
    Source,
    TradeFile,
    TradeName,
    TradeSlab,
)
from provenance.models.part import lookup_keys
from provenance.partnumbers.normalise import canonical
from provenance.tracing.columns import ordinal, pack, pack_country, period_of

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


def make_trade_name(party: Party, *, how: str = NameMatch.EXACT, text: str = "") -> TradeName:
    """A party as records write it."""
    known = {"text": text or party.name, "country": party.country, "registration": ""}
    score = 1.0 if how == NameMatch.EXACT else 0.9
    return TradeName.objects.get_or_create(**known, defaults={"party": party, "how": how, "score": score})[0]


def make_shipment(
    seller: Party,
    buyer: Party,
    on: date | None,
    *,
    until: date | None = None,
    part_number: str = "",
    manufacturer: Party | None = None,
    quantity: int | None = 100,
    unit_price: float | None = None,
    hs6: str = "854231",
    likely: bool = False,
    source: Source | None = None,
    credibility: int = 2,
    dispatch_country: str = "",
) -> Shipment:
    """A row of paper with its names, mention and slab. `likely`: the buyer's name was misspelt."""
    stated_by = source or make_source()
    file = TradeFile.objects.get_or_create(
        source=stated_by, name="made.csv", defaults={"actor": "test", "sha256": "0" * 64}
    )[0]
    cents = round(unit_price * quantity * 100) if unit_price is not None and quantity else None
    shipment = Shipment.objects.create(
        file=file,
        source=stated_by,
        reference=f"row {next(_numbers)}",
        seller=seller,
        buyer=buyer,
        seller_name=make_trade_name(seller),
        buyer_name=make_trade_name(buyer, how=NameMatch.LIKELY, text=f"{buyer.name}x")
        if likely
        else make_trade_name(buyer),
        earliest=on,
        latest=until or on,
        manufacturer=manufacturer,
        quantity=quantity,
        value_usd_cents=cents,
        hs6=hs6,
        credibility=credibility,
        dispatch_country=dispatch_country,
    )
    if part_number:
        ShipmentMention.objects.create(
            shipment=shipment,
            canonical=canonical(part_number),
            number=part_number,
            manufacturer=manufacturer,
            stated=True,
        )
    _add_to_slab(shipment, unit_price, bool(part_number))
    return shipment


def _add_to_slab(shipment: Shipment, unit_price: float | None, names: bool) -> None:
    days = ordinal(shipment.earliest), ordinal(shipment.latest)
    slab = TradeSlab(hs6=shipment.hs6, period=period_of(*days), file=shipment.file, rows=1)
    maker, country = shipment.manufacturer_id or 0, pack_country(shipment.buyer.country)
    price = float("nan") if unit_price is None else unit_price
    parties = shipment.seller_id, shipment.buyer_id
    slab.packed = pack([(shipment.pk, *parties, *days, shipment.quantity or 0, price, maker, country, int(names))])
    slab.save()


def make_list(name: str = "Test list", jurisdiction: str = "EU") -> PartyList:
    """A list; the same name gives the same one."""
    facts = {"jurisdiction": jurisdiction, "source": make_source()}
    return PartyList.objects.get_or_create(name=name, defaults=facts)[0]


def make_listing(party: Party, start: date, *, end: date | None = None) -> Listing:
    """An entry of a list."""
    return Listing.objects.create(party=party, list=make_list(), start=start, end=end)


def represent(organisation: Organisation, maker: Party) -> BrandRepresentation:
    """Let an organisation speak for a maker."""
    return BrandRepresentation.objects.create(organisation=organisation, party=maker)
