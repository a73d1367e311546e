"""What our analysts do with trace requests: draft, approve, send, explain, give time, withdraw."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation
from accounts.operations.turns import in_turn
from accounts.queries import Principal
from accounts.roles import Capability
from makers.deadlines import Calendar, Due, due, due_on, given_back, local_day
from makers.models import STATUS_LABELS, RequestEvent, TraceRequest
from makers.models.trace_request import Reason
from makers.operations.notices import tell_maker
from makers.operations.settling import settle_request
from makers.operations.stepping import allowed, clean, locked_for_desk, record, write
from makers.queries.drafting import Draft, later_finds
from makers.queries.requests import calendar_for, findings_in, speaks
from makers.request_problems import (
    DayOutOfRange,
    MakerBusy,
    NobodySpeaks,
    NothingToShow,
    RequestThere,
    SamePerson,
    StepNotPossible,
)
from makers.requesting import OPEN, Need, Side, Status, Step, move
from makers.triage import MOST_OPEN

LONGEST_GRANT = timedelta(days=180)
LEAST_LEFT = timedelta(days=7)
"""What a maker has at least when its clock goes on after it took its answer back."""


@transaction.atomic
def draft(
    *, principal: Principal, lot: Draft, organisation: Organisation, question: str, follows: TraceRequest | None = None
) -> TraceRequest:
    """Write a request about a lot, for another person to approve. One lot of a maker has one request.

    `follows`: the one to who spoke for the brand before; as it cannot be answered any more, it is withdrawn.
    Raises NotAllowed, NobodySpeaks, NothingToShow, RequestThere, BadRequestText.
    """
    principal.require(Capability.REQUEST_KEEP)
    in_turn(organisation.pk)
    asked = lot.for_organisation(organisation)
    if asked is None:
        raise NobodySpeaks(brand=lot.maker.name)
    if not asked.findings:
        raise NothingToShow
    named = {"part_number": lot.part_number, "shared": lot.shared, "code": lot.code}
    same = TraceRequest.objects.filter(organisation=organisation, brand=asked.brand, **named)
    if (there := same.exclude(status=Status.WITHDRAWN).first()) is not None:
        raise RequestThere(label=there.label, status=STATUS_LABELS[Status(there.status)])
    made = TraceRequest.objects.create(
        organisation=organisation,
        brand=asked.brand,
        **named,
        printed=lot.printed,
        follows=follows,
        question=clean(question),
        triage=lot.triage.as_json(),
        score=lot.triage.score,
        drafted_by=principal.user,
    )
    made.releases.set(asked.findings)
    if follows is not None and not speaks(follows):
        _hand_over(principal, follows, organisation)
    record(made, "drafted", Side.DESK, principal=principal, details={"score": made.score, **_count(made)})
    return made


@transaction.atomic
def revise(*, principal: Principal, request: TraceRequest, question: str, seen: str = "") -> TraceRequest:
    """Write the question anew; who writes it last is its author, and an approval ends. Raises StepNotPossible."""
    locked = locked_for_desk(principal, request)
    row = allowed(locked, Step.REVISE, Side.DESK, seen=seen)
    locked.question = clean(question)
    locked.drafted_by, locked.approved_by, locked.approved_at = principal.user, None, None
    write(locked, row, Step.REVISE, principal=principal, text=locked.question)
    return locked


@transaction.atomic
def approve(*, principal: Principal, request: TraceRequest, seen: str = "") -> TraceRequest:
    """Let it pass, as another person than its author. Raises SamePerson, ChangedMeanwhile, NothingToShow."""
    locked = locked_for_desk(principal, request)
    row = allowed(locked, Step.APPROVE, Side.DESK, seen=seen)
    if Need.ANOTHER_PERSON in row.needs and locked.drafted_by_id == principal.user.pk:
        raise SamePerson
    _has_findings(locked)
    locked.approved_by, locked.approved_at = principal.user, timezone.now()
    write(locked, row, Step.APPROVE, principal=principal)
    return locked


@transaction.atomic
def send(*, principal: Principal, request: TraceRequest, seen: str = "") -> TraceRequest:
    """Put it before the maker; its 28 days begin. Raises MakerBusy, NobodySpeaks, NothingToShow, ChangedMeanwhile."""
    principal.require(Capability.REQUEST_KEEP)
    # The maker's row is locked first, as in `draft`: two who send at once must not both find room for the last one.
    in_turn(request.organisation_id)
    locked = locked_for_desk(principal, request)
    row = allowed(locked, Step.SEND, Side.DESK, seen=seen)
    if not speaks(locked):
        raise NobodySpeaks(brand=f"{locked.brand} ({locked.organisation})")
    _has_findings(locked)
    before = open_requests(locked.organisation)
    if before >= MOST_OPEN:
        raise MakerBusy(maker=locked.organisation.name, open=before, most=MOST_OPEN)
    now = timezone.now()
    calendar = calendar_for(locked.organisation, locked.brand)
    deadline = due(calendar, now)
    locked.sent_at, locked.first_due_on = now, deadline.on
    _set_due(locked, deadline, calendar.country, calendar.time_zone)
    event = write(locked, row, Step.SEND, principal=principal, details=_due_details(deadline) | _count(locked), now=now)
    tell_maker(locked, event, "sent")
    return locked


@transaction.atomic
def explain(*, principal: Principal, request: TraceRequest, text: str, seen: str = "") -> TraceRequest:
    """Answer the maker's question; the time it waited for us is added to its deadline."""
    locked = locked_for_desk(principal, request)
    row = allowed(locked, Step.EXPLAIN, Side.DESK, seen=seen)
    now, details = timezone.now(), {}
    if locked.due_on is not None and locked.clarifying_since is not None:
        calendar = calendar_for(locked.organisation, locked.brand)
        later = given_back(calendar, locked.due_on, asked_at=locked.clarifying_since, explained_at=now)
        details = _later(locked, later, calendar)
    event = write(locked, row, Step.EXPLAIN, principal=principal, text=text, details=details, now=now)
    tell_maker(locked, event, "explained")
    return locked


@transaction.atomic
def message(*, principal: Principal, request: TraceRequest, text: str, seen: str = "") -> RequestEvent:
    """Write to the maker beside a request; no clock changes."""
    locked = locked_for_desk(principal, request)
    row = allowed(locked, Step.MESSAGE, Side.DESK, seen=seen)
    event = write(locked, row, Step.MESSAGE, principal=principal, text=text)
    tell_maker(locked, event, "message")
    return event


@transaction.atomic
def grant(*, principal: Principal, request: TraceRequest, until: date, text: str, seen: str = "") -> TraceRequest:
    """Give the maker more time. Raises DayOutOfRange, StepNotPossible, ChangedMeanwhile."""
    locked = locked_for_desk(principal, request)
    row = allowed(locked, Step.GRANT, Side.DESK, seen=seen)
    details = extend_to(locked, until, locked.due_on, LONGEST_GRANT)
    event = write(locked, row, Step.GRANT, principal=principal, text=text, details=details)
    tell_maker(locked, event, "granted")
    return locked


@transaction.atomic
def withdraw(*, principal: Principal, request: TraceRequest, reason: str, seen: str = "") -> TraceRequest:
    """Ask no longer. What the maker has said stays; an answer that comes later is kept.

    Raises StepNotPossible, and ChangedMeanwhile when the maker has answered since.
    """
    locked = locked_for_desk(principal, request)
    row = allowed(locked, Step.WITHDRAW, Side.DESK, seen=seen)
    event = write(locked, row, Step.WITHDRAW, principal=principal, text=reason)
    settle_request(locked, actor=principal.actor)
    if locked.sent_at is not None:
        tell_maker(locked, event, "withdrawn")
    return locked


@transaction.atomic
def add_finds(*, principal: Principal, request: TraceRequest) -> int:
    """Put later finds of the same lot beside a request that stands; returns how many. Nothing is asked twice."""
    locked = locked_for_desk(principal, request)
    if Status(locked.status) is Status.WITHDRAWN:
        raise StepNotPossible(status=STATUS_LABELS[Status.WITHDRAWN])
    new = later_finds(principal, locked)
    if new:
        locked.releases.add(*new)
        record(locked, "finds_added", Side.DESK, principal=principal, details={"findings": len(new)})
    return len(new)


@transaction.atomic
def mark_seen(*, principal: Principal, request: TraceRequest) -> None:
    """One of ours has looked at what the maker said: it leaves the inbox of answers."""
    principal.require(Capability.REQUEST_KEEP)
    TraceRequest.objects.filter(pk=request.pk).update(seen_by_desk_at=timezone.now())


def open_requests(organisation: Organisation) -> int:
    """How many requests an organisation has before it."""
    return TraceRequest.objects.filter(organisation=organisation, status__in=OPEN).count()


def extend_to(locked: TraceRequest, until: date, start: date | None, longest: timedelta) -> dict[str, Any]:
    """Set a later deadline on a locked request, at most `longest` after `start`, and on no day that has begun.

    Raises DayOutOfRange.
    """
    calendar = calendar_for(locked.organisation, locked.brand)
    if locked.due_on is None or start is None:
        raise DayOutOfRange(after=locked.due_on, until=None)
    after = max(locked.due_on, local_day(calendar, timezone.now()))
    if not after < until <= start + longest:
        raise DayOutOfRange(after=after, until=start + longest)
    return _later(locked, due_on(calendar, until), calendar)


def go_on(locked: TraceRequest, since: datetime, now: datetime, *, spare: bool) -> dict[str, Any]:
    """Let the clock of a locked request go on that stood since a moment: those days are added, and to `spare` a maker a
    deadline that is over or near, a week is left."""
    calendar = calendar_for(locked.organisation, locked.brand)
    least = due(calendar, now, LEAST_LEFT)
    if locked.due_on is None:
        return _later(locked, least, calendar)
    added = given_back(calendar, locked.due_on, asked_at=since, explained_at=now)
    return _later(locked, max(added, least, key=lambda one: one.at) if spare else added, calendar)


def _hand_over(principal: Principal, follows: TraceRequest, organisation: Organisation) -> None:
    locked = locked_for_desk(principal, follows)
    row = move(Step.WITHDRAW, Side.DESK, Status(locked.status))
    if row is not None:
        told = {"because": Reason.ANOTHER_SPEAKS, "asked_instead": str(organisation.public_id)}
        write(locked, row, Step.WITHDRAW, principal=principal, details=told)
        settle_request(locked, actor=principal.actor)


def _later(locked: TraceRequest, deadline: Due, calendar: Calendar) -> dict[str, Any]:
    _set_due(locked, deadline, calendar.country, calendar.time_zone)
    return _due_details(deadline)


def _set_due(locked: TraceRequest, deadline: Due, country: str, time_zone: str) -> None:
    locked.due_on, locked.due_at, locked.reminders = deadline.on, deadline.at, 0
    locked.country, locked.time_zone = country, time_zone


def _due_details(deadline: Due) -> dict[str, Any]:
    return {"due_on": deadline.on.isoformat(), "counted_to": deadline.counted_to.isoformat()}


def _count(request: TraceRequest) -> dict[str, Any]:
    return {"findings": request.releases.count()}


def _has_findings(locked: TraceRequest) -> None:
    if not findings_in(locked).exists():
        raise NothingToShow
