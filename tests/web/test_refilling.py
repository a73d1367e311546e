"""What somebody typed into a form that was refused is found again, with what was wrong beside it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import Role
from makers.models import TraceRequest, Wording
from makers.operations import requests as desk
from makers.operations import wordings
from makers.operations.alert_rules import Wanted, end_rule, make_rule
from makers.operations.answering import withdraw_answer
from makers.operations.endpoints import make_endpoint
from provenance.models import BrandRepresentation
from tests.factories.accounts import make_principal, make_user
from tests.factories.answers import make_answer, officer
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


@pytest.mark.parametrize(
    "end, sent, kept",
    [
        ("step/", {"step": "ask", "text": TYPED}, [TYPED]),
        ("answer/", {"sold_to_0": TYPED, "order_1": "PO 4711", "verdict": "genuine", "sales": "2"}, [TYPED, "PO 4711"]),
    ],
)
def test_a_brand_that_was_taken_away_takes_no_text_with_it(
    maker: Client, made: TraceRequest, end: str, sent: dict[str, str], kept: list[str]
) -> None:
    BrandRepresentation.objects.filter(organisation=made.organisation).delete()
    answers = [maker.post(f"/maker/requests/{which}/{end}", sent) for which in (made.public_id, uuid4())]
    pages = [tree(one.content) for one in answers]
    assert [one.status_code for one in answers] == [404, 404]
    assert [one.said for one in pages[0].all("div.said-text")] == kept
    assert pages[0].one("#main").said == pages[1].one("#main").said, "it does not tell whether there is one"


def test_the_language_is_changed_on_the_page_that_is_shown(maker: Client, made: TraceRequest) -> None:
    answer = maker.post(f"/maker/requests/{made.public_id}/step/", {"step": "ask", "text": TOO_LONG})
    back = [one["value"] for one in tree(answer.content).all("form.lang input") if one["name"] == "next"]
    assert back == [f"/maker/requests/{made.public_id}/"]


def test_nothing_typed_leaves_a_message(maker: Client, made: TraceRequest) -> None:
    answer = maker.post(f"/maker/requests/{made.public_id}/step/", {"step": "ask", "text": " "})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    "step, field, text", [("revise", "question", TOO_LONG), ("withdraw", "withdraw-why", TOO_LONG)]
)
def test_a_step_with_a_draft(signed_in: Enter, step: str, field: str, text: str) -> None:
    draft = make_request(to="drafted")
    sent = {"step": step, "text": text, "seen": draft.status}
    shown = refused(signed_in(Role.ANALYST), f"/requests/{draft.public_id}/step/", sent, 422, field)
    assert (shown.attributes.get("value") or shown.said) == text


@pytest.mark.parametrize("sent", [{"credibility": "1", "reason": TYPED}, {"credibility": "4", "reason": " "}])
def test_a_grade_and_its_reason(signed_in: Enter, made: TraceRequest, sent: dict[str, str]) -> None:
    graded, other = make_answer(made), make_answer(make_request(lot="38714699"))
    client, address = signed_in(Role.ANALYST), f"/answers/{graded.public_id}/grade/"
    page = tree(client.post(address, sent).content)
    folded = next(one for one in page.all("details.more") if one.all("p.err"))
    assert "open" in folded.attributes and folded.one("p.err").attributes.get("role") == "alert"
    assert folded.one(f"#why-{graded.public_id}")["value"] == sent["reason"]
    chosen = [one["value"] for one in folded.all("option") if "selected" in one.attributes]
    assert chosen == [sent["credibility"]] or sent["credibility"] == "1"
    graded.refresh_from_db()
    assert graded.credibility == other.credibility
    done = client.post(address, {"credibility": "4", "reason": "No paper."})
    assert (done.status_code, done["Location"]) == (302, f"/requests/{made.public_id}/")


def test_a_grade_of_what_was_withdrawn_meanwhile(signed_in: Enter, made: TraceRequest) -> None:
    graded = make_answer(made)
    withdraw_answer(principal=officer(made), answer=graded)
    answer = signed_in(Role.ANALYST).post(f"/answers/{graded.public_id}/grade/", {"credibility": "4", "reason": TYPED})
    assert answer.status_code == 409 and TYPED in tree(answer.content).one("#main").said


@pytest.mark.parametrize("who, address", [("maker", "/maker/requests/calendar/"), ("ours", "/requests/makers/{}/")])
def test_a_calendar(signed_in: Enter, maker: Client, made: TraceRequest, who: str, address: str) -> None:
    client = maker if who == "maker" else signed_in(Role.ANALYST)
    address = address.format(made.organisation.public_id)
    client.post(address, {"place": "DE Europe/Berlin"})
    refused(client, address, {"place": "DE", "region": "DE BY"}, 422, "place")
    page = tree(client.post(address, {"place": "DE", "region": "DE BY"}).content)
    assert [one["value"] for one in page.all("#region option") if "selected" in one.attributes] == ["DE BY"]


def test_the_name_of_a_filter(maker: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("makers.operations.visiting.MOST_FILTERS", 0)
    sent = {"name": TYPED, "question": "part_number=AD9361&after=x"}
    assert refused(maker, "/findings/filters/", sent, 409, "filter-name")["value"] == TYPED
    page = tree(maker.post("/findings/filters/", sent).content)
    assert page.one("#id_part_number")["value"] == "AD9361"
    assert next(one["value"] for one in page.all("form.lang input") if one["name"] == "next").startswith("/findings/?")


def test_a_rule_that_a_colleague_ended(maker: Client, made: TraceRequest) -> None:
    own = officer(made)
    rule = make_rule(principal=own, wanted=Wanted(name="lots", lot_seen=True))
    point = make_endpoint(principal=own, url="https://hooks.maker.example/in").endpoint
    end_rule(principal=own, public_id=rule.public_id)
    address = f"/maker/alerts/endpoints/{point.public_id}/rule/"
    refused(maker, address, {"rule": str(rule.public_id)}, 409, "rule")


FORMS = [
    ("/maker/alerts/rules/", {"name": TYPED}, "name"),
    ("/maker/alerts/endpoints/", {"url": "http://10.0.0.1/?of=<us>"}, "url"),
    ("/maker/people/", {"name": TYPED, "email": "a@elsewhere.example", "language": "uk"}, "name"),
    ("/maker/tokens/", {"label": TYPED, "days": "0", "ranges": "x", "scopes": "findings:read"}, "label"),
    ("/maker/exports/", {"ending": "csv", "part_number": TYPED, "made_from": "soon"}, "part_number"),
    ("/makers/", {"name": TYPED, "domain": "gmail.com"}, "name"),
    ("/makers/{}/people/", {"name": TYPED, "email": "no address", "language": "uk"}, "name"),
    ("/makers/{}/brands/", {"brand": TYPED, "reason": "r", "start": "2020", "on_purpose": "on"}, "brand"),
]


@pytest.mark.parametrize("address, sent, field", FORMS, ids=[one[0] for one in FORMS])
def test_a_form_with_words_at_its_fields(
    signed_in: Enter, maker: Client, made: TraceRequest, address: str, sent: dict[str, str], field: str
) -> None:
    client = signed_in(Role.ADMIN) if address.startswith("/makers/") else maker
    answer = client.post(address.format(made.organisation.public_id), sent)
    page = tree(answer.content)
    form = next(one for one in page.all("#main form") if one.all(".err") or one.all(".msg.stop") or one.all("div.stop"))
    assert answer.status_code == 422
    typed = [one.attributes.get("value") or one.said for one in form.all("input") + form.all("textarea")]
    assert sent[field] in typed
    chosen = [one["value"] for one in form.all("option") if "selected" in one.attributes]
    assert sent.get("language") in (None, *chosen)


def test_documents_have_to_be_chosen_again(maker: Client, made: TraceRequest) -> None:
    sent = {"verdict": "genuine", "note": TYPED, "sales": "1", "seen": ""}
    for more in ({}, {"more": "1"}):
        paper = SimpleUploadedFile("p.pdf", b"%PDF-1.4")
        answer = maker.post(f"/maker/requests/{made.public_id}/answer/", {**sent, **more, "documents": paper})
        page = tree(answer.content)
        assert answer.status_code == (200 if more else 422)
        assert "Choose the documents again" in page.one("#id_documents_error").said
        assert page.one("#id_note").said == TYPED
    assert not tree(maker.post(f"/maker/requests/{made.public_id}/answer/", sent).content).all("#id_documents_error")


def test_a_table_has_to_be_chosen_again(maker: Client) -> None:
    table = SimpleUploadedFile("a.csv", b"lot,verdict\n1,genuine\n")
    answer = maker.post("/maker/requests/table/", {"table": table, "date_order": "DD/MM/YYYY"})
    page = tree(answer.content)
    assert answer.status_code == 422 and "Choose the file again" in page.one("#id_table_error").said
    assert [one["value"] for one in page.all("option") if "selected" in one.attributes] == ["DD/MM/YYYY", ""]
