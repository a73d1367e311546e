"""One step of a trace request: locked, checked against the table, written down. What all its operations share."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from unicodedata import category
from uuid import UUID

from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from makers.models import STATUS_LABELS, RequestEvent, TraceRequest
from makers.queries.requests import request_of
from makers.request_problems import BadRequestText, ChangedMeanwhile, ExtendedAlready, StepNotPossible
from makers.requesting import ENDED, REPLIED, Move, Need, Side, Status, Step, move

LONGEST_TEXT = 6000
MACHINE = "machine:trace requests"
PAST = {
    Step.REVISE: "revised",
    Step.APPROVE: "approved",
    Step.SEND: "sent",
    Step.DELIVER: "delivered",
    Step.ACKNOWLEDGE: "acknowledged",
    Step.ASK: "asked",
    Step.EXPLAIN: "explained",
    Step.MESSAGE: "message",
    Step.REMIND: "reminded",
    Step.EXTEND: "extended",
    Step.GRANT: "granted",
    Step.ANSWER: "answered",
    Step.ANSWER_PARTLY: "answered_partly",
    Step.TAKE_BACK: "answer_withdrawn",
    Step.DECLINE: "declined",
    Step.CLOSE: "closed",
    Step.WITHDRAW: "withdrawn",
}
"""How the ledger calls each step: `trace_request.<word>`."""
_SPOKEN = REPLIED | {Status.CLARIFYING}
"""The maker has said something: who did not see it decides again."""


def locked_for_desk(principal: Principal, request: TraceRequest) -> TraceRequest:
    """The row, locked, for one of our analysts. Raises NotAllowed."""
    principal.require(Capability.REQUEST_KEEP)
    return lock(request)


def locked_for_maker(principal: Principal, public_id: UUID) -> TraceRequest:
    """The row, locked, for one of the maker's people: theirs today. Raises NotFound, NotAllowed."""
    principal.require(Capability.ANSWER_WRITE_OWN)
    return lock(request_of(principal, public_id))


def lock(request: TraceRequest) -> TraceRequest:
    """The row until the caller's transaction ends: whoever else takes a step waits."""
    return TraceRequest.objects.select_for_update(of=("self",)).select_related("brand", "organisation").get(
        pk=request.pk
    )  # fmt: skip


def allowed(locked: TraceRequest, step: Step, side: Side, *, seen: str = "") -> Move:
    """The row of the table. `seen`: the status that the person had before them.

    Raises StepNotPossible, ChangedMeanwhile, ExtendedAlready.
    """
    status = Status(locked.status)
    row = move(step, side, status)
    changed = bool(seen) and seen != status
    if changed and (row is None or (side is Side.DESK and status in _SPOKEN)):
        raise ChangedMeanwhile(status=STATUS_LABELS[status])
    if row is None:
        raise StepNotPossible(status=STATUS_LABELS[status])
    if Need.ONCE in row.needs and locked.extended_by_maker:
        raise ExtendedAlready
    return row


def write(
    locked: TraceRequest,
    row: Move,
    step: Step,
    *,
    principal: Principal | None = None,
    text: str = "",
    details: dict[str, Any] | None = None,
    now: datetime | None = None,
) -> RequestEvent:
    """Set the status, save the row, and write the event and the ledger entry. Raises BadRequestText.

    `details` may name `because`, a `Reason`, in place of a text.
    """
    details = details or {}
    said = clean(text, needed=Need.TEXT in row.needs and "because" not in details)
    now = now or timezone.now()
    if row.to is not None and row.to != locked.status:
        locked.status = row.to
        locked.ended_at = now if row.to in ENDED else None
        if row.to is Status.CLARIFYING:
            locked.clarifying_since = now
        elif locked.clarifying_since is not None:
            locked.clarifying_since = None
    if row.side is Side.DESK and locked.sent_at is not None:
        locked.seen_by_desk_at = now
    locked.save()
    return record(locked, step.value, row.side, principal=principal, text=said, details=details, now=now)


def record(
    locked: TraceRequest,
    kind: str,
    side: Side,
    *,
    principal: Principal | None,
    text: str = "",
    details: dict[str, Any] | None = None,
    now: datetime | None = None,
) -> RequestEvent:
    """Write what happened beside the request, and into the ledger, in the caller's transaction.

    What somebody wrote stays beside the request; readers of the ledger get its hash.
    """
    event = RequestEvent.objects.create(
        request=locked,
        organisation=locked.organisation,
        kind=kind,
        side=side,
        status=locked.status,
        user=principal.user if principal else None,
        text=text,
        details=details or {},
        created_at=now or timezone.now(),
    )
    append(
        action=f"trace_request.{PAST.get(Step(kind), kind) if kind in set(Step) else kind}",
        subject=Subject("trace_request", str(locked.public_id)),
        actor=principal.actor if principal else MACHINE,
        details={
            "status": locked.status,
            "part_number": locked.part_number,
            "brand": locked.brand.slug,
            **({"text_sha256": sha256(text.encode()).hexdigest()} if text else {}),
            **(details or {}),
        },
    )
    return event


def clean(text: str, *, needed: bool = True) -> str:
    """A text as it is stored, without what nobody sees: soft hyphens, joiners, marks that turn the direction of
    writing. Raises BadRequestText."""
    visible = "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if category(c) != "Cf")
    said = "\n".join(line.rstrip() for line in visible.split("\n")).strip()
    bad = (needed and not said) or len(said) > LONGEST_TEXT or not "".join(said.split()).isprintable()
    if bad:
        raise BadRequestText(most=LONGEST_TEXT)
    return said
