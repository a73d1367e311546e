"""A maker with many receivers, a third of which fail, and the news that is to reach them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from accounts.models import User
from accounts.queries import principal_for
from accounts.sealing import seal
from jobs.runner import Progress
from makers.management.benchmarking.findings_world import build
from makers.management.benchmarking.receivers import Receivers, closed_port
from makers.models import News, WebhookDelivery, WebhookEndpoint
from makers.operations.endpoints import resume_endpoint
from makers.operations.hearing import hear_of_release
from makers.webhooks.signing import new_secret
from teardowns.models import Release

TAKING: Final = 20
RECOVERING: Final = ("flaky/2", "flaky/3", "flaky/4", "flaky/6", "flaky/8")
NEVER: Final = ("500", "redirect", "drip", "gone", "closed")
RECEIVERS: Final = TAKING + len(RECOVERING) + len(NEVER)
"""A third fail: half of those for good, each in a way of its own."""


@dataclass(frozen=True, slots=True)
class Planted:
    """The endpoints that must get everything, and those that never take anything, by primary key and path."""

    reachable: dict[int, str]
    never: set[int]
    officer: User
    ports: list[int]
    findings: int


def plant(deliveries: int, receivers: Receivers) -> Planted:
    """Findings and endpoints, so that their product is at least the deliveries wanted."""
    findings = -(-deliveries // RECEIVERS)
    world = build(findings + 1, findings, 1)
    closed = closed_port()
    paths = [f"ok/{number}" for number in range(TAKING)] + [f"{how}/r" for how in RECOVERING]
    reachable = {_endpoint(world.officer, receivers.url(path)): f"/{path}" for path in paths}
    addresses = [receivers.url(f"{how}/") for how in NEVER[:-1]] + [f"http://127.0.0.1:{closed}/"]
    never = {_endpoint(world.officer, address) for address in addresses}
    return Planted(reachable, never, world.officer, [receivers.port, closed], findings)


def tell_all(progress: Progress) -> None:
    """Hear of every finding, as the jobs of releases do."""
    now = timezone.now().isoformat()
    own = Release.objects.filter(
        brand__slug__in=("benchmark-own", "benchmark-acquired", "benchmark-old", "benchmark-rare")
    )
    for entry, public_id in enumerate(own.values_list("public_id", flat=True), start=1):
        hear_of_release(release_id=str(public_id), news=News.RELEASED, entry=str(entry), at=now, progress=progress)


def resume_paused(planted: Planted) -> int:
    """Let those go on that can take messages and stand still, as their maker would. Returns how many."""
    principal = principal_for(planted.officer)
    paused = WebhookEndpoint.objects.filter(pk__in=planted.reachable, paused_at__isnull=False)
    return len([resume_endpoint(principal=principal, public_id=one.public_id) for one in paused])


def accounts(planted: Planted, receivers: Receivers) -> dict[str, Any]:
    """What became of every message, by the receivers' books and by ours."""
    arrived: defaultdict[str, Counter[str]] = defaultdict(Counter)
    ids_of: defaultdict[tuple[str, bytes], set[str]] = defaultdict(set)
    for one in receivers.book.taken():
        arrived[one.path][one.headers["webhook-id"]] += 1
        ids_of[one.path, one.body].add(one.headers["webhook-id"])
    rows = WebhookDelivery.objects.select_related("endpoint")
    lost, kept = 0, Counter[str]()
    for row in rows.iterator():
        if row.endpoint_id in planted.never:
            kept["kept" if row.waits and row.endpoint.paused_at else "given_up" if row.ended_at else "unaccounted"] += 1
        elif row.taken_at is None or not arrived[planted.reachable[row.endpoint_id]][row.message_id]:
            lost += 1
    missing = planted.findings * RECEIVERS - rows.count()
    return {
        "lost": lost + missing + kept["unaccounted"],
        "doubled_by_id": sum(len(ids) - 1 for ids in ids_of.values()),
        "same_id_arrived_again": sum(count - 1 for path in arrived.values() for count in path.values()),
        "taken": rows.exclude(taken_at=None).count(),
        "kept_for_paused_endpoints": kept["kept"],
        "given_up_with_cause": kept["given_up"],
        "attempts": sum(rows.values_list("attempts", flat=True)),
    }


def _endpoint(owner: User, url: str) -> int:
    row = WebhookEndpoint.objects.create(
        organisation=owner.membership.organisation, owner=owner, url=url, secret=seal(new_secret())
    )
    return row.pk
