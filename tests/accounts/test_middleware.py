"""The language of a request, and who is sent to set up a second factor."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.roles import SECOND_FACTOR_ROLES, Role
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("preferred", "cookie", "header", "expected"),
    [
        ("", "", "", "uk"),
        ("", "", "en-GB,en;q=0.8", "en"),
        ("", "", "uk-UA,uk;q=0.9,en;q=0.5", "uk"),
        ("", "", "de-DE", "en"),
        ("", "uk", "en", "uk"),
        ("en", "uk", "uk", "en"),
        ("uk", "en", "en", "uk"),
    ],
)
def test_language(settings: Settings, preferred: str, cookie: str, header: str, expected: str) -> None:
    client = Client(headers={"accept-language": header} if header else {})
    if cookie:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    name = "account_login"
    if preferred:
        client.force_login(make_user(Role.FIELD, preferred_language=preferred))
        name = "mfa_index"
    response = client.get(reverse(name))
    assert response["Content-Language"] == expected
    assert "Accept-Language" in response["Vary"] and "Cookie" in response["Vary"]


@pytest.mark.parametrize("role", Role)
def test_who_must_have_a_second_factor(settings: Settings, role: Role) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    client, user = Client(), make_user(role, password=PASSWORD)
    client.force_login(user)
    must = role in SECOND_FACTOR_ROLES
    answer = client.get(reverse("account_change_password"))
    assert (answer.status_code, answer.get("Location")) == ((302, reverse("mfa_index")) if must else (200, None))
    assert client.get(reverse("mfa_index")).status_code == 200
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert client.get(reverse("account_change_password")).status_code == 200


def test_off_by_default() -> None:
    client = Client()
    client.force_login(make_user(Role.ADMIN, password=PASSWORD))
    assert client.get(reverse("account_change_password")).status_code == 200
