"""Our wordings about a maker's parts: what the maker is shown, what is beside it, and when it may be published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.queries import Principal
from makers.models import ReplyKind, TraceRequest, Wording, WordingReply, WordingState
from makers.queries.requests import Closed, closed, requests_for, requests_of
from problems import NotFound


@dataclass(frozen=True, slots=True)
class Beside:
    """A wording with what stands beside it. `replies`: to it, and to versions before it. `silent`: its maker's days are
    over and it said nothing; `ready`: they are over, or its last word on this version was that there is nothing to
    correct. `closed`: nothing was said to this version, and it is shown to the maker no more."""

    wording: Wording
    replies: tuple[WordingReply, ...]
    silent: bool
    ready: bool
    closed: Closed | None = None

    @property
    def own(self) -> tuple[WordingReply, ...]:
        """The replies to this very version."""
        return tuple(one for one in self.replies if one.wording_id == self.wording.pk)


def wordings_of(principal: Principal) -> QuerySet[Wording]:
    """Versions that the asker's organisation was shown, of requests that it sees today; also those taken back since."""
    found = Wording.objects.filter(request__in=requests_of(principal).values("pk"), shown_at__isnull=False)
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
    return [_beside(one, replies_beside(one, versions), now, gone) for one in versions]


def replies_beside(wording: Wording, versions: Iterable[Wording]) -> tuple[WordingReply, ...]:
    """What the maker said that stands beside a version: to it, and to those before it, for a version taken back and
    shown anew takes nobody's word away. That there is nothing to correct is said of the very same words alone."""
    before = [] if wording.state == WordingState.WITHDRAWN else [one for one in versions if one.number < wording.number]
    carried = (
        reply
        for one in before
        for reply in one.replies.all()
        if reply.kind != ReplyKind.AGREED or one.text == wording.text
    )
    return tuple(sorted([*carried, *wording.replies.all()], key=lambda reply: reply.pk))


def reply_ends_wait(wording: Wording) -> bool:
    """Whether the maker's last word on a version was that there is nothing to correct."""
    last = wording.replies.order_by("-pk").first()
    return last is not None and last.kind == ReplyKind.AGREED


def _beside(wording: Wording, replies: tuple[WordingReply, ...], now: datetime, gone: Closed | None) -> Beside:
    own = wording.replies.all()
    over = wording.due_at is not None and wording.due_at <= now
    agreed = bool(own) and list(own)[-1].kind == ReplyKind.AGREED
    if own or wording.state != WordingState.SHOWN:
        gone = None
    silent = over and not replies and not gone and wording.state != WordingState.WITHDRAWN
    return Beside(wording, replies, silent=silent, ready=(over or agreed) and not gone, closed=gone)
