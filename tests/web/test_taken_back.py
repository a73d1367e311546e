"""On the pages: an answer that was taken back, a wording that was, and why a request went to another house."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from makers.models import TraceRequest, Wording
from makers.operations import requests as desk
from makers.operations.wordings import reply, show_wording, withdraw_wording, write_wording
from tests.factories.accounts import make_principal, make_user
from tests.factories.answers import make_answer, officer
from tests.factories.requests import QUESTION, make_draft, make_officer, make_request, make_speaker
from tests.web.markup import Element, tree

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
WORDS = "Parts of lot 1 were found."


@pytest.fixture
def asked() -> TraceRequest:
    return make_request()


def shown(asked: TraceRequest) -> Wording:
    draft = write_wording(principal=make_principal(Role.ANALYST), request=asked, text=WORDS)
    return show_wording(principal=make_principal(Role.ANALYST), wording=draft, seen=WORDS)


def reply_forms(page: Element) -> list[Element]:
    return [one for one in page.all("form") if "/maker/wordings/" in one["action"]]


def test_an_answer_taken_back_is_in_the_inbox_and_can_be_given_anew(signed_in: Enter, asked: TraceRequest) -> None:
    given = make_answer(asked)
    client, ours = signed_in(make_officer(asked)), signed_in(Role.ANALYST)
    ours.post(f"/requests/{asked.public_id}/step/", {"step": "note"})
    assert "No maker has written since you looked" in tree(ours.get("/requests/").content).said
    client.post(f"/maker/answers/{given.public_id}/withdraw/")
    assert asked.label in tree(ours.get("/requests/").content).said
    for page in (ours.get(f"/requests/{asked.public_id}/"), client.get(f"/maker/requests/{asked.public_id}/")):
        told = tree(page.content).said
        assert "answer taken back" in told and "asked by" in told and "Answer taken back" in told
    history = tree(ours.get(f"/requests/makers/{asked.organisation.public_id}/").content).said
    assert "no answer yet" in history
    assert "1 request waits for you" in tree(client.get("/maker/requests/").content).said


def test_the_word_on_a_version_taken_back_stands_beside_the_next(signed_in: Enter, asked: TraceRequest) -> None:
    first = shown(asked)
    reply(principal=officer(asked), public_id=first.public_id, kind="correction", text="It is lot 2.")
    withdraw_wording(principal=make_principal(Role.ANALYST), wording=first, reason="A slip.")
    client, address = signed_in(make_officer(asked)), f"/maker/requests/{asked.public_id}/"
    page = tree(client.get(address).content)
    assert WORDS in page.said and "It is lot 2." in page.said and not reply_forms(page)
    second = shown(asked)
    page = tree(client.get(address).content)
    (form,) = reply_forms(page)
    assert str(second.public_id) in form["action"] and page.said.count("It is lot 2.") >= 2
    assert "to version 1" in page.said
    Wording.objects.filter(pk=second.pk).update(due_at=timezone.now() - timedelta(hours=1))
    ours = signed_in(Role.ANALYST)
    ours.post(f"/requests/wordings/{second.public_id}/step/", {"step": "publish"})
    told = tree(ours.get(f"/requests/{asked.public_id}/").content).all("article.wording")[0].said
    assert "published" in told and "to version 1" in told and "no reply by" not in told


def test_no_more_time_is_offered_where_none_can_be_taken(signed_in: Enter, asked: TraceRequest) -> None:
    client, address = signed_in(make_officer(asked)), f"/maker/requests/{asked.public_id}/"
    assert "Take more time" in tree(client.get(address).content).said
    TraceRequest.objects.update(first_due_on=date(2020, 1, 1))
    assert "Take more time" not in tree(client.get(address).content).said


def test_why_another_house_is_asked_is_told_in_each_readers_language(signed_in: Enter, asked: TraceRequest) -> None:
    asked.organisation.brands.update(end=timezone.now().date() - timedelta(days=1))
    analyst = make_principal(Role.ANALYST)
    new = make_speaker(asked.brand)
    desk.draft(principal=analyst, lot=make_draft(analyst), organisation=new, question=QUESTION, follows=asked)
    assert asked.events.get(kind="withdraw").text == ""
    page = signed_in(make_user(Role.ANALYST)).get(f"/requests/{asked.public_id}/")
    assert "Another organisation speaks for the brand now." in tree(page.content).said
    page = signed_in(make_user(Role.ANALYST, preferred_language="uk")).get(f"/requests/{asked.public_id}/")
    assert "Another organisation" not in tree(page.content).said
