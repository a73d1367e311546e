"""A maker that hears of its findings: rules, a digest, an endpoint that works and one that does not."""

from datetime import timedelta

from django.utils import timezone

from accounts.queries import Principal
from jobs.models import Job, JobState
from makers.models import WebhookDelivery, WebhookEndpoint
from makers.operations import hearing
from makers.operations.alert_rules import Wanted, make_rule
from makers.operations.endpoints import make_endpoint, send_test
from makers.operations.mailing import set_digest


def listen(maker: Principal) -> None:
    """Set all of it up, hear of what was released so far, and let it be as if messages had been sent."""
    tier = make_rule(principal=maker, wanted=Wanted(name="Tier 1 only", top_tier=True))
    make_rule(principal=maker, wanted=Wanted(name="Lots that come again", part_number="AD9361", lot_seen=True))
    set_digest(principal=maker, often="weekly", rule=tier.public_id)
    works = make_endpoint(principal=maker, url="https://hooks.example.org/chiptrail").endpoint
    fails = make_endpoint(principal=maker, url="https://old.example.org/in", rule=tier.public_id).endpoint
    for job in Job.objects.filter(name=hearing.JOB, state=JobState.QUEUED).order_by("pk"):
        hearing.hear_of_release(progress=lambda _done, _total: None, **job.arguments)
        Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
    _as_if_sent(works, fails, send_test(principal=maker, public_id=works.public_id))


def _as_if_sent(works: WebhookEndpoint, fails: WebhookEndpoint, test: WebhookDelivery) -> None:
    now = timezone.now()
    done = {"attempts": 1, "tried_at": now, "taken_at": now, "status": 200}
    WebhookDelivery.objects.filter(endpoint=works).update(**done)
    WebhookDelivery.objects.filter(pk=test.pk).update(
        attempts=2,
        taken_at=None,
        status=503,
        cause="status",
        said="Our queue is full",
        due_at=now + timedelta(minutes=5),
    )
    WebhookDelivery.objects.filter(endpoint=fails).update(attempts=8, tried_at=now, cause="tls")
    WebhookEndpoint.objects.filter(pk=works.pk).update(taken_at=now)
    WebhookEndpoint.objects.filter(pk=fails.pk).update(failures=8, paused_at=now, paused_for="failing")
