"""Every question that a maker's officer can ask, and a crowd of other makers' things that must change no answer."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.queries import principal_for
from accounts.roles import OrganisationKind, Role
from makers.models import RequestEvent, TraceRequest
from makers.operations.acts import note
from makers.operations.visiting import save_filter, visited
from provenance.models import Party
from teardowns.models import Photo, Release
from teardowns.operations.releasing import withdraw
from tests.authorisation.answers import Route
from tests.authorisation.expected import ROUTES
from tests.authorisation.routes import all_routes
from tests.authorisation.walk import CSRF, UUID, address, ask
from tests.authorisation.world import World
from tests.factories.accounts import make_organisation, make_principal, make_user
from tests.factories.exports import written_export
from tests.factories.provenance import make_maker, represent
from tests.factories.teardowns import make_confirmed, make_finding, make_photo, make_teardown, make_weapon_model

NOWHERE = "00000000-0000-4000-8000-000000000000"
AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
ACTORS = ("maker", "token_maker")
LISTS = ("web:findings", "api:manufacturer:findings")
"""Asked everything; counts and files, which are made of the same, some of it."""
_CHANGING = {"Set-Cookie", "Date", "Expires", "X-Request-ID"}
_OF_THE_CLOCK = ("account_", "mfa_", "web:field_session")
"""Routes that know no findings, and tell the time."""
_NONCE = re.compile(rb'nonce="[^"]*"|nonce-[A-Za-z0-9+/=_-]+')
Answered = tuple[int, bytes, tuple[tuple[str, str], ...]]


class RolledBack(Exception):
    """Ends the world with everybody else's things."""


@contextmanager
def for_a_moment() -> Iterator[None]:
    """What is made inside is gone afterwards."""
    try:
        with transaction.atomic():
            yield
            raise RolledBack
    except RolledBack:
        pass


def own_findings(brand: Party) -> list[Release]:
    """Some more of the asker's own: another weapon, month, lot, and an acquired brand."""
    make_finding("AD9361BBCZ", brand)
    other_photo = make_photo(make_teardown(recovered_on=date(2023, 2, 7)))
    make_confirmed("ADF4351BCPZ", brand, photo=other_photo)
    make_finding("LTC3780EG", make_maker("Linear Technology", owner=brand))
    Release.objects.filter(part_number="ADF4351BCPZ").update(lot_code="2690114.1", lot_key="26901141")
    return list(Release.objects.filter(brand=brand))


def own_event(world: World) -> None:
    """A line beside the asker's own request, written when everybody else has been at work."""
    _line(TraceRequest.objects.get(public_id=world.things["answered_request"]))


def _line(request: TraceRequest) -> None:
    RequestEvent.objects.create(
        request=request, organisation=request.organisation, kind="message", side="maker", status=request.status,
        text="A line.", created_at=AT,
    )  # fmt: skip


def crowd(brand: Party, photo: Photo) -> list[str]:
    """Everybody else's: on the same board, of the same number, lot, date and weapon, and people at work.

    The public ids of their findings, which the asker may try.
    """
    others = [make_maker(name) for name in ("Texas Instruments", "Xilinx", "Aaa Devices")]
    orlan = make_weapon_model("orlan-10", "Orlan-10")
    for other in others:
        make_confirmed("AD9361BBCZ", other, photo=photo)
        for number in ("ADF4351BCPZ", "XC7Z020", "AD0000"):
            make_finding(number, other)
    foreign = Release.objects.filter(brand__in=others)
    foreign.update(lot_code="2690114.1", lot_key="26901141", opened_at=timezone.now())
    foreign.filter(part_number="XC7Z020").update(weapon_model=orlan, released_on=date(2027, 1, 1), month="2020-01-01")
    withdraw(principal=make_principal(Role.ANALYST), release=foreign[0], reason="crowd")
    house = make_organisation(OrganisationKind.MAKER)
    represent(house, others[0])
    theirs = TraceRequest.objects.order_by("pk")[0]
    theirs.pk, theirs.public_id, theirs.organisation, theirs.brand = None, uuid4(), house, others[0]
    theirs.save(force_insert=True)
    for _time in range(3):
        _line(theirs)
    person = principal_for(make_user(Role.MAKER, organisation=house))
    visited(principal=person)
    save_filter(principal=person, name="AD", question={"part_number": "AD"})
    written_export(person)
    note(principal=person, act="finding.seen", subject_type="finding", subject_id=str(foreign[0].public_id))
    return [str(one.public_id) for one in foreign]


def questions(world: World, actor: str, hidden: list[str]) -> Iterator[str]:
    """The addresses that this actor may ask with GET: each route, with queries where it lists findings."""
    routes = all_routes()
    for name, route in ROUTES.items():
        got = route.doors.get("GET")
        if got is None or actor not in got.opens | got.hides or name not in routes or name.startswith(_OF_THE_CLOCK):
            continue
        yield address(name, route, world)
        if "findings" in name or name == "api:manufacturer:finding-count":
            asked = list(_queries())
            some = asked if name in LISTS else asked[:: len(asked) // 6]
            yield from (f"{address(name, route, world)}?{query}" for query in some)
        if any(UUID.fullmatch(world.things[thing].encode()) for thing in route.kwargs.values()):
            yield address(name, route, World({}, {}, dict.fromkeys(route.kwargs.values(), NOWHERE)))
        yield from _of_others(name, route, hidden)


def _of_others(name: str, route: Route, hidden: list[str]) -> Iterator[str]:
    """The route with others' findings in its address."""
    for key, thing in route.kwargs.items():
        if thing == "finding":
            for one in hidden:
                yield address(name, Route(route.doors, {key: "other"}), World({}, {}, {"other": one}))


def _queries() -> Iterator[str]:
    for field, values in {
        "part_number": ("ad", "AD9361BBCZ", "XC7", "%D0%90%D0%94", "--", "%00"),
        "brand": ("analog-devices", "xilinx", "texas-instruments", "nobody"),
        "weapon_model": ("shahed-136", "orlan-10", "nothing"),
        "date_code": ("2147", "%232147", "9"),
        "lot": ("2690", "26901141", "0"),
        "q": ("ad", "2147", "2690"),
        "text": ("ad", "2147", "2690"),
        "made_from": ("2020-01-01", "2030-01-01", "never"),
        "made_to": ("2022-12-31",),
        "found_from": ("2023-01-01", "2026-01-01"),
        "found_to": ("2020-01-31", "2023-12"),
        "new": ("on",),
        "opened_since": ("2020-01-01T00:00:00Z", "x"),
        "limit": ("1", "2", "0", "1000"),
        "after": ("2025-01-01_00000000-0000-4000-8000-000000000000", "x"),
        "before": ("2020-01-01_00000000-0000-4000-8000-000000000000", "2030-01-01_x"),
        "cursor": ("x", "WyIyMDI1LTAxLTAxIiwiMSJd:x"),
        "ordering": ("part_number", "-id"),
        "page": ("2", "9999"),
        "brand__name": ("Xilinx",),
        "identification__component__teardown__order_number": ("KH",),
    }.items():
        for value in values:
            yield f"{field}={value}"
    yield "part_number=ad&lot=2690&weapon_model=shahed-136&made_from=2020-01-01"


def everything(world: World, actor: str, hidden: list[str]) -> dict[str, Answered]:
    """Status, body and headers of every question, and of the pages that follow it."""
    found: dict[str, Answered] = {}
    for path in questions(world, actor, hidden):
        answer = found[path] = _asked(world, actor, path)
        following = re.search(rb'"next": ?"([^"]+)"|href="(\?after=[^"]+)" rel="next"', answer[1])
        if following and answer[0] == 200:
            step = (following[1] or following[2]).decode().replace("&amp;", "&")
            step = path.partition("?")[0] + step if step.startswith("?") else step
            found[step] = _asked(world, actor, step)
    return found


def _asked(world: World, actor: str, path: str) -> Answered:
    response, content = ask(world, actor, "GET", path)
    headers = tuple(sorted(
        (name, _NONCE.sub(b"", value.encode()).decode())
        for name, value in response.headers.items()
        if name not in _CHANGING
    ))  # fmt: skip
    return response.status_code, _NONCE.sub(b"", CSRF.sub(rb"\1", content)), headers
