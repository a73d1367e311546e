"""The same steps taken twice: amid everybody else, and alone."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.test import override_settings
from django.utils import timezone
from voprf import ristretto

from makers.management.benchmarking.receivers import Receivers
from makers.models import OverlapRun, TraceRequest, WebhookDelivery
from makers.operations.overlap import LIFE
from makers.overlapping import LEAST
from provenance.models import Party
from teardowns.models import Release
from tests.authorisation.expected import ROUTES
from tests.authorisation.world import World, build
from tests.factories.requests import make_request
from tests.factories.teardowns import make_proposal
from tests.makers.journey import Event, Journey, Outcome, Step
from tests.makers.others import THEIR_LOT, Others, crowd
from tests.makers.own_calls import BY_PROGRAMS
from tests.makers.own_events import DAYS_LATER, OWN_PATH
from tests.makers.own_steps import NEWS, ON_PAGES
from tests.makers.same_chance import same_chance
from tests.makers.two_worlds import ACTORS, Answered, for_a_moment, own_findings, questions
from tests.makers.working import work_off

OWN_WAY = (*ON_PAGES, *BY_PROGRAMS)
STEPS = tuple(one for one in OWN_WAY if isinstance(one, Step))
ONE_HOUR = timedelta(hours=1)
Rows = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Lived:
    """What one world answered. `theirs`: the others' rows after all own steps, before what befell them, too."""

    way: tuple[Step | Event, ...]
    outcomes: list[Outcome]
    pages: dict[str, Answered]
    theirs: Rows


@dataclass(frozen=True, slots=True)
class Both:
    """Both worlds; `before`: the others' rows before the first step."""

    crowded: Lived
    alone: Lived
    before: Rows


def live_twice(receivers: Receivers) -> Both:
    """Builds the world and takes all steps in it, with everybody else and without."""
    opened = {"WEBHOOK_HTTP": True, "WEBHOOK_OPEN_NETWORKS": ("127.0.0.0/8",), "WEBHOOK_PORTS": {443, receivers.port}}
    with override_settings(**opened):
        world, start = _prepared(build(), receivers), _start()
        OverlapRun.objects.update(begun_at=start, expires_at=start + LIFE)  # one of those of the day
        with for_a_moment():
            others = _others(world)
            before = others.rows()
            crowded = _live(world, others, start, receivers, others.rows)
        return Both(crowded, _live(world, others, start, receivers, dict), before)


def _start() -> datetime:
    """Now, or after midnight where it is near: some steps are counted by the day."""
    now, later = timezone.now(), timezone.now() + ONE_HOUR
    return now if now.date() == later.date() else later.replace(hour=0, minute=1)


def refusals(others: Others) -> Iterator[Step]:
    """Each step on each thing of the others' that could stand in its place; on the first one with no body, too."""
    first = {step.route: step for step in reversed(STEPS) if step.method == "POST"}
    for route, step in sorted(first.items()):
        for key, thing in ROUTES[route].kwargs.items():
            for number in range(len(others.things.get(thing, ()))):
                at = {key: f"their_{thing}_{number}"}
                yield Step(route, 404, step.body, at=at)
                if not number:
                    yield Step(route, 404, at=at)


def _live(world: World, others: Others, start: datetime, receivers: Receivers, theirs: Callable[[], Rows]) -> Lived:
    with for_a_moment(), same_chance(start) as chance:
        journey = Journey(world, others, chance, receivers)
        way = (*refusals(others), *OWN_WAY)
        outcomes, rows = journey.go(way), theirs()
        outcomes += journey.go(NEWS)
        chance.next_turn()
        asked = [(actor, path) for actor in ACTORS for path in questions(world, actor, others, narrowed=False)]
        pages = {f"{actor} {path}": journey.look(actor, path) for actor, path in asked}
        outcomes += journey.go([DAYS_LATER])
        return Lived((*way, *NEWS, DAYS_LATER), outcomes, pages, rows)
    raise AssertionError("not reached")


def _prepared(world: World, receivers: Receivers) -> World:
    """Findings to compare with, three requests that nobody has answered, two chips that wait, messages that failed."""
    brand = Party.objects.get(slug="analog-devices")
    own_findings(brand)
    house = TraceRequest.objects.get(public_id=world.things["answered_request"]).organisation
    fresh, second = make_request(house, lot="38714622"), make_request(house, lot="38714623")
    make_request(house, lot="38714624")
    waiting = [make_proposal(number, brand) for number in ("AD9361BBCZ", "ADSP-BF531")]
    work_off()
    failed = {"attempts": 8, "status": 503, "cause": "status", "ended_at": timezone.now()}
    WebhookDelivery.objects.filter(organisation=house).update(**failed)
    blinded = b"".join(ristretto.Client.blind(b"lot %d" % number)[1].serialize() for number in range(LEAST))
    return World(world.sessions, world.tokens, {
        **world.things,
        "fresh_request": str(fresh.public_id),
        "second_request": str(second.public_id),
        "first_waiting": str(waiting[0].component.public_id),
        "second_waiting": str(waiting[1].component.public_id),
        "until": str((fresh.first_due_on or fresh.drafted_at.date()) + timedelta(days=9)),
        "receiver": receivers.url(OWN_PATH),
        "blinded": base64.b64encode(blinded).decode(),
        "lots": f"26901141\n38714621\n{THEIR_LOT}",
        "invited_elsewhere": world.things["officer"],
        "code": "00000000",
    })  # fmt: skip


def _others(world: World) -> Others:
    asked = [
        TraceRequest.objects.get(public_id=world.things[name])
        for name in ("answered_request", "fresh_request", "second_request")
    ]
    found = Release.objects.get(public_id=world.things["finding"])
    return crowd(asked, found.identification.reading.marking.photo)
