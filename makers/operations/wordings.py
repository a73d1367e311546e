"""The right of reply: our wording, another person who lets the maker see it, 28 days, the maker's word beside it."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from makers.deadlines import due
from makers.models import ReplyKind, RequestEvent, TraceRequest, Wording, WordingReply, WordingState
from makers.operations.acts import note
from makers.operations.notices import tell_maker
from makers.operations.stepping import clean, lock, locked_for_desk, record
from makers.queries.requests import calendar_for, speaks
from makers.queries.wordings import replies_beside, reply_ends_wait, wording_of
from makers.request_problems import (
    ChangedMeanwhile,
    NobodySpeaks,
    SamePerson,
    StepNotPossible,
    TooEarly,
    WordingNotThere,
    WordingUnderWay,
)
from makers.requesting import SEEN_BY_MAKER, Side, Status


@transaction.atomic
def write_wording(*, principal: Principal, request: TraceRequest, text: str) -> Wording:
    """Write a version, or write the one under way anew while the maker has not seen it; who writes is its author.

    Raises NotAllowed, StepNotPossible before the request is sent, WordingUnderWay, BadRequestText.
    """
    locked = locked_for_desk(principal, request)
    if Status(locked.status) not in SEEN_BY_MAKER or locked.sent_at is None:
        raise StepNotPossible(status=locked.get_status_display())
    said = clean(text)
    under_way = locked.wordings.filter(state__in=[WordingState.DRAFT, WordingState.SHOWN]).first()
    if under_way is not None and under_way.state == WordingState.SHOWN:
        raise WordingUnderWay
    if under_way is None:
        number = (locked.wordings.aggregate(last=Max("number"))["last"] or 0) + 1
        under_way = Wording(request=locked, organisation=locked.organisation, number=number)
    under_way.text, under_way.written_by, under_way.written_at = said, principal.user, timezone.now()
    under_way.save()
    _tell(locked, under_way, "wording_written", principal, text=said)
    return under_way


@transaction.atomic
def show_wording(*, principal: Principal, wording: Wording, seen: str) -> Wording:
    """Let the maker see it, as another person than its author; its 28 days begin. `seen`: the text that was read.

    Raises SamePerson, WordingNotThere, NobodySpeaks, ChangedMeanwhile when the text is another by now.
    """
    locked, fresh = _locked(principal, wording)
    _must_be(fresh, WordingState.DRAFT)
    if fresh.text != clean(seen):
        raise ChangedMeanwhile(status=locked.get_status_display())
    if fresh.written_by_id == principal.user.pk:
        raise SamePerson
    if not speaks(locked):
        raise NobodySpeaks(brand=f"{locked.brand} ({locked.organisation})")
    now = timezone.now()
    deadline = due(calendar_for(locked.organisation, locked.brand), now)
    fresh.state, fresh.shown_by, fresh.shown_at = WordingState.SHOWN, principal.user, now
    fresh.due_on, fresh.due_at = deadline.on, deadline.at
    fresh.save()
    event = _tell(locked, fresh, "wording_shown", principal, due_on=deadline.on.isoformat())
    tell_maker(locked, event, "wording")
    return fresh


@transaction.atomic
def publish_wording(*, principal: Principal, wording: Wording) -> Wording:
    """Publish it with what the maker said beside it, also to versions before. One that was published is replaced.

    Raises TooEarly while the maker has time and has not agreed, WordingNotThere, and NobodySpeaks when nothing was
    said and the maker is shown it no more: that is no silence.
    """
    locked, fresh = _locked(principal, wording)
    _must_be(fresh, WordingState.SHOWN)
    now = timezone.now()
    if fresh.due_at is None or (fresh.due_at > now and not reply_ends_wait(fresh)):
        raise TooEarly(day=fresh.due_on)
    if not fresh.replies.exists() and not speaks(locked):
        raise NobodySpeaks(brand=f"{locked.brand} ({locked.organisation})")
    locked.wordings.filter(state=WordingState.PUBLISHED).update(state=WordingState.REPLACED)
    fresh.state, fresh.published_at, fresh.published_by = WordingState.PUBLISHED, now, principal.user
    fresh.save()
    said = replies_beside(fresh, locked.wordings.prefetch_related("replies"))
    event = _tell(locked, fresh, "wording_published", principal, replies=[str(one.public_id) for one in said])
    tell_maker(locked, event, "wording_published")
    return fresh


@transaction.atomic
def withdraw_wording(*, principal: Principal, wording: Wording, reason: str) -> Wording:
    """Take a version back, whatever its state. The maker goes on seeing it, and what it said to it stays, beside the
    next version too. Raises WordingNotThere."""
    locked, fresh = _locked(principal, wording)
    if fresh.state in (WordingState.WITHDRAWN, WordingState.REPLACED):
        raise WordingNotThere(state=fresh.get_state_display())
    said = clean(reason)
    fresh.state = WordingState.WITHDRAWN
    fresh.save()
    _tell(locked, fresh, "wording_withdrawn", principal, text=said, shown=fresh.shown_at is not None)
    return fresh


@transaction.atomic
def reply(*, principal: Principal, public_id: UUID, kind: str, text: str) -> WordingReply:
    """What one of the maker's people says to a version that they see; late is kept too.

    Raises NotFound, WordingNotThere, BadRequestText.
    """
    principal.require(Capability.ANSWER_WRITE_OWN)
    shown = wording_of(principal, public_id)
    locked = lock(shown.request)
    fresh = Wording.objects.select_for_update().get(pk=shown.pk)
    if fresh.state not in (WordingState.SHOWN, WordingState.PUBLISHED, WordingState.REPLACED):
        raise WordingNotThere(state=fresh.get_state_display())
    chosen = ReplyKind(kind) if kind in ReplyKind.values else ReplyKind.CORRECTION
    now = timezone.now()
    said = WordingReply.objects.create(
        wording=fresh,
        organisation=locked.organisation,
        kind=chosen,
        text=clean(text, needed=chosen is not ReplyKind.AGREED),
        written_by=principal.user,
        written_at=now,
        late=fresh.due_at is not None and fresh.due_at <= now,
    )
    details = {"version": fresh.number, "kind": chosen.value, "late": said.late, "reply": str(said.public_id)}
    record(locked, "wording_replied", Side.MAKER, principal=principal, text=said.text, details=details, now=now)
    note(
        principal=principal,
        act="wording.replied",
        subject_type="trace_request",
        subject_id=str(locked.public_id),
        details={"version": fresh.number, "kind": chosen.value},
    )
    return said


def _locked(principal: Principal, wording: Wording) -> tuple[TraceRequest, Wording]:
    """The request first, then the wording: one order for all."""
    locked = locked_for_desk(principal, wording.request)
    return locked, Wording.objects.select_for_update().get(pk=wording.pk)


def _must_be(wording: Wording, state: WordingState) -> None:
    if wording.state != state:
        raise WordingNotThere(state=wording.get_state_display())


def _tell(
    locked: TraceRequest, wording: Wording, kind: str, principal: Principal, *, text: str = "", **more: object
) -> RequestEvent:
    details = {"version": wording.number, **more}
    return record(locked, kind, Side.DESK, principal=principal, text=text, details=details)
