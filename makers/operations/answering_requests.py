"""What a maker's people do with the requests before them: take note, ask, take more time, decline, answer."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from makers.deadlines import LONGEST_EXTENSION
from makers.models import TraceRequest
from makers.operations.acts import note
from makers.operations.requests import extend_to, go_on
from makers.operations.stepping import allowed, lock, locked_for_maker, write
from makers.requesting import Side, Status, Step, move
from problems import NotAllowed


@transaction.atomic
def open_request(*, principal: Principal, request: TraceRequest) -> TraceRequest:
    """One of the maker's people has it before them: the first time it counts as delivered. Each look is on record."""
    principal.require(Capability.REQUEST_SEE_OWN)
    if Status(request.status) is Status.SENT:
        request = lock(request)
        row = move(Step.DELIVER, Side.MAKER, Status(request.status))
        if row is not None:
            request.delivered_at = timezone.now()
            write(request, row, Step.DELIVER, principal=principal)
    _noted(principal, request, "seen")
    return request


@transaction.atomic
def acknowledge(*, principal: Principal, public_id: UUID, seen: str = "") -> TraceRequest:
    """It has arrived and somebody works on it. Raises NotFound, StepNotPossible."""
    locked = locked_for_maker(principal, public_id)
    row = allowed(locked, Step.ACKNOWLEDGE, Side.MAKER, seen=seen)
    locked.acknowledged_at = timezone.now()
    write(locked, row, Step.ACKNOWLEDGE, principal=principal)
    _noted(principal, locked, "acknowledged")
    return locked


@transaction.atomic
def ask(*, principal: Principal, public_id: UUID, text: str, seen: str = "") -> TraceRequest:
    """Write to us. Before an answer it is a question: the clock stands until we explain. Raises NotFound."""
    locked = locked_for_maker(principal, public_id)
    row = allowed(locked, Step.ASK, Side.MAKER, seen=seen)
    write(locked, row, Step.ASK, principal=principal, text=text)
    _noted(principal, locked, "asked")
    return locked


@transaction.atomic
def extend(*, principal: Principal, public_id: UUID, until: date, reason: str, seen: str = "") -> TraceRequest:
    """Take more time, once, without asking: until a day at most 28 days after the first deadline.

    Raises NotFound, ExtendedAlready, DayOutOfRange, StepNotPossible.
    """
    locked = locked_for_maker(principal, public_id)
    row = allowed(locked, Step.EXTEND, Side.MAKER, seen=seen)
    details = extend_to(locked, until, locked.first_due_on, LONGEST_EXTENSION)
    locked.extended_by_maker = True
    write(locked, row, Step.EXTEND, principal=principal, text=reason, details=details)
    _noted(principal, locked, "extended", due_on=details["due_on"])
    return locked


@transaction.atomic
def decline(*, principal: Principal, public_id: UUID, reason: str, seen: str = "") -> TraceRequest:
    """Say that there will be no answer, and why. An answer is welcome all the same. Raises NotFound."""
    locked = locked_for_maker(principal, public_id)
    row = allowed(locked, Step.DECLINE, Side.MAKER, seen=seen)
    write(locked, row, Step.DECLINE, principal=principal, text=reason)
    _noted(principal, locked, "declined")
    return locked


@transaction.atomic
def note_answer(*, principal: Principal, request: TraceRequest, whole: bool, answer_id: str) -> TraceRequest:
    """An answer comes in: call it first in the transaction that writes the answer, it locks the request.

    `whole`: it speaks for all that was asked. A late one is welcome; after a withdrawal it is kept, and the status
    stays. Returns the locked row. Raises NotFound, NotAllowed, StepNotPossible.
    """
    locked = locked_for_maker(principal, request.public_id)
    step = Step.ANSWER if whole else Step.ANSWER_PARTLY
    row = allowed(locked, step, Side.MAKER)
    told = {
        "answer": answer_id,
        "late": locked.due_at is not None and locked.due_at <= timezone.now(),
        "after_withdrawal": locked.status == Status.WITHDRAWN,
    }
    write(locked, row, step, principal=principal, details=told)
    _noted(principal, locked, "answered", answer=answer_id)
    return locked


@transaction.atomic
def note_taken_back(*, principal: Principal, request: TraceRequest, answer_id: str) -> TraceRequest:
    """The answer that stood is taken back: call it in the transaction that does so.

    Nothing stands any more, so the request waits for the maker again. Its clock stood while the answer did. The first
    time it is spared; else who answers and takes back again and again would never be late.
    Returns the locked row. Raises NotFound, NotAllowed, StepNotPossible.
    """
    locked = locked_for_maker(principal, request.public_id)
    row = allowed(locked, Step.TAKE_BACK, Side.MAKER)
    now, told = timezone.now(), {"answer": answer_id}
    if row.to is not None:
        first = not locked.events.filter(kind=Step.TAKE_BACK).exists()
        told |= go_on(locked, _answered_at(locked) or now, now, spare=first)
    write(locked, row, Step.TAKE_BACK, principal=principal, details=told, now=now)
    note(
        principal=principal, act="answer.withdrawn", subject_type="trace_request", subject_id=str(locked.public_id)
    )  # fmt: skip
    return locked


def _answered_at(request: TraceRequest) -> datetime | None:
    """When the first answer came since the last was taken back."""
    taken_back = request.events.filter(kind=Step.TAKE_BACK).order_by("pk").last()
    answers = request.events.filter(
        kind__in=[Step.ANSWER, Step.ANSWER_PARTLY], pk__gt=taken_back.pk if taken_back else 0
    )
    first = answers.order_by("pk").first()
    return first.created_at if first else None


def _noted(principal: Principal, request: TraceRequest, act: str, **details: object) -> None:
    if principal.organisation.pk != request.organisation_id:
        raise NotAllowed
    note(
        principal=principal,
        act=f"request.{act}",
        subject_type="trace_request",
        subject_id=str(request.public_id),
        details=details,
    )
