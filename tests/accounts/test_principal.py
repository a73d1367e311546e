"""Who is asking: nobody without a membership, and never more than role and token both give."""

from dataclasses import FrozenInstanceError

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accounts import operations
from accounts.models import Membership
from accounts.queries import find_principal, principal_for, principal_of
from accounts.roles import CAPABILITIES, Capability, Role
from problems import NotAllowed
from tests.factories.accounts import ACTOR, make_organisation, make_token, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
def test_a_principal_is_the_role_of_now(role: Role) -> None:
    principal = principal_for(make_user(role))
    assert (principal.role, principal.capabilities, principal.scopes) == (role, CAPABILITIES[role], None)
    for capability in Capability:
        assert principal.can(capability) == (capability in CAPABILITIES[role])
        if not principal.can(capability):
            with pytest.raises(NotAllowed):
                principal.require(capability)
        else:
            principal.require(capability)
    with pytest.raises(FrozenInstanceError):
        principal.role = Role.ADMIN  # type: ignore[misc]


def test_nobody() -> None:
    suspended = make_user(Role.FIELD)
    suspended = operations.suspend_user(user=suspended, reason="r", actor=ACTOR)
    for user in (AnonymousUser(), make_user(None), suspended):
        assert find_principal(user) is None
        with pytest.raises(NotAllowed):
            principal_for(user)


def test_a_token_does_not_follow_its_owner_elsewhere() -> None:
    """Even when the owner moved while the request was under way."""
    owner = operations.authenticate_token(make_token(make_user(Role.FIELD)))
    assert owner is not None and find_principal(owner) is not None
    Membership.objects.filter(user=owner).update(organisation=make_organisation())
    assert find_principal(owner) is None


def test_it_is_found_once_a_request_and_anew_for_the_next() -> None:
    client, user = Client(), make_user(Role.FIELD)
    client.force_login(user)
    of_members = f'FROM "{Membership._meta.db_table}"'
    for address, status in (("/teardowns/", 200), ("/parts/", 403)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == status
        assert sum(of_members in one["sql"] for one in asked.captured_queries) == 1, address
    Membership.objects.filter(user=user).update(role=Role.ANALYST)
    assert client.get("/parts/").status_code == 200
    operations.suspend_user(user=user, reason="r", actor=ACTOR)
    assert client.get("/parts/").status_code == 302


def test_who_signs_in_on_the_way_is_somebody_else() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert principal_of(request) is None
    request.user = user = make_user(Role.FIELD)
    assert (found := principal_of(request)) is not None and found.user == user


DOOR = "api:field:weapon-models"


def test_the_bearer_header() -> None:
    secret = make_token(make_user(Role.FIELD))
    for good in (f"Bearer {secret}", f"bearer {secret}"):
        assert Client().get(reverse(DOOR), headers={"authorization": good}).status_code == 200
    bodies = set()
    for bad in (
        "Bearer",
        "Bearer x",
        f"Bearer {secret} x",
        f"Bearer {secret}x",
        "Bearer \xff",
        f"Bearer {secret[:-1]}",
    ):
        answer = Client().get(reverse(DOOR), headers={"authorization": bad, "x-request-id": "same-0001"})
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="chiptrail"')
        bodies.add(answer.content)
    assert len(bodies) == 1
    for other in ("", f"Basic {secret}", secret):
        assert Client().get(reverse(DOOR), headers={"authorization": other}).status_code == 401


@pytest.mark.parametrize(
    ("preferred", "header", "expected"), [("en", "", "en"), ("uk", "en", "en"), ("", "", "uk"), ("en", "uk", "uk")]
)
def test_a_token_speaks_its_owners_language_unless_told(preferred: str, header: str, expected: str) -> None:
    secret = make_token(make_user(Role.FIELD, preferred_language=preferred))
    headers = {"authorization": f"Bearer {secret}"} | ({"accept-language": header} if header else {})
    assert Client().get(reverse(DOOR), headers=headers)["Content-Language"] == expected


def test_a_session_without_its_second_factor_gets_a_problem_from_the_api(settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    client = Client()
    client.force_login(make_user(Role.ANALYST))
    answer = client.get(reverse("api:analyst:queue"))
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert answer.json()["code"] == "second_factor_missing"


@pytest.mark.parametrize("kept", [True, False])
def test_sessions_survive_a_change_of_secret_key_while_the_old_one_is_kept(settings: Settings, kept: bool) -> None:
    client = Client()
    client.force_login(make_user(Role.ADMIN, password="a long enough phrase 7"))
    old, settings.SECRET_KEY = settings.SECRET_KEY, "n" * 60
    settings.SECRET_KEY_FALLBACKS = [old] if kept else []
    assert client.get(reverse("mfa_index")).status_code == (200 if kept else 302)
