"""Signing in, through the login library's own views: one answer for every failure, and every page renders."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from accounts import operations, queries
from accounts.adapter import AccountAdapter
from accounts.hidden_numbers import hidden, number_in
from accounts.models import User
from accounts.roles import Role
from tests.factories.accounts import ACTOR, PASSWORD, make_user

pytestmark = pytest.mark.django_db

CLOSED = (
    "account_signup",
    "account_email",
    "account_confirm_login_code",
    "account_request_login_code",
    "account_confirm_email",
    "account_inactive",
    "mfa_signup_webauthn",
    "mfa_trust",
    "socialaccount_signup",
    "socialaccount_connections",
)


@pytest.fixture
def browser_client() -> Client:
    return Client(headers={"accept-language": "en"})


def sign_in(client: Client, email: str, password: str = PASSWORD) -> bytes:
    """The status line and the page, without what differs between any two answers."""
    response = client.post(reverse("account_login"), {"login": email, "password": password})
    text = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)
    return f"{response.status_code} {response.get('Location')} ".encode() + text.replace(email.encode(), b"EMAIL")


def confirm(client: Client) -> None:
    """What guards the second factor asks for the password once more."""
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def test_right_password_opens(browser_client: Client) -> None:
    user = make_user(Role.FIELD, password=PASSWORD)
    assert sign_in(browser_client, user.email.upper()).startswith(b"302 /")
    assert browser_client.session["_auth_user_id"] == str(user.pk)


def test_every_failure_reads_the_same(browser_client: Client) -> None:
    known = make_user(Role.FIELD, password=PASSWORD)
    suspended = make_user(Role.FIELD, password=PASSWORD)
    operations.suspend_user(user=suspended, reason="r", actor=ACTOR)
    invited = make_user(Role.FIELD)
    answers = {
        sign_in(browser_client, known.email, "wrong"),
        sign_in(browser_client, suspended.email),
        sign_in(browser_client, suspended.email, "wrong"),
        sign_in(browser_client, invited.email, "wrong"),
        sign_in(browser_client, "nobody@example.org", "wrong"),
    }
    (answer,) = answers
    assert answer.startswith(b"200 None")
    assert "_auth_user_id" not in browser_client.session


def test_tries_are_counted_alike_for_the_suspended_and_the_unknown(browser_client: Client) -> None:
    suspended = make_user(Role.FIELD, password=PASSWORD)
    operations.suspend_user(user=suspended, reason="r", actor=ACTOR)
    counted = [sign_in(browser_client, suspended.email) for _ in range(6)]
    elsewhere = Client(headers={"accept-language": "en"}, REMOTE_ADDR="10.9.8.7")
    unknown = [sign_in(elsewhere, "nobody@example.org", "x") for _ in range(6)]
    assert counted == unknown
    assert counted[0] != counted[5]


def test_a_suspended_session_ends_at_once_and_for_good(browser_client: Client) -> None:
    user = make_user(Role.FIELD, password=PASSWORD)
    sign_in(browser_client, user.email)
    assert browser_client.get(reverse("mfa_index")).status_code == 200
    operations.suspend_user(user=user, reason="r", actor=ACTOR)
    assert browser_client.get(reverse("mfa_index")).status_code == 302
    operations.restore_user(user=user, actor=ACTOR)
    assert browser_client.get(reverse("mfa_index")).status_code == 302


def test_what_we_do_not_need_has_no_address() -> None:
    for name in CLOSED:
        with pytest.raises(NoReverseMatch):
            reverse(name)
    root = reverse("account_login").removesuffix("login/")
    for path in ("signup/", "email/", "3rdparty/", "inactive/", "login/code/confirm/"):
        assert Client().get(root + path).status_code == 404


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
def test_pages_before_the_door(browser_client: Client, name: str) -> None:
    page = browser_client.get(reverse(name)).content.decode()
    assert "<h1>" in page
    assert "placeholder" not in page
    assert "allauth" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_an_invitation_sets_the_password_once(browser_client: Client) -> None:
    user = make_user(Role.FIELD)
    path = queries.invitation_path(user)
    form = browser_client.get(path, follow=True)
    action = form.redirect_chain[-1][0]
    assert user.public_id.hex not in action
    weak = browser_client.post(action, {"password1": "short", "password2": "short"})
    assert b"<h1>" in weak.content and b'role="alert"' in weak.content
    done = browser_client.post(action, {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    assert done.status_code == 200
    assert "_auth_user_id" not in browser_client.session
    assert sign_in(Client(), user.email).startswith(b"302 /")
    assert b"password1" not in Client().get(path, follow=True).content


def test_forgotten_password_answers_alike_and_writes_only_to_the_living(browser_client: Client) -> None:
    known, suspended = make_user(Role.FIELD, password=PASSWORD), make_user(Role.FIELD, password=PASSWORD)
    operations.suspend_user(user=suspended, reason="r", actor=ACTOR)
    answers = set()
    for email in (known.email, suspended.email, "nobody@example.org"):
        response = browser_client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        answers.add(re.sub(rb'value="[^"]+"', b"", response.content))
    assert len(answers) == 1
    assert [message.to for message in mail.outbox] == [[known.email]]
    [path] = re.findall(r"/account/password/reset/key/\S+", str(mail.outbox[0].body))
    assert b"password1" in browser_client.get(path, follow=True).content


def test_no_address_counts_the_accounts() -> None:
    """It names the account by signs that say nothing; made up, or of another installation, it opens nothing."""
    user = make_user(Role.FIELD)
    named, _dash, token = queries.invitation_path(user).rpartition("/key/")[2].partition("-")
    assert re.fullmatch(r"[0-9a-f]{32}", named) and number_in(named) == user.pk
    assert hidden(user.pk + 1)[:8] != named[:8]
    for other in (str(user.pk), "0" * 32, named[:-2], "zz" * 16, f"{named}00"):
        assert number_in(other) is None
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": other, "key": token.strip("/")})
        assert b"password1" not in Client().get(path, follow=True).content


def test_an_address_outlives_a_new_key(settings: Settings) -> None:
    before = hidden(7)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 8, [settings.SECRET_KEY]
    assert number_in(before) == 7 and hidden(7) != before
    settings.SECRET_KEY_FALLBACKS = []
    assert number_in(before) is None


def totp_code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_second_factor_from_set_up_to_recovery(browser_client: Client) -> None:
    user = make_user(Role.ANALYST, password=PASSWORD)
    sign_in(browser_client, user.email)
    assert browser_client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))
    confirm(browser_client)
    page = browser_client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert page.status_code == 200 and "data:image/svg+xml" in page.content.decode()
    wrong = browser_client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert b'role="alert"' in wrong.content
    codes_page = browser_client.post(reverse("mfa_activate_totp"), {"code": totp_code(secret)}, follow=True)
    codes = codes_page.context["unused_codes"]
    assert len(codes) == 10 and codes[0] in codes_page.content.decode()
    assert browser_client.get(reverse("mfa_index")).status_code == 200

    later = Client(headers={"accept-language": "en"})
    assert sign_in(later, user.email).startswith(f"302 {reverse('mfa_authenticate')}".encode())
    challenge = later.get(reverse("mfa_authenticate"))
    assert challenge.status_code == 200 and b"js_data" in challenge.content
    assert b'role="alert"' in later.post(reverse("mfa_authenticate"), {"code": "1234"}).content
    assert "_auth_user_id" not in later.session
    later.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert later.session["_auth_user_id"] == str(user.pk)
    assert browser_client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    assert browser_client.get(reverse("mfa_deactivate_totp")).status_code == 200
    browser_client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=user).exists()


@pytest.mark.parametrize("name", ["mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_activate_totp",
                                  "account_change_password", "account_logout",
                                  "account_reauthenticate"])  # fmt: skip
@pytest.mark.parametrize("language", ["uk", "en"])
def test_pages_behind_the_door(name: str, language: str) -> None:
    client, user = Client(), make_user(Role.ANALYST, password=PASSWORD, preferred_language=language)
    sign_in(client, user.email)
    confirm(client)
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


def test_a_passkey_of_another_does_not_exist(browser_client: Client) -> None:
    owner, other = make_user(Role.ANALYST, password=PASSWORD), make_user(Role.ANALYST, password=PASSWORD)
    data = {"name": "blue", "credential": {}}
    key = Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data=data)
    sign_in(browser_client, other.email)
    confirm(browser_client)
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert browser_client.get(reverse(name, kwargs={"pk": key.pk})).status_code == 404
        assert browser_client.post(reverse(name, kwargs={"pk": key.pk})).status_code == 404
    browser_client.post(reverse("account_logout"))
    sign_in(browser_client, owner.email)
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_users_made_here_can_confirm_who_they_are(browser_client: Client) -> None:
    """The library looks the address up in its own table: without a row nobody could reauthenticate."""
    user = make_user(Role.FIELD, password=PASSWORD)
    assert EmailAddress.objects.get(user=user).email == User.objects.get(pk=user.pk).email
    sign_in(browser_client, user.email)
    answer = browser_client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert answer.status_code == 302
    assert browser_client.post(reverse("account_reauthenticate"), {"password": "wrong"}).status_code == 200


def test_nobody_signs_up() -> None:
    assert AccountAdapter().is_open_for_signup(RequestFactory().get("/")) is False
