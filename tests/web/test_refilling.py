"""What somebody typed into a form that was refused is found again, with what was wrong beside it."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.roles import Role
from makers.models import TraceRequest, Wording
from makers.operations import requests as desk
from makers.operations import wordings
from tests.factories.accounts import make_principal, make_user
from tests.factories.requests import LOT, PART, make_lot, make_request, make_speaker
from tests.web.markup import Element, tree

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
TYPED = 'Line one <of> "two"'
TOO_LONG = "x" * 6001


@pytest.fixture
def made() -> TraceRequest:
    return make_request()


@pytest.fixture
def maker(signed_in: Enter, made: TraceRequest) -> Client:
    return signed_in(make_user(Role.MAKER, organisation=made.organisation))


def refused(client: Client, address: str, sent: dict[str, str], status: int, field: str) -> Element:
    """The field as the page shows it again; the words stand in its form."""
    answer = client.post(address, sent)
    assert answer.status_code == status
    page = tree(answer.content)
    form = next(form for form in page.all("form") if form.all(f"#{field}"))
    assert form.all("p.err") and len(page.all("p.err")) == 1
    return form.one(f"#{field}")


@pytest.mark.parametrize("step, field", [("extend", "extend-why"), ("decline", "decline"), ("ask", "ask")])
def test_a_step_of_the_maker(maker: Client, made: TraceRequest, step: str, field: str) -> None:
    address = f"/maker/requests/{made.public_id}/step/"
    text = TYPED if step == "extend" else TOO_LONG
    shown = refused(maker, address, {"step": step, "text": text, "until": "1999-01-01"}, 422, field)
    assert (shown.attributes.get("value") or shown.said) == text


def test_a_day_that_was_typed_stays(maker: Client, made: TraceRequest) -> None:
    sent = {"step": "extend", "text": TYPED, "until": "tomorrow"}
    assert refused(maker, f"/maker/requests/{made.public_id}/step/", sent, 422, "until")["value"] == "tomorrow"


@pytest.mark.parametrize("step, field", [("message", "message"), ("grant", "grant-why"), ("withdraw", "withdraw-why")])
def test_a_step_of_ours(signed_in: Enter, made: TraceRequest, step: str, field: str) -> None:
    text = TYPED if step == "grant" else TOO_LONG
    sent = {"step": step, "text": text, "until": "1999-01-01", "seen": made.status}
    shown = refused(signed_in(Role.ANALYST), f"/requests/{made.public_id}/step/", sent, 422, field)
    assert (shown.attributes.get("value") or shown.said) == text


def test_the_right_of_reply(maker: Client, made: TraceRequest) -> None:
    author, second = make_principal(Role.ANALYST), make_principal(Role.ANALYST)
    wording = wordings.write_wording(principal=author, request=made, text="Parts were found.")
    wordings.show_wording(principal=second, wording=wording, seen=wording.text)
    sent = {"kind": "correction", "text": TOO_LONG}
    address = f"/maker/wordings/{wording.public_id}/reply/"
    assert refused(maker, address, sent, 422, f"reply-{wording.number}").said == TOO_LONG
    kinds = tree(maker.post(address, sent).content).all("#wording input")
    assert [one["value"] for one in kinds if "checked" in one.attributes] == ["correction"]


def test_a_wording_and_why_it_is_withdrawn(signed_in: Enter, made: TraceRequest) -> None:
    client = signed_in(Role.ANALYST)
    address = f"/requests/{made.public_id}/wording/"
    assert refused(client, address, {"text": TOO_LONG}, 422, "wording-text").said == TOO_LONG
    client.post(address, {"text": "Parts were found."})
    wording = Wording.objects.get()
    wordings.show_wording(principal=make_principal(Role.ANALYST), wording=wording, seen=wording.text)
    sent = {"step": "withdraw", "text": TOO_LONG}
    shown = refused(client, f"/requests/wordings/{wording.public_id}/step/", sent, 422, "wording-why")
    assert shown["value"] == TOO_LONG


def test_a_draft(signed_in: Enter) -> None:
    speaker, other = make_speaker(), make_speaker()
    make_lot()
    named = {"maker": "analog-devices", "shared": "lot", "code": LOT, "part_number": PART}
    sent = {**named, "organisation": str(other.public_id), "question": TOO_LONG}
    client = signed_in(Role.ANALYST)
    assert refused(client, "/requests/new/", sent, 422, "question").said == TOO_LONG
    page = tree(client.post("/requests/new/", sent).content)
    chosen = [one["value"] for one in page.all("fieldset input") if "checked" in one.attributes]
    assert chosen == [str(other.public_id)] != [str(speaker.public_id)]


def test_where_the_form_is_gone_the_text_is_shown_all_the_same(maker: Client, made: TraceRequest) -> None:
    desk.withdraw(principal=make_principal(Role.ANALYST), request=made, reason="We know it now.")
    answer = maker.post(f"/maker/requests/{made.public_id}/step/", {"step": "decline", "text": TYPED, "seen": "sent"})
    assert answer.status_code == 409
    page = tree(answer.content)
    assert TYPED in page.one("#main").said and "What you typed" in page.said
    assert page.one("#main a.btn")["href"] == f"/maker/requests/{made.public_id}/"


def test_the_language_is_changed_on_the_page_that_is_shown(maker: Client, made: TraceRequest) -> None:
    answer = maker.post(f"/maker/requests/{made.public_id}/step/", {"step": "ask", "text": TOO_LONG})
    back = [one["value"] for one in tree(answer.content).all("form.lang input") if one["name"] == "next"]
    assert back == [f"/maker/requests/{made.public_id}/"]


def test_nothing_typed_leaves_a_message(maker: Client, made: TraceRequest) -> None:
    answer = maker.post(f"/maker/requests/{made.public_id}/step/", {"step": "ask", "text": " "})
    assert answer.status_code == 302
