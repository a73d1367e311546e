"""The panel that asks outside: off without a key, nothing sent unless the button is pressed."""

from collections.abc import Callable

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from accounts.roles import Role
from tests.factories.accounts import make_principal
from tests.fakes.nexar import QUOTA, FakeNexar, graphql_error, listed, part

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
NUMBER = "AD9361BBCZ"
HTMX = {"HX-Request": "true"}
PANEL = Template("{% load outside %}{% part_search number %}")


def panel(role: Role = Role.ANALYST, number: str = NUMBER) -> str:
    """The panel as a page of this role includes it."""
    request = RequestFactory().get("/")
    request.principal = make_principal(role)  # type: ignore[attr-defined]
    return PANEL.render(Context({"request": request, "number": number})).strip()


def ask(client: Client, number: str = NUMBER, **headers: str) -> str:
    return client.post("/parts/ask-outside/", {"number": number}, headers=headers).content.decode()


def test_without_a_key_there_is_no_panel() -> None:
    assert panel() == ""


@pytest.mark.parametrize("role", [Role.FIELD, Role.MAKER, Role.ADMIN])
def test_who_may_not_ask_sees_no_panel(keyed: FakeNexar, role: Role) -> None:
    assert panel(role) == ""


def test_the_button_says_what_is_told_to_whom_and_looking_sends_nothing(keyed: FakeNexar) -> None:
    shown = panel()
    assert f"Send {NUMBER} to Nexar" in shown and "learns that somebody here looks for this number" in shown
    assert "/parts/ask-outside/" in shown and not keyed.asked


def test_the_answer_stands_with_source_time_and_hash(keyed: FakeNexar, signed_in: Enter) -> None:
    shown = ask(signed_in(Role.ENFORCEMENT), **HTMX)
    assert shown.strip().startswith("<section") and "As listed by Nexar" in shown
    assert "outside knowledge, not checked here" in shown
    assert "UTC" in shown and "sha256" in shown and "Nordvane Distribution" in shown
    assert "broker, not authorised" in shown and 'rel="noreferrer"' in shown
    assert "Nordvane Distribution" in panel() and "Send " not in panel() and len(keyed.asked) == 1


def test_without_script_the_answer_is_a_page(keyed: FakeNexar, signed_in: Enter) -> None:
    shown = ask(signed_in(Role.ANALYST))
    assert "<!doctype html>" in shown.lower() and "As listed by Nexar" in shown


def test_a_failure_is_said_in_the_panel_and_the_button_stays(keyed: FakeNexar, signed_in: Enter) -> None:
    keyed.next(graphql_error(QUOTA))
    shown = ask(signed_in(Role.ANALYST), **HTMX)
    assert 'role="alert"' in shown and "used up" in shown and f"Send {NUMBER} to Nexar" in shown


def test_nothing_listed_is_said_as_such(keyed: FakeNexar, signed_in: Enter) -> None:
    keyed.next(listed())
    assert "Nothing is listed under this number" in ask(signed_in(Role.ANALYST), **HTMX)


def test_half_an_answer_is_said_to_be_one(keyed: FakeNexar, signed_in: Enter) -> None:
    keyed.next(listed(part(NUMBER), None, errors=[{"message": "timed out"}]))
    assert "something is missing from this answer" in ask(signed_in(Role.ANALYST), **HTMX)


def test_what_a_service_lists_cannot_write_into_the_page(keyed: FakeNexar, signed_in: Enter) -> None:
    keyed.next(listed(part("<img src=x>", "<script>1</script>", octopartUrl="javascript:alert(1)")))
    shown = ask(signed_in(Role.ANALYST), **HTMX)
    assert "<script>" not in shown and "<img" not in shown and "javascript:" not in shown


@pytest.mark.parametrize("typed", ["", "\x00", "<b>", "x" * 5000])
def test_nonsense_is_answered_in_words(keyed: FakeNexar, signed_in: Enter, typed: str) -> None:
    assert "cannot be sent as a part number" in ask(signed_in(Role.ANALYST), typed, **HTMX)
    assert not keyed.asked


def test_off_is_said_to_a_form_that_was_sent_all_the_same(signed_in: Enter) -> None:
    assert "asks no outside service" in ask(signed_in(Role.ANALYST), **HTMX)
