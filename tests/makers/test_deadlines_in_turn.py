"""What cannot go on does not stand before what can, and no day that is over is more time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from makers.deadlines import local_day
from makers.models import TraceRequest, Wording
from makers.operations import answering_requests as maker
from makers.operations import deadline_watch
from makers.operations import requests as desk
from makers.operations.deadline_watch import watch_deadlines
from makers.operations.wordings import show_wording, write_wording
from makers.queries.requests import calendar_for
from makers.request_problems import DayOutOfRange
from makers.requesting import Status
from provenance.models import BrandRepresentation
from tests.factories.accounts import make_principal
from tests.factories.answers import officer
from tests.factories.requests import make_request, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_at_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline_watch, "MOST_AT_ONCE", 1)


def two() -> tuple[TraceRequest, TraceRequest]:
    """A request to who speaks for the brand no more, and one to who does, both about its lots."""
    gone = make_request()
    live = make_request(make_speaker(gone.brand), lot="38714888")
    yesterday = timezone.now().date() - timedelta(days=1)
    BrandRepresentation.objects.filter(organisation=gone.organisation).update(end=yesterday)
    return gone, live


def test_no_reply_is_said_of_those_behind_who_is_gone() -> None:
    gone, live = two()
    now = timezone.now()
    TraceRequest.objects.filter(pk=gone.pk).update(due_at=now - timedelta(days=3))
    TraceRequest.objects.filter(pk=live.pk).update(due_at=now - timedelta(days=1))
    assert watch_deadlines(now) == (0, 1)
    assert TraceRequest.objects.get(pk=live.pk).status == Status.NO_REPLY


def test_who_is_behind_who_is_gone_is_reminded() -> None:
    gone, live = two()
    now = timezone.now()
    TraceRequest.objects.filter(pk=gone.pk).update(due_at=now + timedelta(days=1))
    TraceRequest.objects.filter(pk=live.pk).update(due_at=now + timedelta(days=2))
    assert watch_deadlines(now) == (1, 0) and TraceRequest.objects.get(pk=live.pk).reminders == 2


def test_who_was_reminded_already_stands_before_nobody() -> None:
    first, second = make_request(), make_request(lot="38714888")
    now = timezone.now()
    TraceRequest.objects.filter(pk=first.pk).update(due_at=now + timedelta(days=7), reminders=1)
    TraceRequest.objects.filter(pk=second.pk).update(due_at=now + timedelta(days=8))
    assert watch_deadlines(now) == (1, 0) and TraceRequest.objects.get(pk=second.pk).reminders == 1
    assert watch_deadlines(now) == (0, 0)
    assert watch_deadlines(now + timedelta(days=4)) == (1, 0)


def test_a_wording_behind_one_of_who_is_gone_is_reminded_of() -> None:
    first = make_request()
    live = make_request(make_speaker(first.brand), lot="38714888")
    now = timezone.now()
    for request, days in ((first, 1), (live, 2)):
        draft = write_wording(principal=make_principal(Role.ANALYST), request=request, text="Words.")
        shown = show_wording(principal=make_principal(Role.ANALYST), wording=draft, seen="Words.")
        Wording.objects.filter(pk=shown.pk).update(due_at=now + timedelta(days=days))
    yesterday = now.date() - timedelta(days=1)
    BrandRepresentation.objects.filter(organisation=first.organisation).update(end=yesterday)
    assert watch_deadlines(now) == (1, 0)
    assert Wording.objects.get(request=live).reminded_at and not Wording.objects.get(request=first).reminded_at


@pytest.mark.parametrize(("days", "taken"), [(-1, False), (0, False), (1, True)])
def test_more_time_is_until_a_day_to_come(days: int, taken: bool) -> None:
    asked = make_request()
    today = local_day(calendar_for(asked.organisation, asked.brand), timezone.now())
    over = {"due_on": today - timedelta(days=20), "first_due_on": today - timedelta(days=20)}
    TraceRequest.objects.filter(pk=asked.pk).update(**over, due_at=timezone.now() - timedelta(days=19))
    until = today + timedelta(days=days)
    if taken:
        later = maker.extend(principal=officer(asked), public_id=asked.public_id, until=until, reason="Stocktaking.")
        assert later.due_at and later.due_at > timezone.now()
        return
    with pytest.raises(DayOutOfRange):
        maker.extend(principal=officer(asked), public_id=asked.public_id, until=until, reason="Stocktaking.")
    asked.refresh_from_db()
    assert not asked.extended_by_maker, "the one extension is still theirs"
    with pytest.raises(DayOutOfRange):
        desk.grant(principal=make_principal(Role.ANALYST), request=asked, until=until, text="Given.")
