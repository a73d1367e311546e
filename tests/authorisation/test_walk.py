"""Every route x method x actor does what the table says, and nothing is missing from the table."""

from collections.abc import Iterator

import pytest

from tests.authorisation.answers import ACTORS, SESSIONS, TOKENS, Answer, Door, Route, answer_of
from tests.authorisation.expected import ROUTES
from tests.authorisation.routes import all_routes
from tests.authorisation.walk import address, ask, comparable
from tests.authorisation.world import World

pytestmark = [pytest.mark.once, pytest.mark.django_db]

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
STRONG = ("field", "analyst", "maker", "enforcement", "admin")
REFUSALS = {Answer.LOGIN, Answer.DENIED, Answer.HIDDEN, Answer.CLOSED}
PAGES = [name for name in ROUTES if not name.startswith("api:")]
API = [name for name in ROUTES if name.startswith("api:")]


@pytest.fixture
def world(built: World) -> World:
    """One of everything."""
    return built


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    routes = all_routes()
    missing = {name: pattern for name, pattern in routes.items() if name not in ROUTES}
    assert not missing, f"routes without a row in tests/authorisation/expected.py: {missing}"
    gone = set(ROUTES) - set(routes)
    assert not gone, f"rows without a route: {gone}"


def test_the_actors_are_who_they_should_be(world: World) -> None:
    assert set(world.tokens) == set(TOKENS)
    assert set(world.sessions) == set(SESSIONS)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("part", range(3))
def test_the_doors_of_pages(world: World, part: int) -> None:
    wrong = [fault for name in PAGES[part::3] for fault in faults(world, name, ("anonymous", *SESSIONS))]
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_doors_of_the_api(world: World) -> None:
    wrong = [fault for name in API for fault in faults(world, name, ACTORS)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_methods_that_are_not_listed_are_refused(world: World) -> None:
    wrong = [fault for name, route in ROUTES.items() if route.other_methods for fault in unlisted(world, name, route)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_no_page_takes_a_token(world: World) -> None:
    wrong = [
        f"{method} {name} as {actor}"
        for name in PAGES
        for method, door in ROUTES[name].doors.items()
        for actor in ("token_analyst", "token_field")
        if "anonymous" not in door.opens and answer_as(world, actor, method, name, door) != Answer.LOGIN
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def faults(world: World, name: str, actors: tuple[str, ...]) -> Iterator[str]:
    """Where a route does not do what its row says, in words."""
    route = ROUTES[name]
    path, nowhere = address(name, route, world), address(name, route, world, missing=True)
    for method, door in route.doors.items():
        for actor in actors:
            response, content = ask(world, actor, method, path, dict(door.body))
            given, expected = answer_of(response), door.expected(actor)
            if given != expected:
                yield f"{method} {name} as {actor}: {given} ({response.status_code}), and the table: {expected}"
            elif route.kwargs and not door.makes_id and given in (Answer.HIDDEN, Answer.DENIED):
                other = ask(world, actor, method, nowhere, dict(door.body))
                if comparable(nowhere, *other) != comparable(path, response, content):
                    yield f"{method} {name} as {actor}: tells 'not yours' from 'not there'"


def unlisted(world: World, name: str, route: Route) -> Iterator[str]:
    """Methods without a door that open all the same. A refusal counts, not the page that words it."""
    path = address(name, route, world)
    for method in METHODS:
        for actor in STRONG:
            if method in route.doors:
                continue
            given = answer_of(ask(world, actor, method, path, accept="application/json")[0])
            if given not in REFUSALS:
                yield f"{method} {name} as {actor}: {given}"


def answer_as(world: World, actor: str, method: str, name: str, door: Door) -> Answer:
    return answer_of(ask(world, actor, method, address(name, ROUTES[name], world), dict(door.body))[0])
