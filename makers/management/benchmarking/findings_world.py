"""A made world of findings: one maker with some brands, and everybody else."""

import json
import random
import string
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from accounts import operations
from accounts.models import User
from accounts.roles import OrganisationKind, Role, Scope
from makers import terms
from makers.models import Maker, ProofMethod, TermsAcceptance
from provenance.models import BrandRepresentation, Credibility, Party, PartyKind, PartyRelation, RelationKind, Source
from provenance.operations import bulk
from provenance.partnumbers.normalise import plain
from teardowns.models import Identification, Release, WeaponModel

ACTOR = "system:benchmark"
OWN = (("benchmark-own", 0.72), ("benchmark-acquired", 0.2), ("benchmark-old", 0.07), ("benchmark-rare", 0.01))
"""Own brands with their shares; the first owns the others."""
OTHERS, WEAPONS, NUMBERS, LOTS = 200, 60, 400, 6
FIRST, DAYS = date(2022, 3, 1), 1200
BATCH = 20_000
_LINES = json.dumps(["SPECIMEN", "MADE UP"])


@dataclass(frozen=True, slots=True)
class World:
    """The maker's officer with a token, and what can be asked for."""

    officer: User
    token: str
    own: int
    numbers: tuple[str, ...]
    weapons: tuple[str, ...]
    brands: tuple[str, ...]


def build(findings: int, own: int, seed: int) -> World:
    """Make the world in the database in use. No evidence stands behind its findings: the tie to it is taken away."""
    dice = random.Random(seed)  # noqa: S311 - a made world
    with transaction.atomic():
        weapons = [_weapon(number) for number in range(WEAPONS)]
        mine, others = _brands()
        organisation = operations.create_organisation(name="Benchmark", kind=OrganisationKind.MAKER, actor=ACTOR)
        BrandRepresentation.objects.create(organisation=organisation, party=mine[0])
        officer = operations.create_user(email="officer@example.org", name="Officer", password=None, actor=ACTOR)
        operations.add_member(user=officer, organisation=organisation, role=Role.MAKER, actor=ACTOR)
        Maker.objects.create(
            organisation=organisation, domain="example.org", proven_at=datetime.now(UTC), proven_by=ProofMethod.DNS
        )
        agreed = {"version": terms.CURRENT, "sha256": terms.digest(terms.CURRENT), "language": "en"}
        TermsAcceptance.objects.create(organisation=organisation, user=officer, **agreed)
        _token, secret = operations.issue_token(
            user=officer,
            label="benchmark",
            scopes=[Scope.FINDINGS],
            expires_at=datetime.now(UTC) + timedelta(days=1),
            actor=ACTOR,
        )
    numbers = {brand.pk: [_number(dice) for _each in range(NUMBERS)] for brand in (*mine, *others)}
    wanted = _shares(mine, own) | _shares(others, findings - own)
    _fill(dice, wanted, numbers, weapons, officer)
    return World(
        officer=officer,
        token=secret,
        own=own,
        numbers=tuple(numbers[mine[0].pk]),
        weapons=tuple(weapon.slug for weapon in weapons),
        brands=tuple(brand.slug for brand in mine),
    )


def _weapon(number: int) -> WeaponModel:
    return WeaponModel.objects.create(slug=f"benchmark-{number}", name_en=f"Weapon {number}", name_uk=f"Зброя {number}")


def _brands() -> tuple[list[Party], list[Party]]:
    def brand(slug: str) -> Party:
        return Party.objects.create(slug=slug, name=slug, kind=PartyKind.MAKER, fictitious=True)

    mine = [brand(slug) for slug, _share in OWN]
    source = Source.objects.create(slug="benchmark", name="Benchmark", reliability="B")
    for owned in mine[1:]:
        PartyRelation.objects.create(
            party=mine[0], kind=RelationKind.OWNER, target=owned, source=source, credibility=Credibility.PROBABLE
        )
    return mine, [brand(f"benchmark-other-{number}") for number in range(OTHERS)]


def _number(dice: random.Random) -> str:
    letters = "".join(dice.choices(string.ascii_uppercase, k=2))
    return f"{letters}{dice.randrange(100, 9999)}{dice.choice(('BBCZ', 'ARUZ', 'ESA+', 'EG', 'CS8', '-5'))}"


def _shares(brands: Sequence[Party], findings: int) -> dict[int, int]:
    """How many findings each brand has: own by `OWN`, others alike."""
    parts = [share for _slug, share in OWN] if len(brands) == len(OWN) else [1 / len(brands)] * len(brands)
    counts = {brand.pk: int(part * findings) for brand, part in zip(brands, parts, strict=True)}
    counts[brands[0].pk] += findings - sum(counts.values())
    return counts


def _fill(
    dice: random.Random,
    wanted: dict[int, int],
    numbers: dict[int, list[str]],
    weapons: Sequence[WeaponModel],
    officer: User,
) -> None:
    """The findings in random order, as time would bring them."""
    _untie()
    order = [brand for brand, count in wanted.items() for _each in range(count)]
    dice.shuffle(order)
    rows = _rows(dice, order, numbers, weapons, officer)
    for start in range(0, len(order), BATCH):
        some = [next(rows) for _each in range(min(BATCH, len(order) - start))]
        with transaction.atomic():
            bulk.insert_columns(Release, {name: [row[name] for row in some] for name in some[0]})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE teardowns_release" if connection.vendor == "postgresql" else "PRAGMA optimize")


def _untie() -> None:
    """Findings of a made world rest on no judgements: a million of those would only take time."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
            return
        constraints = connection.introspection.get_constraints(cursor, Release._meta.db_table)
        for name, found in constraints.items():
            if found["foreign_key"] and found["foreign_key"][0] == Identification._meta.db_table:
                cursor.execute(f'ALTER TABLE {Release._meta.db_table} DROP CONSTRAINT "{name}"')


def _rows(
    dice: random.Random,
    order: Sequence[int],
    numbers: dict[int, list[str]],
    weapons: Sequence[WeaponModel],
    officer: User,
) -> Iterator[dict[str, Any]]:
    for place, brand in enumerate(order):
        released = FIRST + timedelta(days=DAYS * place // len(order))
        made = FIRST - timedelta(days=dice.randrange(1500))
        made -= timedelta(days=made.weekday())
        year, week, _day = made.isocalendar()
        number, code = dice.choice(numbers[brand]), f"#{year % 100:02}{week:02}"
        lot = f"{made.toordinal()}{dice.randrange(LOTS)}.{dice.randrange(3)}" if dice.random() < 0.6 else ""
        yield {
            "public_id": _uuid(dice),
            "identification_id": place + 1,
            "brand_id": brand,
            "part_number": number,
            "part_key": plain(number),
            "marking_lines": _LINES,
            "date_code": code,
            "date_key": plain(code),
            "date_rule": "adi_hash_yyww",
            "lot_code": lot,
            "lot_key": plain(lot),
            "made_earliest": made.isoformat(),
            "made_latest": (made + timedelta(days=6)).isoformat(),
            "weapon_model_id": dice.choice(weapons).pk,
            "region": "UA-63",
            "month": (released - timedelta(days=dice.randrange(30, 400))).replace(day=1).isoformat(),
            "picture_sha256": f"{place:064x}",
            "grade": "A2",
            "level": 1,
            "released_by_id": officer.pk,
            "released_on": released.isoformat(),
            "opened_at": datetime.combine(released, time(9), UTC).isoformat(sep=" ")[:26],
            "withdrawn_at": None,
            "sealed_month": None,
            "custody_entries": None,
            "readings": None,
        }


def _uuid(dice: random.Random) -> str:
    made = uuid.UUID(int=dice.getrandbits(128), version=4)
    return str(made) if connection.vendor == "postgresql" else made.hex
