"""Our wordings about a maker's parts: what the maker is shown, what is beside it, and when it may be published."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.queries import Principal
from makers.models import ReplyKind, TraceRequest, Wording, WordingReply, WordingState
from makers.queries.requests import Closed, closed, requests_for, requests_of
from problems import NotFound

SEEN_BY_MAKER = (WordingState.SHOWN, WordingState.PUBLISHED, WordingState.REPLACED)


@dataclass(frozen=True, slots=True)
class Beside:
    """A wording with what stands beside it. `silent`: its maker's days are over and it said nothing; `ready`: they are
    over, or its last word was that there is nothing to correct. `closed`: nothing was said, and it is shown to the
    maker no more."""

    wording: Wording
    replies: tuple[WordingReply, ...]
    silent: bool
    ready: bool
    closed: Closed | None = None


def wordings_of(principal: Principal) -> QuerySet[Wording]:
    """Versions that the asker's organisation was shown, of requests that it sees today."""
    found = Wording.objects.filter(request__in=requests_of(principal).values("pk"), state__in=SEEN_BY_MAKER)
    return found.filter(organisation=principal.organisation).select_related("request")


def wording_of(principal: Principal, public_id: UUID) -> Wording:
    """One version shown to the asker's organisation. Raises NotFound."""
    found = wordings_of(principal).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def wording_for(principal: Principal, public_id: UUID) -> Wording:
    """One version, for our analysts. Raises NotFound."""
    found = Wording.objects.filter(request__in=requests_for(principal).values("pk"), public_id=public_id)
    wording = found.select_related("request").first()
    if wording is None:
        raise NotFound
    return wording


def beside(request: TraceRequest, wordings: QuerySet[Wording]) -> list[Beside]:
    """The versions of a request, the newest first, each with the replies to it."""
    rows = wordings.filter(request=request).select_related("written_by", "shown_by", "published_by")
    now = timezone.now()
    versions = list(rows.prefetch_related("replies__written_by").order_by("-number"))
    gone = closed(request) if any(one.state == WordingState.SHOWN for one in versions) else None
    return [_beside(one, now, gone) for one in versions]


def reply_ends_wait(wording: Wording) -> bool:
    """Whether the maker's last word on a version was that there is nothing to correct."""
    last = wording.replies.order_by("-pk").first()
    return last is not None and last.kind == ReplyKind.AGREED


def _beside(wording: Wording, now: datetime, gone: Closed | None) -> Beside:
    replies = tuple(wording.replies.all())
    over = wording.due_at is not None and wording.due_at <= now
    agreed = bool(replies) and replies[-1].kind == ReplyKind.AGREED
    if replies or wording.state != WordingState.SHOWN:
        gone = None
    return Beside(
        wording, replies, silent=over and not replies and not gone, ready=(over or agreed) and not gone, closed=gone
    )
