"""Which messages may go now, and taking them in hand: each for one sender at a time, and only while it may be told."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from accounts.sealing import unseal
from makers.models import News, WebhookDelivery, WebhookEndpoint
from makers.operations.messages import body_of
from makers.operations.pausing import pause
from makers.queries.speaking import brands_by_organisation, principal_in

LEASE: Final = timedelta(seconds=90)
"""Longer than an attempt, the look-up of a name included."""
AT_ONCE: Final = 4
"""Messages on their way to one endpoint; to one that failed last time, one."""
NOT_NOW: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Errand:
    """One message in hand. `lease`: proves later that it is still ours to say how it went."""

    delivery: int
    endpoint: int
    troubled: bool
    lease: datetime
    url: str
    message_id: str
    body: str
    keys: tuple[bytes, ...] = field(repr=False)


def claim(free: int, flying: Iterable[Errand], *, troubled: int, lease: timedelta = LEASE) -> list[Errand]:
    """Up to `free` messages that are due, `troubled` of them at most for endpoints that failed last time.

    What may no longer be told is ended here: a brand that was sold this minute is not told of by the next message, nor
    is anything told to somebody who was suspended. Call it outside a transaction: endpoints are stopped after the
    messages are let go, for whoever removes one locks it before its messages.
    """
    now = timezone.now()
    on_way = Counter(one.endpoint for one in flying)
    with transaction.atomic():
        rows = [*_due(now, on_way, free, failing=False)]
        rows += _due(now, on_way, min(troubled, free), failing=True)
        picked = list(_picked(rows, on_way, free))
        owners = {one: principal_in(one.owner, one.organisation) for one in {row.endpoint for row in picked}}
        allowed = [row for row in _told_today(picked) if _may_manage(owners[row.endpoint])]
        until = now + lease
        WebhookDelivery.objects.filter(pk__in=[row.pk for row in allowed]).update(
            attempts=F("attempts") + 1, tried_at=now, leased_until=until
        )
    _stop(owners)
    return [_errand(row, until) for row in allowed]


def _due(now: datetime, on_way: Mapping[int, int], most: int, *, failing: bool) -> QuerySet[WebhookDelivery]:
    full = [endpoint for endpoint, count in on_way.items() if count >= (1 if failing else AT_ONCE)]
    rows = (
        WebhookDelivery.objects.filter(
            Q(leased_until=None) | Q(leased_until__lt=now),
            Q(endpoint__held_until=None) | Q(endpoint__held_until__lte=now),
            taken_at=None,
            ended_at=None,
            due_at__lte=now,
            endpoint__paused_at=None,
            endpoint__removed_at=None,
        )
        .filter(Q(endpoint__failures__gt=0) if failing else Q(endpoint__failures=0))
        .exclude(endpoint__in=full)
        .select_related("endpoint__organisation", "endpoint__owner", "alert__release")
        .order_by("due_at", "pk")
    )
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(of=("self",), skip_locked=True)
    return rows[:most]


def _picked(rows: Iterable[WebhookDelivery], on_way: Counter[int], free: int) -> Iterator[WebhookDelivery]:
    taken = Counter(on_way)
    for row in rows:
        most = 1 if row.endpoint.failures else AT_ONCE
        if free > 0 and taken[row.endpoint_id] < most:
            taken[row.endpoint_id] += 1
            free -= 1
            yield row


def _told_today(rows: list[WebhookDelivery]) -> list[WebhookDelivery]:
    """What may be told today; the rest is ended."""
    brands = brands_by_organisation({row.endpoint.organisation for row in rows}, timezone.now().date()) if rows else {}
    kept = []
    for row in rows:
        if ended := _ended(row, brands[row.organisation_id]):
            WebhookDelivery.objects.filter(pk=row.pk).update(ended_at=timezone.now(), cause=ended)
        else:
            kept.append(row)
    return kept


def _ended(row: WebhookDelivery, brands: set[int]) -> str:
    if row.alert is None:
        return ""
    if row.alert.release.brand_id not in brands:
        return "brand_ended"
    withdrawn = row.alert.release.withdrawn_at is not None
    return "withdrawn" if withdrawn and row.alert.news == News.RELEASED and not row.attempts else ""


def _may_manage(owner: Principal | None) -> bool:
    return owner is not None and owner.can(Capability.ALERT_MANAGE_OWN)


def _stop(owners: Mapping[WebhookEndpoint, Principal | None]) -> None:
    """Stop endpoints whose owner may not manage them. Who cannot just now is waited for, who is gone is not."""
    for endpoint, owner in owners.items():
        if owner is None:
            pause(endpoint=endpoint, why="owner_gone", tell=False)
        elif not _may_manage(owner):
            WebhookEndpoint.objects.filter(pk=endpoint.pk).update(held_until=timezone.now() + NOT_NOW)


def _errand(row: WebhookDelivery, lease: datetime) -> Errand:
    return Errand(
        delivery=row.pk,
        endpoint=row.endpoint_id,
        troubled=row.endpoint.failures > 0,
        lease=lease,
        url=row.endpoint.url,
        message_id=row.message_id,
        body=body_of(row.alert, row.created_at),
        keys=keys_of(row.endpoint),
    )


def keys_of(endpoint: WebhookEndpoint) -> tuple[bytes, ...]:
    """The secrets that sign now, the new one first; none when the server's own key was lost."""
    both = endpoint.old_until is not None and endpoint.old_until > timezone.now()
    sealed = (endpoint.secret, endpoint.old_secret) if both else (endpoint.secret,)
    return tuple(key for one in sealed if (key := unseal(one)))
