from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from accounts.roles import Role
from tests.factories.accounts import make_user

Enter = Callable[..., Client]
MENU = {
    Role.FIELD: ["Work", "Teardowns"],
    Role.ANALYST: ["Work", "Teardowns", "Parts", "Jobs"],
    Role.ENFORCEMENT: ["Work", "Teardowns", "Parts", "Evidence"],
    Role.ADMIN: ["Work", "Evidence", "Jobs", "People"],
}


@pytest.mark.parametrize("role", list(MENU))
def test_each_role_finds_its_own_menu_and_home(role: Role, signed_in: Enter) -> None:
    page = signed_in(role).get("/").content.decode()
    menu = page[page.index('<nav class="nav"') : page.index("</nav>")]
    assert [
        word for word in ("Work", "Teardowns", "Parts", "Findings", "Evidence", "Jobs", "People") if word in menu
    ] == MENU[role]


def test_a_maker_comes_home_to_the_findings(signed_in: Enter) -> None:
    assert signed_in(Role.MAKER).get("/").headers["Location"] == "/findings/"


def test_a_stranger_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/jobs/?page=2").headers["Location"] == "/account/login/?next=/jobs/%3Fpage%3D2"


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client: Client, db: None) -> None:
    nobody = "00000000-0000-4000-8000-000000000000"
    here = f"/photos/{nobody}/?chip={nobody}"
    answer = client.post(
        f"/components/{nobody}/confirm/", headers={"referer": f"http://testserver{here}", "accept-language": "en"}
    )
    door = answer.headers["Location"]
    assert parse_qs(urlsplit(door).query)["next"][0].endswith(here)
    assert "Sign in, then do it once more." in client.get(door, headers={"accept-language": "en"}).content.decode()
    elsewhere = client.post(f"/components/{nobody}/confirm/", headers={"referer": "https://elsewhere.example/"})
    assert elsewhere.headers["Location"] == "/account/login/?next=/"


def test_a_forms_address_opened_as_a_page_says_so(signed_in: Enter) -> None:
    answer = signed_in(Role.ADMIN).get("/ledger/verify/")
    assert answer.status_code == 405 and answer.headers["Allow"] == "POST"
    assert "only a form sends to it" in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/jobs/", "/nothing/", "/account/login/", "/api/docs/", "/api/schema/"])
def test_no_shared_cache_may_keep_a_page(address: str, signed_in: Enter) -> None:
    kept = signed_in(Role.ANALYST).get(address).headers["Cache-Control"]
    assert "private" in kept or "no-store" in kept


def test_somebody_without_an_organisation_is_refused_in_words(signed_in: Enter) -> None:
    answer = signed_in(make_user(None)).get("/")
    assert answer.status_code == 403
    assert "Ask your administrator" in answer.content.decode()


def test_the_policy_forbids_inline_script_and_style_and_the_pages_have_none(signed_in: Enter) -> None:
    answer = signed_in(Role.ANALYST).get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    page = answer.content.decode()
    assert " style=" not in page and "<style" not in page and " onclick=" not in page
    assert "<script>" not in page


def test_language_is_switched_without_javascript_and_kept_with_the_account(signed_in: Enter) -> None:
    user = make_user(Role.ANALYST)
    client = signed_in(user)
    answer = client.post("/language/", {"language": "uk", "next": "/teardowns/?page=1"})
    assert answer.headers["Location"] == "/teardowns/?page=1"
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "uk"
    user.refresh_from_db()
    assert user.preferred_language == "uk"
    assert '<html lang="uk">' in client.get("/").content.decode()


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_the_language_switch_leads_nowhere_else(target: str, client: Client, db: None) -> None:
    answer = client.post("/language/", {"language": "en", "next": target})
    assert answer.headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(client: Client, db: None) -> None:
    assert settings.LANGUAGE_COOKIE_NAME not in client.post("/language/", {"language": "xx"}).cookies


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_missing_page_and_a_stale_form_say_what_to_do(language: str, signed_in: Enter) -> None:
    client = signed_in(make_user(Role.ADMIN, preferred_language=language))
    missing = client.get("/no/such/page/")
    assert missing.status_code == 404 and f'<html lang="{language}">' in missing.content.decode()
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": language})
    stale = strict.post("/language/", {"language": "en"})
    assert stale.status_code == 403 and "form_too_old" in stale.content.decode()


def test_a_fault_on_our_side_is_said_without_details(signed_in: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(Role.ADMIN)
    client.raise_request_exception = False
    monkeypatch.setattr("web.views.jobs.tally", lambda: 1 / 0)
    answer = client.get("/jobs/")
    assert answer.status_code == 500
    assert "server_error" in answer.content.decode() and "ZeroDivision" not in answer.content.decode()


def test_a_piece_of_a_page_never_gets_the_sign_in_page_into_its_middle(client: Client, db: None) -> None:
    here = "http://testserver/jobs/?page=2"
    piece = client.get("/jobs/", headers={"hx-request": "true", "hx-current-url": here})
    assert piece.headers["HX-Redirect"] == "/account/login/?next=/jobs/%3Fpage%3D2"
    program = client.post(
        "/teardowns/00000000-0000-4000-8000-000000000000/photos/", headers={"accept": "application/json"}
    )
    assert program.status_code == 401 and program.json()["code"] == "signed_out"
