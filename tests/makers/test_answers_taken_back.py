"""An answer that is taken back: both sides are told, and the request waits for one again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from custody.models import LedgerEntry
from makers.deadlines import local_day
from makers.models import RequestEvent, TraceRequest
from makers.operations import answering_requests as maker
from makers.operations.answering import withdraw_answer
from makers.operations.deadline_watch import watch_deadlines
from makers.operations.requests import LEAST_LEFT, mark_seen, withdraw
from makers.queries.request_pages import Tab, events_of, history_of, in_inbox, tab_for
from makers.queries.requests import calendar_for
from makers.requesting import Status
from tests.factories.accounts import make_principal
from tests.factories.answers import make_answer, officer
from tests.factories.requests import make_request
from web import dates
from web.request_texts import asked_state, clocks

pytestmark = pytest.mark.django_db


def taken_back(asked: TraceRequest, *, stood: timedelta = timedelta(0)) -> TraceRequest:
    """The request after an answer that stood so long."""
    who = officer(asked)
    given = make_answer(asked, principal=who)
    RequestEvent.objects.filter(request=asked, kind="answer").update(created_at=timezone.now() - stood)
    mark_seen(principal=make_principal(Role.ANALYST), request=asked)
    withdraw_answer(principal=who, answer=given)
    asked.refresh_from_db()
    return asked


def due_in(asked: TraceRequest, days: int) -> TraceRequest:
    """The request with a deadline so many days from today, or ago."""
    now = timezone.now()
    asked.due_on, asked.due_at = now.date() + timedelta(days=days), now + timedelta(days=days)
    asked.save(update_fields=["due_on", "due_at"])
    return asked


def test_our_analysts_are_told_and_it_is_no_answer_any_more() -> None:
    asked, analyst = taken_back(make_request()), make_principal(Role.ANALYST)
    assert asked.status == Status.ACKNOWLEDGED and asked.ended_at is None and in_inbox(asked)
    assert asked in tab_for(analyst, Tab.INBOX) and asked in tab_for(analyst, Tab.WAITING)
    history = history_of(analyst, asked.organisation)
    assert (history.sent, history.open, history.answered, history.days) == (1, 1, 0, None)
    assert events_of(asked)[-1].kind == "answer_withdrawn" and events_of(asked)[-1].side == "maker"
    assert LedgerEntry.objects.filter(action="trace_request.answer_withdrawn").count() == 1
    mark_seen(principal=analyst, request=asked)
    assert not in_inbox(asked)


def test_both_clocks_and_the_finding_say_so() -> None:
    asked = taken_back(make_request())
    today = dates.day(local_day(calendar_for(asked.organisation, asked.brand), timezone.now()))
    for said in (clocks(asked, [])[0].said, asked_state(asked).said):
        assert said.startswith(f"answer taken back {today}; asked by {dates.day(asked.due_on)}")
    make_answer(asked)
    asked.refresh_from_db()
    assert clocks(asked, [])[0].said == f"answered {today}"


def test_the_days_that_it_stood_are_added() -> None:
    asked = due_in(make_request(), 20)
    before = asked.due_on
    assert before
    taken_back(asked, stood=timedelta(days=5))
    assert asked.due_on and timedelta(days=6) <= asked.due_on - before <= timedelta(days=10), "6 and days of rest"


@pytest.mark.parametrize("days", [-40, -1, 1])
def test_it_is_not_overdue_at_once(days: int) -> None:
    asked, now = taken_back(due_in(make_request(), days)), timezone.now()
    assert asked.due_at and asked.due_at - now > LEAST_LEFT - timedelta(days=1)
    assert watch_deadlines(now)[1] == 0 and watch_deadlines(asked.due_at)[1] == 1
    asked.refresh_from_db()
    said = clocks(asked, [])[0].said
    assert said.startswith("answer taken back") and said.endswith(f"no reply by {dates.day(asked.due_on)}")


def test_it_can_be_answered_taken_back_and_declined_again() -> None:
    asked = taken_back(taken_back(make_request(), stood=timedelta(days=3)))
    assert asked.status == Status.ACKNOWLEDGED
    assert asked.events.filter(kind="answer_withdrawn").count() == 2
    maker.decline(principal=officer(asked), public_id=asked.public_id, reason="No records after all.")
    asked.refresh_from_db()
    assert clocks(asked, [])[0].said.startswith("answer taken back") and asked.status == Status.DECLINED


def test_days_that_were_given_back_are_not_given_twice() -> None:
    asked = taken_back(due_in(make_request(), 60), stood=timedelta(days=30))
    before = asked.due_on
    taken_back(asked)
    assert before and asked.due_on and asked.due_on - before <= timedelta(days=5), "1 and days of rest"


def test_of_a_request_that_was_withdrawn_nothing_opens_again() -> None:
    asked, analyst = make_request(), make_principal(Role.ANALYST)
    withdraw(principal=analyst, request=asked, reason="Known by now.")
    taken_back(asked)
    assert asked.status == Status.WITHDRAWN and in_inbox(asked)


def test_who_takes_back_again_and_again_is_late_at_last() -> None:
    asked = due_in(taken_back(make_request()), -1)
    overdue = asked.due_on
    taken_back(asked)
    assert overdue and asked.due_on and asked.due_on - overdue < LEAST_LEFT
