"""A seeded world of trade for `benchmarks.tracing`. Imported once Django has started."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from django.db import transaction

from benchmarks.tracing import DAYS, DISTRIBUTORS, HS, MAKERS, PARTS, PLANTED, START, Planted
from provenance.models import Part, Party, PartyKind, PartyRelation, RelationKind, Shipment, Source
from provenance.models.part import lookup_keys

BATCH = 2000
CATEGORY = {
    "854231": "microcontroller",
    "854232": "memory flash",
    "854233": "amplifier operational",
    "854239": "analog switch",
    "854110": "diode",
    "854129": "transistor fet",
}
ABROAD = ("HK", "CN", "TR", "AE", "KZ", "AM", "SG", "DE")


@dataclass
class World:
    """The parties and parts that shipments are drawn from."""

    draw: random.Random
    source: Source
    makers: list[Party]
    distributors: list[Party]
    between: list[Party]
    importers: list[Party]
    parts: list[tuple[Part, str]] = field(default_factory=list)
    rows: int = 0


@transaction.atomic
def build(shipments: int, draw: random.Random) -> list[Planted]:
    """Fill the database with a world of that many shipments; return the chains that were planted."""
    world = _world(shipments, draw)
    planted: list[Planted] = []
    rows: list[Shipment] = []
    for number in range(PLANTED):
        kind = ("named", "mixed", "goods")[number % 3]
        rows += _plant(world, kind, planted)
    noise = max(0, shipments - len(rows))
    Shipment.objects.bulk_create(rows, batch_size=500)
    for start in range(0, noise, BATCH):
        Shipment.objects.bulk_create(list(_noise(world, min(BATCH, noise - start))), batch_size=500)
    return planted


def _world(shipments: int, draw: random.Random) -> World:
    source = Source.objects.create(slug="made-world", name="Made world", reliability="B", fictitious=True)
    world = World(
        draw,
        source,
        _parties("Maker", MAKERS, PartyKind.MAKER, "US"),
        _parties("Distributor", DISTRIBUTORS, PartyKind.AUTHORISED_DISTRIBUTOR, "DE"),
        _parties("Trader", max(200, shipments // 100), PartyKind.BROKER, ""),
        _parties("Importer", max(50, shipments // 500), PartyKind.IMPORTER, "RU"),
    )
    PartyRelation.objects.bulk_create(
        PartyRelation(
            party=distributor,
            kind=RelationKind.AUTHORISED_DISTRIBUTOR,
            target=maker,
            start=date(2010, 1, 1),
            source=source,
            credibility=2,
        )
        for maker in world.makers
        for distributor in draw.sample(world.distributors, 12)
    )
    for number in range(PARTS):
        maker, hs6 = world.makers[number % MAKERS], HS[number % len(HS)]
        name = f"ZX{number:04}{draw.choice('FGHK')}{draw.randrange(10, 99)}T"
        part = Part(
            manufacturer=maker,
            number=name,
            category=CATEGORY[hs6],
            source=source,
            **lookup_keys(name),
        )
        world.parts.append((part, hs6))
    Part.objects.bulk_create(part for part, _ in world.parts)
    return world


def _parties(word: str, count: int, kind: PartyKind, country: str) -> list[Party]:
    return Party.objects.bulk_create(
        [
            Party(
                slug=f"{word.lower()}-{number}",
                name=f"{word} {number} (fictitious)",
                kind=kind,
                country=country or ABROAD[number % len(ABROAD)],
                fictitious=True,
            )
            for number in range(count)
        ],
        batch_size=500,
    )


def _hub(draw: random.Random, parties: list[Party]) -> Party:
    """Draw a party so that few of them take part in most shipments."""
    return parties[int(len(parties) * draw.random() ** 3)]


def _shipment(
    world: World, seller: Party, buyer: Party, day: date, part: Part | None, hs6: str, quantity: int, price: float
) -> Shipment:
    world.rows += 1
    return Shipment(
        seller=seller,
        buyer=buyer,
        earliest=day,
        latest=day,
        part_number=part.number if part else "",
        part_canonical=part.canonical if part else "",
        hs6=hs6,
        quantity=quantity,
        value_usd_cents=int(quantity * price * 100),
        source=world.source,
        reference=f"row {world.rows}",
        credibility=2,
    )


def _noise(world: World, count: int) -> Iterator[Shipment]:
    draw = world.draw
    for _ in range(count):
        part, hs6 = draw.choice(world.parts)
        seller = draw.choice(world.distributors) if draw.random() < 0.3 else _hub(draw, world.between)
        buyer = _hub(draw, world.importers) if draw.random() < 0.3 else _hub(draw, world.between)
        if seller == buyer:
            buyer = world.importers[0]
        day = START + timedelta(days=draw.randrange(DAYS))
        named = part if draw.random() < 0.05 else None
        quantity = round(10 ** draw.uniform(1, 4))
        yield _shipment(world, seller, buyer, day, named, hs6, quantity, 10 ** draw.uniform(-1, 2))


def _plant(world: World, kind: str, planted: list[Planted]) -> list[Shipment]:
    draw = world.draw
    part, hs6 = draw.choice(world.parts)
    relations = PartyRelation.objects.filter(target=part.manufacturer).select_related("party").order_by("pk")
    hops = draw.randint(1, 4)
    parties = [
        draw.choice([relation.party for relation in relations]),
        *draw.sample(world.between, hops - 1),
        draw.choice(world.importers),
    ]
    made = START + timedelta(days=draw.randrange(0, DAYS // 2))
    day = made + timedelta(days=draw.randrange(30, 200))
    quantity, price = round(10 ** draw.uniform(1.5, 4)), 10 ** draw.uniform(-1, 2)
    names = draw.randrange(hops)
    rows: list[Shipment] = []
    for index, (seller, buyer) in enumerate(pairwise(parties)):
        named = part if kind == "named" or (kind == "mixed" and index == names) else None
        rows.append(_shipment(world, seller, buyer, day, named, hs6, quantity, price))
        early = made - timedelta(days=draw.randrange(10, 300))
        rows.append(_shipment(world, seller, _hub(draw, world.importers), early, named, hs6, quantity, price))
        day += timedelta(days=draw.randrange(4, 60))
        price *= draw.uniform(1.0, 1.5)
    question = (part.number, part.manufacturer.name, made, day + timedelta(days=90))
    planted.append(Planted(kind, *question, tuple(str(party.public_id) for party in parties)))
    return rows
