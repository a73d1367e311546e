"""Which traces a change touches. They keep their answer, are marked as out of date, and are walked again.

Who writes what traces rest on calls `mark_touched` in its transaction, at its end. That marks the traces whose answer
is there already and leaves a `Touch`. Two more looks see to it that no trace slips through:

* `apply_touches` marks again once the change is there for everybody, for an answer that came between;
* whoever stores an answer asks `touched_meanwhile` for changes that its walk may not have read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from jobs.queue import nudge
from provenance.batching import batches
from provenance.models import Touch, Trace, TraceParty, TraceScope
from provenance.queries.merging import merged_parties
from provenance.queries.statements import read
from provenance.tracing.columns import ANY_PERIOD
from provenance.tracing.scopes import Scope

JOB: Final = "provenance.retrace_stale"
MERGED: Final = "merged"
LATEST: Final = 50
KEPT: Final = timedelta(days=7)
EVERY: Final = Q()
NEWEST: Final = f"SELECT id FROM {Touch._meta.db_table} ORDER BY id DESC LIMIT %s"  # noqa: S608
SINCE: Final = f"SELECT id FROM {Touch._meta.db_table} WHERE id >= %s"  # noqa: S608

Seen = tuple[int, frozenset[int]]
"""Which touches a walk could see when it began: none before the first number is looked at again, of the later ones
those in the set."""


def mark_touched(*, parties: Iterable[int] = (), scopes: Iterable[Scope] = (), reason: str) -> int:
    """Mark the traces that a change touches as out of date, and have them walked again. Returns how many there are.

    `parties`: primary keys, of which a listing, a relation, a name or a merge changed. `scopes`: where new rows of
    trade lie. `reason`: a code of `trace_run_words.STALE_REASONS`. Inside the caller's transaction: its rows stay
    locked until that ends, so call it last. Raises TransactionManagementError outside one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A touch belongs into the transaction that changes something.")
    touch = _touch(parties, scopes, reason)
    if not (touch.parties or touch.dated or touch.undated):
        return 0
    touch.traces = _mark(touch)
    touch.save()
    nudge(JOB)
    return touch.traces


@transaction.atomic
def mark_all_touched(*, reason: str) -> int:
    """Mark every answer as out of date, as when the rules of the search have changed. Returns how many there are."""
    answered = Trace.objects.exclude(answer_sha256="")
    return answered.update(
        stale_since=timezone.now(),
        stale_reason=reason,
        stale_weight=answered.count(),
        touched=F("touched") + 1,
        failure="",
    )


def apply_touches() -> int:
    """Mark once more what changes touch that are there for everybody by now. Returns how many changes there were."""
    pending = list(Touch.objects.filter(applied_at__isnull=True).order_by("pk")[:LATEST])
    for touch in pending:
        with transaction.atomic():
            _mark(touch, Q(stale_since__isnull=True))
            Touch.objects.filter(pk=touch.pk).update(applied_at=timezone.now())
    Touch.objects.filter(applied_at__lt=timezone.now() - KEPT).delete()
    return len(pending)


def touches_seen() -> Seen:
    """What a walk that begins now can see. One query."""
    keys = [key for (key,) in read(NEWEST, [LATEST])]
    return (keys[-1] if len(keys) == LATEST else 0, frozenset(keys))


def touched_meanwhile(seen: Seen, *, parties: Set[int], keys: Set[str]) -> str:
    """The reason of a change that a walk could not see when it began and that touches its answer; empty for none.

    Of its goods the keys alone are compared: where that is too careful, one walk too many is the price.
    """
    first, known = seen
    unseen = [key for (key,) in read(SINCE, [first]) if key not in known]
    for touch in Touch.objects.filter(pk__in=unseen).order_by("pk") if unseen else ():
        named = not parties.isdisjoint(touch.parties)
        if named or touch.reason == MERGED or not keys.isdisjoint((*touch.dated, *touch.undated)):
            return touch.reason
    return ""


def _touch(parties: Iterable[int], scopes: Iterable[Scope], reason: str) -> Touch:
    wanted = set(scopes)
    periods = [scope.period for scope in wanted if scope.period != ANY_PERIOD]
    undated = {scope.key for scope in wanted if scope.period == ANY_PERIOD}
    return Touch(
        reason=reason,
        parties=sorted(merged_parties().rows(set(parties))),
        dated=sorted({scope.key for scope in wanted} - undated),
        undated=sorted(undated),
        first=min(periods, default=0),
        last=max(periods, default=0),
    )


def _mark(touch: Touch, which: Q = EVERY) -> int:
    """Mark the traces that a change touches. How many it touches in all.

    Rows are locked in one order: two changes at once wait for each other and never in a circle.
    """
    keys = sorted({*_by_party(touch), *_by_scope(touch)})
    now = timezone.now()
    for chunk in batches(keys):
        locked = Trace.objects.filter(which, pk__in=chunk).order_by("pk").select_for_update()
        Trace.objects.filter(pk__in=locked.values("pk")).update(
            stale_since=now, stale_reason=touch.reason, stale_weight=len(keys), touched=F("touched") + 1, failure=""
        )
    return len(keys)


def _by_party(touch: Touch) -> Iterator[int]:
    for chunk in batches(touch.parties):
        yield from TraceParty.objects.filter(party__in=chunk).values_list("trace", flat=True)


def _by_scope(touch: Touch) -> Iterator[int]:
    for chunk in batches(touch.dated):
        within = TraceScope.objects.filter(key__in=chunk, first__lte=touch.last, last__gte=touch.first)
        yield from within.values_list("trace", flat=True)
    for chunk in batches(touch.undated):
        yield from TraceScope.objects.filter(key__in=chunk).values_list("trace", flat=True)
