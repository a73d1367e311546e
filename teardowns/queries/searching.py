"""What was found in weapons that fits something that somebody types, as far as that person may see it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from heapq import nlargest

from django.db.models import Model, Q, QuerySet

from accounts.queries import Principal
from provenance.search_key import search_key
from teardowns.models import Identification, Reading, Standing, Teardown
from teardowns.queries.visible import teardowns_for

FEW = 25
SHORTEST = 3
MOST = 500
"""Rows that fit of which the latest are looked at and no more: first their keys alone are asked for, which an index
answers, and only then, for these, who may see them."""
COUNTED = 50_000
"""Rows that fit among which the latest are sought: a piece that more hold tells nothing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Confirmed components, standing readings and teardowns, at most `FEW` of each."""

    confirmed: tuple[Identification, ...] = ()
    readings: tuple[Reading, ...] = ()
    teardowns: tuple[Teardown, ...] = ()


def search_evidence(principal: Principal, lines: Sequence[str], numbers: Collection[str]) -> Evidence:
    """What fits the lines that were typed; `numbers`: part numbers that the catalogue found for them."""
    if not lines:
        return Evidence()
    return Evidence(
        confirmed=tuple(_confirmed(principal, lines, numbers)),
        readings=tuple(readings_with(principal, lines)),
        teardowns=tuple(_teardowns(principal, lines)) if len(lines) == 1 else (),
    )


def readings_with(principal: Principal, lines: Sequence[str]) -> list[Reading]:
    """Standing readings of visible components that hold each of these pieces in one of their lines, latest first."""
    keys = [key for key in map(search_key, lines) if key]
    if max(map(len, keys), default=0) < SHORTEST:
        return []
    holding = Q()
    for key in keys:
        holding &= Q(search_key__contains=key)
    fitting = _latest(Reading.objects.filter(holding))
    return list(
        Reading.objects.filter(_visible(principal, "marking__component"), pk__in=fitting)
        .filter(successor__isnull=True, beside__isnull=True)
        .select_related("marking__component__teardown__specimen__weapon_model", "marking__photo")
        .order_by("-pk")[:FEW]
    )


def _confirmed(principal: Principal, lines: Sequence[str], numbers: Collection[str]) -> list[Identification]:
    named = Q(part_number__in=set(numbers))
    if len(lines) == 1 and len(lines[0]) >= SHORTEST:
        named |= Q(part_number__icontains=lines[0])
    fitting = _latest(Identification.objects.filter(named, standing=Standing.CONFIRMED))
    return list(
        Identification.objects.filter(_visible(principal, "component"), pk__in=fitting, successor__isnull=True)
        .select_related("component__teardown__specimen__weapon_model", "manufacturer", "reading__marking", "trace")
        .order_by("-created_at", "-pk")[:FEW]
    )


def _latest(fitting: QuerySet[Model]) -> list[int]:
    """The keys of the latest rows. In no order from the database, which would leave its index for one."""
    return nlargest(MOST, fitting.order_by().values_list("pk", flat=True)[:COUNTED])


def _visible(principal: Principal, component: str) -> Q:
    """What `components_for` lets through, as a condition on few rows: that lists every component there is."""
    seen = {f"{component}__teardown__in": teardowns_for(principal).values("pk")}
    return Q(**seen, **{f"{component}__joined_into__isnull": True})


def _teardowns(principal: Principal, lines: Sequence[str]) -> list[Teardown]:
    text = lines[0]
    if len(text) < SHORTEST:
        return []
    named = Q()
    for spelling in {text, text.upper(), text.lower()}:  # SQLite compares letters beyond ASCII as they are
        named |= Q(order_number__icontains=spelling) | Q(specimen__label__icontains=spelling)
    return list(teardowns_for(principal).filter(named).order_by("-created_at", "-pk")[:FEW])
