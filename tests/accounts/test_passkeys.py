"""A passkey in a real browser, under the strict Content Security Policy: kept, used alone, refused when suspended."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from accounts import operations
from accounts.roles import Role
from tests.factories.accounts import ACTOR, PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

HOME = re.compile(r"//[^/]+/$")
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_passkey_from_adding_to_signing_in(browser_context: BrowserContext) -> None:
    user = make_user(Role.ANALYST, password=PASSWORD)
    page = browser_context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    device = browser_context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    page.goto(reverse("account_login"))
    page.get_by_label("Work e-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(HOME)
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("Office computer")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count() == 1

    sign_in_with_passkey(page)
    page.wait_for_url(HOME)
    assert page.get_by_role("heading", level=1).is_visible()

    operations.suspend_user(user=user, reason="r", actor=ACTOR)
    page.goto(reverse("mfa_index"))
    page.wait_for_url(re.compile("/login/"))
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("did not open an account").wait_for()
    assert complaints == []


def sign_in_with_passkey(page: Page) -> None:
    page.goto(reverse("account_logout"))
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Use a passkey").click()
