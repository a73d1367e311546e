"""What pages show of trace requests: the desk's lists, a maker's history, and what was said beside a request."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from statistics import median
from uuid import UUID

from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, When
from django.utils import timezone

from accounts.models import Organisation
from accounts.queries import Principal
from accounts.roles import Capability, OrganisationKind
from makers.deadlines import Calendar, due
from makers.models import RequestEvent, TraceRequest, Wording, WordingState
from makers.queries.requests import requests_for
from makers.requesting import OPEN, REPLIED, WAITING, Side, Status
from problems import NotFound

SPOKEN = ("ask", "extend", "answer", "answer_partly", "answer_withdrawn", "decline", "wording_replied")
"""Kinds of events by which a maker says something that one of ours should take note of."""
SHOWN_TO_MAKER = (
    *("send", "deliver", "acknowledge", "ask", "explain", "message", "remind", "extend", "grant"),
    *("answer", "answer_partly", "answer_withdrawn", "decline", "close", "withdraw", "finds_added"),
    *("wording_shown", "wording_reminded", "wording_replied", "wording_published", "wording_withdrawn"),
)


class Tab(StrEnum):
    """The desk's lists."""

    INBOX = "inbox"
    OVERDUE = "overdue"
    DRAFTS = "drafts"
    WAITING = "waiting"
    WORDINGS = "wordings"
    ENDED = "ended"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class History:
    """How a maker has answered so far. `days`: the median from sending to its first answer, None without one."""

    organisation: Organisation
    sent: int
    open: int
    answered: int
    declined: int
    no_reply: int
    withdrawn: int
    days: int | None


def tab_for(principal: Principal, tab: Tab) -> QuerySet[TraceRequest]:
    """One list of the desk, in the order in which it should be worked on."""
    return _ordered(requests_for(principal), tab, timezone.now())


def counts_for(principal: Principal) -> dict[Tab, int]:
    """How many requests stand in each list."""
    return {tab: tab_for(principal, tab).count() for tab in Tab}


def waiting_first(rows: QuerySet[TraceRequest]) -> QuerySet[TraceRequest]:
    """Those that wait for the maker come first, the nearest deadline before the others."""
    place = Case(When(status__in=WAITING, then=0), When(status=Status.CLARIFYING, then=1), default=2)
    near = Case(When(status__in=[*WAITING, Status.CLARIFYING], then=F("due_on")), default=None)
    return rows.order_by(place, near, "-sent_at", "public_id")


def unheard(rows: QuerySet[TraceRequest]) -> QuerySet[TraceRequest]:
    """Those whose maker has said something since one of ours last took note, the longest wait first."""
    said = rows.annotate(said_at=Max("events__created_at", filter=Q(events__side=Side.MAKER, events__kind__in=SPOKEN)))
    new = said.filter(said_at__isnull=False).filter(Q(seen_by_desk_at=None) | Q(said_at__gt=F("seen_by_desk_at")))
    return new.order_by("said_at", "pk")


def in_inbox(request: TraceRequest) -> bool:
    """Whether its maker has said something of which none of ours took note."""
    return unheard(TraceRequest.objects.filter(pk=request.pk)).exists()


def events_for(principal: Principal, request: TraceRequest) -> QuerySet[RequestEvent]:
    """All that happened, for our analysts."""
    if Capability.REQUEST_KEEP not in principal.capabilities:
        return RequestEvent.objects.none()
    return request.events.select_related("user").order_by("pk")


def events_of(request: TraceRequest) -> list[RequestEvent]:
    """What its maker is shown of that: not our drafts, nor a version of a wording that it never saw."""
    rows = request.events.filter(kind__in=SHOWN_TO_MAKER).select_related("user").order_by("pk")
    return [one for one in rows if one.kind != "wording_withdrawn" or one.details.get("shown")]


def wordings_under_way(principal: Principal) -> QuerySet[Wording]:
    """Wordings that wait for a second person, for the maker, or for being published."""
    rows = Wording.objects.filter(
        request__in=requests_for(principal).values("pk"), state__in=[WordingState.DRAFT, WordingState.SHOWN]
    )
    return rows.select_related("request__brand", "request__organisation").order_by("due_at", "pk")


def history_of(principal: Principal, organisation: Organisation) -> History:
    """How one maker has answered."""
    rows = requests_for(principal).filter(organisation=organisation, sent_at__isnull=False).order_by()
    counted = rows.aggregate(
        sent=Count("pk"),
        open=Count("pk", filter=Q(status__in=[*WAITING, Status.CLARIFYING])),
        answered=Count("pk", filter=Q(status__in=[Status.ANSWERED, Status.PARTIAL])),
        declined=Count("pk", filter=Q(status=Status.DECLINED)),
        no_reply=Count("pk", filter=Q(status=Status.NO_REPLY)),
        withdrawn=Count("pk", filter=Q(status=Status.WITHDRAWN)),
    )
    return History(organisation=organisation, days=_median_days(rows), **counted)


def maker_for(principal: Principal, public_id: UUID) -> Organisation:
    """A maker's organisation, for our analysts. Raises NotFound."""
    found = Organisation.objects.filter(public_id=public_id, kind=OrganisationKind.MAKER).first()
    if found is None or Capability.REQUEST_KEEP not in principal.capabilities:
        raise NotFound
    return found


def counted_day(request: TraceRequest, calendar: Calendar) -> date | None:
    """The day that was counted, where the first deadline does not end on it; None where it does."""
    if request.sent_at is None or request.due_on != request.first_due_on:
        return None
    first = due(calendar, request.sent_at)
    return first.counted_to if first.moved and first.on == request.due_on else None


def _ordered(rows: QuerySet[TraceRequest], tab: Tab, now: datetime) -> QuerySet[TraceRequest]:
    late = Q(status__in=WAITING, due_at__lte=now) | Q(status=Status.NO_REPLY)
    if tab is Tab.INBOX:
        return unheard(rows)
    if tab is Tab.OVERDUE:
        return rows.filter(late).order_by("due_at", "pk")
    if tab is Tab.DRAFTS:
        return rows.filter(status__in=[Status.DRAFT, Status.APPROVED]).order_by("-score", "drafted_at")
    if tab is Tab.WAITING:
        return rows.filter(status__in=[*WAITING, Status.CLARIFYING]).exclude(late).order_by("due_at", "pk")
    if tab is Tab.WORDINGS:
        under_way = [WordingState.DRAFT, WordingState.SHOWN]
        return rows.filter(wordings__state__in=under_way).order_by("wordings__due_at", "pk")
    if tab is Tab.ENDED:
        return rows.filter(status__in=[*REPLIED, Status.WITHDRAWN]).order_by("-ended_at", "-pk")
    return rows


def _median_days(rows: QuerySet[TraceRequest]) -> int | None:
    answers = Q(events__kind__in=["answer", "answer_partly"])
    standing = rows.exclude(status__in=[*OPEN, Status.NO_REPLY])  # what was taken back is no answer
    first = standing.annotate(first_answer=Min("events__created_at", filter=answers)).filter(first_answer__isnull=False)
    waits = [(answered - sent).days for sent, answered in first.values_list("sent_at", "first_answer")]
    return round(median(waits)) if waits else None
