"""Sending what is due: messages are claimed, carried by threads that know no database, and their outcome is written.

A process that dies in between loses nothing: the lease ends and the message goes again, under the same id.
"""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from makers.models import WebhookDelivery, WebhookEndpoint
from makers.operations.claiming import LEASE, Errand, claim
from makers.operations.pausing import pause
from makers.webhooks.retrying import PATIENCE, PAUSES, pause_after
from makers.webhooks.sending import Lookup, Outcome, addresses_of, send
from makers.webhooks.signing import signed_headers
from makers.webhooks.targets import Policy

log = logging.getLogger("chiptrail.webhooks")
HOLDS: Final = 4
"""An endpoint that fails is held for the first, second ... of the pauses, and from here on for the same one."""


def policy_in_force() -> Policy:
    """Where webhooks may go in this installation."""
    return Policy(
        ports=settings.WEBHOOK_PORTS,
        http=settings.WEBHOOK_HTTP,
        opened=settings.WEBHOOK_OPEN_NETWORKS,
        ca_file=settings.WEBHOOK_CA_FILE,
    )


@dataclass(frozen=True, slots=True)
class Way:
    """How messages are sent. `seconds`: nothing new is begun after; `threads`: messages on their way at once."""

    policy: Policy = field(default_factory=policy_in_force)
    pauses: Sequence[float] = PAUSES
    seconds: float = 5.0
    threads: int = 16
    lookup: Lookup = addresses_of
    lease: timedelta = LEASE


def deliver_due(way: Way | None = None) -> int:
    """Send what is due, and write how it went. Returns how many were tried."""
    way, tried = way or Way(), 0
    ends = monotonic() + way.seconds
    flying: dict[Future[Outcome], Errand] = {}
    done: set[Future[Outcome]] = set()
    with ThreadPoolExecutor(way.threads, thread_name_prefix="webhook") as pool:
        while True:
            ended = [(flying.pop(one), _outcome(one)) for one in done]
            begun = _turn(ended, flying, way, begin=monotonic() < ends)
            flying |= {pool.submit(_carry, errand, way): errand for errand in begun}
            tried += len(begun)
            if not flying:
                return tried
            done, _waiting = wait(flying, return_when=FIRST_COMPLETED)


def _turn(
    ended: Sequence[tuple[Errand, Outcome]], flying: Mapping[Future[Outcome], Errand], way: Way, *, begin: bool
) -> list[Errand]:
    if ended:
        _write_all(ended, way)
    if not begin:
        return []
    on_way = list(flying.values())
    slow = sum(one.troubled for one in on_way)
    most = max(0, way.threads // 2 - slow)
    return claim(way.threads - len(on_way), on_way, troubled=most, lease=way.lease)


def _carry(errand: Errand, way: Way) -> Outcome:
    if not errand.keys:
        return Outcome("no_secret")
    headers = signed_headers(errand.keys, errand.message_id, timezone.now(), errand.body)
    return send(errand.url, headers, errand.body.encode(), way.policy, lookup=way.lookup)


def _outcome(done: Future[Outcome]) -> Outcome:
    try:
        return done.result()
    except Exception:
        log.exception("A webhook could not be sent")
        return Outcome("broken")


@transaction.atomic
def _write_all(ended: Sequence[tuple[Errand, Outcome]], way: Way) -> None:
    """How they went. Endpoints are locked before their messages, and in one order, as everywhere: others send too."""
    endpoints = {errand.endpoint for errand, _outcome in ended}
    list(WebhookEndpoint.objects.select_for_update(no_key=True).filter(pk__in=endpoints).order_by("pk"))
    for errand, outcome in ended:
        _write(errand, outcome, way)


def _write(errand: Errand, outcome: Outcome, way: Way) -> None:
    """How it went, unless the lease was lost: then somebody else says so."""
    held = WebhookDelivery.objects.filter(pk=errand.delivery, leased_until=errand.lease, taken_at=None, ended_at=None)
    now = timezone.now()
    known = {"leased_until": None, "cause": outcome.cause, "status": outcome.status, "said": outcome.said}
    endpoints = WebhookEndpoint.objects.filter(pk=errand.endpoint)
    if outcome.taken:
        if held.update(taken_at=now, **known):
            endpoints.update(failures=0, failing_since=None, held_until=None, taken_at=now)
        return
    row = held.first()
    if row is None:
        return
    endpoint = endpoints.get()
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or now
    if endpoint.failures >= PATIENCE:
        endpoint.held_until = now + _hold(endpoint.failures, way.pauses)
    endpoint.save(update_fields=["failures", "failing_since", "held_until"])
    wait_for = pause_after(row.attempts, way.pauses)
    if outcome.cause == "gone" or _given_up(endpoint, now, way.pauses, last=wait_for is None):
        pause(endpoint=endpoint, why="gone" if outcome.cause == "gone" else "failing")
        held.update(**known)
    elif wait_for is None:
        held.update(ended_at=now, **known)
    else:
        held.update(due_at=now + wait_for, **known)


def _hold(failures: int, pauses: Sequence[float]) -> timedelta:
    return timedelta(seconds=pauses[min(failures - PATIENCE, HOLDS - 1, len(pauses) - 1)])


def _given_up(endpoint: WebhookEndpoint, now: datetime, pauses: Sequence[float], *, last: bool) -> bool:
    """An endpoint that took nothing for as long and as often as one message is tried.

    One that takes others is not to blame for the one message that it does not take.
    """
    since = endpoint.failing_since or now
    long = endpoint.failures > len(pauses) and now - since >= timedelta(seconds=sum(pauses))
    return long or (last and endpoint.failures >= PATIENCE)
