"""Reminders, and "no reply" after the day: each once, and nothing to those who cannot see the request."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.models import User
from accounts.roles import Role
from jobs.models import Job
from makers.models import TraceRequest, Wording
from makers.operations import answering_requests as maker
from makers.operations.deadline_watch import watch_deadlines
from makers.operations.notices import send_notice
from makers.operations.wordings import show_wording, write_wording
from makers.requesting import Status
from provenance.models import BrandRepresentation
from tests.factories.accounts import make_principal, make_user
from tests.factories.requests import LOT, PART, make_request, make_speaker
from tests.rows import kept_for_long

pytestmark = pytest.mark.django_db


def at(clock: TraceRequest | Wording) -> datetime:
    """When the day of a request or wording is over."""
    assert clock.due_at
    return clock.due_at


def day(clock: TraceRequest) -> date:
    assert clock.due_on
    return clock.due_on


def mailed() -> None:
    """What the jobs of mails would send."""
    for job in Job.objects.filter(name="makers.send_notice").order_by("pk"):
        send_notice(progress=lambda done, total: None, **job.arguments)
    Job.objects.all().delete()


def _made() -> TraceRequest:
    organisation = make_speaker()
    make_user(Role.MAKER, organisation=organisation, preferred_language="en")
    return make_request(organisation)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[TraceRequest]:
    with kept_for_long(django_db_blocker, _made) as request:
        yield request


@pytest.fixture
def asked(made: TraceRequest) -> TraceRequest:
    """The request of all these tests, as it is in the database."""
    return TraceRequest.objects.get(pk=made.pk)


def test_two_reminders_come_and_no_third(asked: TraceRequest) -> None:
    end = at(asked)
    assert watch_deadlines(end - timedelta(days=11)) == (0, 0)
    for day in (10, 9, 3, 2, 1):
        watch_deadlines(end - timedelta(days=day))
        watch_deadlines(end - timedelta(days=day))
    asked.refresh_from_db()
    assert asked.reminders == 2 and asked.events.filter(kind="remind").count() == 2
    assert Job.objects.filter(name="makers.send_notice", arguments__notice="reminder").count() == 2


def test_after_the_day_it_is_no_reply_once(asked: TraceRequest) -> None:
    assert watch_deadlines(at(asked) - timedelta(seconds=1))[1] == 0
    assert watch_deadlines(at(asked)) == (0, 1)
    assert watch_deadlines(at(asked) + timedelta(days=9)) == (0, 0)
    asked.refresh_from_db()
    assert asked.status == Status.NO_REPLY and asked.events.filter(kind="close").count() == 1


def test_more_time_means_reminders_anew(asked: TraceRequest) -> None:
    watch_deadlines(at(asked) - timedelta(days=2))
    officer = make_principal(Role.MAKER, organisation=asked.organisation)
    later = maker.extend(
        principal=officer, public_id=asked.public_id, until=day(asked) + timedelta(days=20), reason="Archive."
    )
    assert later.reminders == 0 and watch_deadlines(at(asked)) == (0, 0)
    assert watch_deadlines(at(later) - timedelta(days=1)) == (1, 0)


def test_a_question_to_us_is_neither_reminded_of_nor_closed(asked: TraceRequest) -> None:
    officer = make_principal(Role.MAKER, organisation=asked.organisation)
    maker.ask(principal=officer, public_id=asked.public_id, text="Which one?")
    assert watch_deadlines(at(asked) + timedelta(days=30)) == (0, 0)


def test_who_speaks_for_the_brand_no_more_is_left_alone(asked: TraceRequest) -> None:
    yesterday = timezone.now().date() - timedelta(days=1)
    BrandRepresentation.objects.filter(organisation=asked.organisation).update(end=yesterday)
    assert watch_deadlines(at(asked) - timedelta(days=1)) == (0, 0) == watch_deadlines(at(asked))
    mailed()
    assert mail.outbox == []


def test_a_mail_says_that_something_waits_and_nothing_of_what_was_found(asked: TraceRequest) -> None:
    mailed()
    (sent,) = mail.outbox
    assert "trace request" in sent.subject and f"/maker/requests/{asked.public_id}/" in sent.body
    told = f"{sent.subject} {sent.body}"
    assert not [secret for secret in (PART, LOT, "Analog", "Shahed", asked.question) if secret in told]


def test_a_mail_is_in_the_language_of_its_reader_and_not_to_who_has_left(asked: TraceRequest) -> None:
    ukrainian = make_user(Role.MAKER, organisation=asked.organisation, preferred_language="uk")
    User.objects.exclude(pk=ukrainian.pk).update(is_active=False, suspended_at=timezone.now())
    watch_deadlines(at(asked) - timedelta(days=1))
    TraceRequest.objects.update(due_at=timezone.now() + timedelta(days=1))
    mailed()
    assert [one.to for one in mail.outbox] == [[ukrainian.email]]


def test_a_reminder_that_comes_too_late_is_not_sent(asked: TraceRequest) -> None:
    watch_deadlines(at(asked) - timedelta(days=1))
    TraceRequest.objects.update(status=Status.ANSWERED)
    Job.objects.filter(arguments__notice="sent").delete()
    mailed()
    assert mail.outbox == []


def test_a_wording_is_reminded_of_once(asked: TraceRequest) -> None:
    draft = write_wording(principal=make_principal(Role.ANALYST), request=asked, text="Words.")
    version = show_wording(principal=make_principal(Role.ANALYST), wording=draft, seen="Words.")
    TraceRequest.objects.update(status=Status.ANSWERED)
    assert watch_deadlines(at(version) - timedelta(days=2)) == (1, 0)
    assert watch_deadlines(at(version) - timedelta(days=1)) == (0, 0)
    mailed()
    assert [one.subject for one in mail.outbox if "wording" in one.subject]
