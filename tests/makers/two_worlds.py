"""Every question that a maker's officer can ask, to compare the answers with and without everybody else's things."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from makers.models import TraceRequest
from provenance.models import Party
from teardowns.models import Release
from tests.authorisation.answers import Route
from tests.authorisation.expected import ROUTES
from tests.authorisation.routes import all_routes
from tests.authorisation.walk import CSRF, UUID, address, ask
from tests.authorisation.world import World
from tests.factories.provenance import make_maker
from tests.factories.teardowns import make_confirmed, make_finding, make_photo, make_teardown
from tests.makers.others import Others, line

NOWHERE = "00000000-0000-4000-8000-000000000000"
ACTORS = ("maker", "token_maker")
LISTS = ("web:findings", "api:manufacturer:findings")
"""Asked everything; counts and files, which are made of the same, some of it."""
CHANGING = {"Set-Cookie", "Date", "Expires", "X-Request-ID"}
_OF_THE_CLOCK = ("account_", "mfa_", "web:field_session")
"""Routes that know no findings, and tell the time."""
NONCE = re.compile(rb'nonce="[^"]*"|nonce-[A-Za-z0-9+/=_-]+')
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
    line(TraceRequest.objects.get(public_id=world.things["answered_request"]))


def questions(world: World, actor: str, others: Others, *, narrowed: bool = True) -> Iterator[str]:
    """The addresses that this actor may ask with GET: each route; `narrowed`: with queries where it lists findings, and
    with ids of others' things and of none."""
    routes = all_routes()
    for name, route in ROUTES.items():
        got = route.doors.get("GET")
        if got is None or actor not in got.opens | got.hides or name not in routes or name.startswith(_OF_THE_CLOCK):
            continue
        yield address(name, route, world)
        if narrowed:
            yield from _narrowed(name, route, world)
            yield from _of_others(name, route, others)


def _narrowed(name: str, route: Route, world: World) -> Iterator[str]:
    if "findings" in name or name == "api:manufacturer:finding-count":
        asked = list(_queries())
        some = asked if name in LISTS else asked[:: len(asked) // 6]
        yield from (f"{address(name, route, world)}?{query}" for query in some)
    if any(UUID.fullmatch(world.things[thing].encode()) for thing in route.kwargs.values()):
        yield address(name, route, World({}, {}, dict.fromkeys(route.kwargs.values(), NOWHERE)))


def _of_others(name: str, route: Route, others: Others) -> Iterator[str]:
    """The route with things of others in its address."""
    for key, thing in route.kwargs.items():
        for one in others.things.get(thing, ()):
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


def everything(world: World, actor: str, others: Others) -> dict[str, Answered]:
    """Status, body and headers of every question, and of the pages that follow it."""
    found: dict[str, Answered] = {}
    for path in questions(world, actor, others):
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
        (name, NONCE.sub(b"", value.encode()).decode())
        for name, value in response.headers.items()
        if name not in CHANGING
    ))  # fmt: skip
    return response.status_code, NONCE.sub(b"", CSRF.sub(rb"\1", content)), headers
