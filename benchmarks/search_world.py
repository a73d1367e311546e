"""The world of `benchmarks.search`: parts of a list, parties with names in two scripts, readings on components."""

from __future__ import annotations

import argparse
import hashlib
import random
from dataclasses import dataclass
from itertools import islice

from django.db import connection, transaction
from django.utils.text import slugify

from accounts.models import Membership, Organisation, User
from accounts.queries import principal_for
from accounts.roles import OrganisationKind, Role
from provenance.importers.part_row import PartRow
from provenance.management.benchmarking.listing import drawn
from provenance.management.benchmarking.noise import LEVELS
from provenance.models import Part, Party, PartyKind, PartyName, Source
from provenance.models.part import KEY_FIELDS, lookup_keys
from provenance.operations.bulk import insert
from provenance.operations.reference import load_reference
from provenance.partnumbers.makers import UNNAMED, known_makers
from provenance.partnumbers.normalise import plain
from teardowns.models import Component, Decision, Identification, Marking, Photo, Reading, Standing, Teardown
from teardowns.operations.opening import open_teardown

BATCH = 2000
CHIPS_A_PHOTO = 100
CONFIRMED = 10
"""One reading in so many belongs to a confirmed component."""
SYLLABLES = ("ban", "dor", "gar", "ka", "len", "mir", "nor", "pol", "ros", "sta", "tek", "vol", "ze", "chip")
CYRILLIC = str.maketrans("abcdeghiklmnoprstvz", "абцдегхиклмнопрствз")
HOSTILE = (
    "%",
    "_",
    "\\",
    '"',
    "A* OR B",
    "NEAR(",
    "'; --",
    "\u202e",
    "🛰",
    "0",
    "я" * 500,
    "A" * 2000,
    "(",
    "230",
    "100",
)
CODES = ("854231", "8542.39", "8541", "3A001", "3A001.a.2", "EAR99")


@dataclass(frozen=True, slots=True)
class World:
    """What was built, and what can be asked of it."""

    user: User
    parts_stored: int
    parts: list[PartRow]
    parties: list[str]
    teardowns: list[Teardown]


def build(options: argparse.Namespace, dice: random.Random) -> World:
    """Everything that is searched."""
    load_reference()
    parts = _parts(options, dice)
    parties = _parties(options.parties, dice)
    field = _user("field@example.org", OrganisationKind.FIELD_TEAM, Role.FIELD)
    teardowns = _readings(options.readings, parts, field, dice)
    analyst = _user("analyst@example.org", OrganisationKind.LAB, Role.ANALYST)
    return World(analyst, Part.objects.count(), parts, parties, teardowns)


def typed(world: World, each: int, dice: random.Random) -> list[tuple[str, str]]:
    """Kinds of texts that people type, so many of each."""

    def noisy(level: str) -> list[str]:
        rows = dice.sample(world.parts, each * 3)
        return [text for row in rows if (text := LEVELS[level](row.number, row.manufacturer, dice))][:each]

    numbers = [row.number for row in dice.sample(world.parts, each)]
    parties = dice.sample(world.parties, each)
    kinds = {
        **{f"number {level}": noisy(level) for level in ("clean", "light", "heavy", "wild", "truncated")},
        "piece": [_piece(number, dice) for number in numbers],
        "beginning": [number[: dice.randint(2, 5)] for number in numbers],
        "marking of lines": [
            f"{number} | {dice.randint(10, 24)}{dice.randint(10, 52)} | {dice.randint(0, 9)}A" for number in numbers
        ],
        "company": [name[: dice.randint(3, len(name))].lower() for name in parties],
        "company in Cyrillic": [name.lower().translate(CYRILLIC)[: dice.randint(3, 20)].upper() for name in parties],
        "date code": [f"{dice.randint(10, 24)}{dice.randint(10, 52)}" for _ in range(each)],
        "order number": [one.order_number for one in dice.sample(world.teardowns, min(each, len(world.teardowns)))],
        "hostile": list(HOSTILE),
        "code": list(CODES),
    }
    return [(kind, text) for kind, texts in kinds.items() for text in texts]


def _piece(number: str, dice: random.Random) -> str:
    bare = plain(number)
    start = dice.randint(1, max(1, len(bare) - 4))
    return bare[start : start + dice.randint(3, 7)]


def _parts(options: argparse.Namespace, dice: random.Random) -> list[PartRow]:
    """Stores the parts as plain rows: it is the search that is measured, not the import."""
    kept, rows = set(dice.sample(range(options.parts), min(options.parts, 5000))), []
    source, makers = Source.objects.create(slug="benchmark", name="benchmark"), dict[str, int]()
    known = set(Part.objects.values_list("manufacturer_id", "number"))
    columns = ("manufacturer_id", "number", "category", "source_id", *KEY_FIELDS)
    listed = enumerate(drawn(options.list, options.parts, options.seed))
    with transaction.atomic():
        while batch := list(islice(listed, BATCH)):
            rows += [row for place, row in batch if place in kept]
            fresh = {(_maker(row.manufacturer, makers), row.number): row.category for _, row in batch}
            new = [
                (*key, category, source.pk, *lookup_keys(key[1]).values())
                for key, category in fresh.items()
                if key not in known
            ]
            known |= fresh.keys()
            insert(Part, columns, new)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return rows


def _maker(listed: str, makers: dict[str, int]) -> int:
    if listed not in makers:
        name = known_makers().named(listed) or listed or UNNAMED
        slug = slugify(name)[:100] or "maker"
        makers[listed] = Party.objects.get_or_create(slug=slug, defaults={"name": name, "kind": PartyKind.MAKER})[0].pk
    return makers[listed]


def _parties(count: int, dice: random.Random) -> list[str]:
    def word() -> str:
        return "".join(dice.choices(SYLLABLES, k=3)).capitalize()

    names = [f"{word()} {word()} {dice.choice(('LLC', 'Ltd', 'OOO'))} {place}" for place in range(count)]
    parties = Party.objects.bulk_create(
        [
            Party(slug=f"made-{place}", name=name, country="RU", addresses=[f"{word()} 1"])
            for place, name in enumerate(names)
        ],
        batch_size=BATCH,
    )
    other = [PartyName(party=party, name=party.name.lower().translate(CYRILLIC).title()) for party in parties]
    PartyName.objects.bulk_create(other, batch_size=BATCH)
    return names


def _readings(count: int, parts: list[PartRow], field: User, dice: random.Random) -> list[Teardown]:
    teardowns = []
    maker = Party.objects.filter(slug="texas-instruments").get()
    for number in range(max(1, count // CHIPS_A_PHOTO)):
        teardown = open_teardown(
            principal=principal_for(field), order_number=f"KH-2026-{number:05}", specimen_label=f"S-{number:05}"
        )
        photo = Photo.objects.create(
            teardown=teardown, sha256=hashlib.sha256(str(number).encode()).hexdigest(), size=1, uploaded_by=field
        )
        chips = [dice.choice(parts) for _ in range(CHIPS_A_PHOTO)]
        components = Component.objects.bulk_create(Component(teardown=teardown) for _ in chips)
        markings = Marking.objects.bulk_create(
            Marking(component=component, photo=photo, ordinal=ordinal, box=[[0, 0], [9, 0], [9, 9], [0, 9]])
            for ordinal, component in enumerate(components)
        )
        readings = Reading.objects.bulk_create(
            Reading(marking=marking, engine="made", lines=[_line(text) for text in _lettering(chip, dice)])
            for marking, chip in zip(markings, chips, strict=True)
        )
        Identification.objects.bulk_create(
            Identification(
                component=component, reading=reading, standing=Standing.CONFIRMED, decision=Decision.IDENTIFIED,
                part_number=chip.number, manufacturer=maker, catalogued=True, author=field,
            )
            for component, reading, chip in list(zip(components, readings, chips, strict=True))[::CONFIRMED]
        )  # fmt: skip
        teardowns.append(teardown)
    return teardowns


def _lettering(chip: PartRow, dice: random.Random) -> list[str]:
    half = len(chip.number) // 2 + 1
    return [
        chip.number[:half],
        chip.number[half:] or "A",
        f"{dice.randint(10, 24)}{dice.randint(10, 52)}",
        "PHILIPPINES",
    ]


def _line(text: str) -> dict[str, object]:
    """As large as an engine stores it, with what other passes read."""
    box = [[101.5, 20.25], [180.5, 20.25], [180.5, 44.75], [101.5, 44.75]]
    others = [{"text": text.lower(), "confidence": 810, "pass": "contrast"}] * 2
    return {"text": text, "confidence": 930, "box": box, "rotation": 0, "pass": "whole", "alternatives": others}


def _user(email: str, kind: OrganisationKind, role: Role) -> User:
    user = User.objects.create_user(email=email, password=None, name=email)
    Membership.objects.create(user=user, organisation=Organisation.objects.create(name=email, kind=kind), role=role)
    return user
