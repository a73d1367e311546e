"""What time does to requests and wordings: reminders before a deadline, each once, and "no reply" after it."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Organisation
from makers.deadlines import REMINDERS, reminders_due
from makers.models import TraceRequest, Wording, WordingState
from makers.operations.notices import tell_maker
from makers.operations.stepping import lock, record, write
from makers.queries.requests import speaks, today
from makers.queries.speaking import brands_by_organisation
from makers.requesting import WAITING, Side, Status, Step, move

Watched = TypeVar("Watched", TraceRequest, Wording)
MOST_AT_ONCE = 500
"""A look takes no more than these; the next one goes on."""


def watch_deadlines(now: datetime | None = None) -> tuple[int, int]:
    """Remind and close what is due; returns how many of each. Running it twice changes nothing more.

    Requests about a brand that is the organisation's no more are left alone: it cannot see them.
    """
    now = now or timezone.now()
    waiting = TraceRequest.objects.filter(status__in=WAITING)
    over = waiting.filter(due_at__lte=now)
    reminded = sum(_remind(request, now) for request in _first(waiting.filter(_reminder_due(now)), "brand"))
    closed = sum(_close(request, now) for request in _first(over, "brand"))
    shown = Wording.objects.filter(state=WordingState.SHOWN, reminded_at=None)
    late = shown.filter(due_at__gt=now, due_at__lte=now + max(REMINDERS), replies=None)
    reminded += sum(_remind_wording(wording, now) for wording in _first(late, "request__brand"))
    return reminded, closed


def _first(due: QuerySet[Watched], brand: str) -> list[Watched]:
    """The first of those that are due whose organisation speaks for the brand today: the others stay as they are, and
    would be the first at every look."""
    rows = list(due.order_by("due_at", "pk").values_list("pk", "organisation", brand))
    asked = Organisation.objects.filter(pk__in={organisation for _key, organisation, _brand in rows})
    own = brands_by_organisation(asked, today())
    heard = [key for key, organisation, of in rows if of in own[organisation]][:MOST_AT_ONCE]
    return list(due.filter(pk__in=heard).order_by("due_at", "pk"))


def _reminder_due(now: datetime) -> Q:
    """That a reminder more is wanted than has gone out."""
    wanted = Q(pk__in=[])
    for sent, before in enumerate(sorted(REMINDERS, reverse=True)):
        wanted |= Q(due_at__lte=now + before, reminders__lte=sent)
    return wanted & Q(due_at__gt=now)


@transaction.atomic
def _remind(request: TraceRequest, now: datetime) -> bool:
    locked = lock(request)
    row = move(Step.REMIND, Side.MACHINE, Status(locked.status))
    wanted = reminders_due(locked.due_at, now) if locked.due_at else 0
    if row is None or wanted <= locked.reminders or not speaks(locked):
        return False
    locked.reminders, locked.reminded_at = wanted, now
    event = write(locked, row, Step.REMIND, details={"reminder": wanted, "due_on": str(locked.due_on)}, now=now)
    tell_maker(locked, event, "reminder")
    return True


@transaction.atomic
def _close(request: TraceRequest, now: datetime) -> bool:
    locked = lock(request)
    row = move(Step.CLOSE, Side.MACHINE, Status(locked.status))
    if row is None or locked.due_at is None or locked.due_at > now or not speaks(locked):
        return False
    write(locked, row, Step.CLOSE, details={"due_on": str(locked.due_on)}, now=now)
    return True


@transaction.atomic
def _remind_wording(wording: Wording, now: datetime) -> bool:
    request = lock(wording.request)
    fresh = Wording.objects.select_for_update().get(pk=wording.pk)
    silent = fresh.state == WordingState.SHOWN and fresh.reminded_at is None and not fresh.replies.exists()
    if not silent or not speaks(request):
        return False
    fresh.reminded_at = now
    fresh.save(update_fields=["reminded_at"])
    event = record(
        request, "wording_reminded", Side.MACHINE, principal=None, details={"version": fresh.number}, now=now
    )
    tell_maker(request, event, "wording_reminder")
    return True
