"""A maker's person who has not come in reaches the page that says how, and nothing else of the maker's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import operations
from accounts.models import User
from accounts.roles import Role, scopes_for
from tests.authorisation.expected import ROUTES
from tests.authorisation.walk import address, ask
from tests.authorisation.world import World, _session
from tests.factories.accounts import ACTOR, make_user

pytestmark = [pytest.mark.once, pytest.mark.django_db]

WELCOME = {
    "web:maker_welcome",
    "web:check_own_domain",
    "web:mail_domain_code",
    "web:confirm_domain_code",
    "web:accept_terms",
}
OF_MAKERS = [
    (name, method)
    for name, route in ROUTES.items()
    for method, door in route.doors.items()
    if {"maker", "token_maker"} & door.opens and "anonymous" not in door.opens and name not in WELCOME
]


@pytest.fixture
def world(built: World) -> World:
    """One of everything, and somebody new in the maker's house."""
    house = User.objects.get(public_id=built.things["officer"]).membership.organisation
    fresh = make_user(Role.MAKER, organisation=house, come_in=False)
    _row, secret = operations.issue_token(
        user=fresh,
        label="walk",
        scopes=scopes_for(Role.MAKER),
        expires_at=timezone.now() + timedelta(days=1),
        actor=ACTOR,
    )
    return World(built.sessions | {"new": _session(fresh)}, built.tokens | {"token_new": secret}, built.things)


def test_no_door_of_a_maker_opens_to_who_has_not_come_in(world: World) -> None:
    wrong = []
    for name, method in OF_MAKERS:
        if name.startswith(("account_", "mfa_")):
            continue
        route = ROUTES[name]
        path = address(name, route, world)
        for actor in ("new", "token_new") if name.startswith("api:") else ("new",):
            response, content = ask(world, actor, method, path, dict(route.doors[method].body))
            if name.startswith("api:"):
                fits = response.status_code == 403 and b"terms_not_accepted" in content
                fits = fits or name in ("api:schema", "api:docs")  # says nothing of anybody
            elif method == "GET":
                fits = response.status_code == 302 and response.headers["Location"] == "/maker/welcome/"
            else:
                fits = response.status_code == 302 and response.headers["Location"] == "/"
            if not fits:
                wrong.append(f"{method} {name} as {actor}: {response.status_code}")
    assert not wrong, "\n" + "\n".join(wrong)
