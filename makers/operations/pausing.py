"""Stopping an endpoint: what comes in for it is kept, and its owner is told why."""

from typing import Final

from django.db import transaction
from django.utils import timezone

from custody.ledger import Subject, append
from jobs.queue import enqueue
from makers.models import WebhookEndpoint

MAIL: Final = "makers.mail_endpoint_paused"


@transaction.atomic
def pause(*, endpoint: WebhookEndpoint, why: str, actor: str = "system:webhooks", tell: bool = True) -> bool:
    """Stop an endpoint; False when it stood still already. `tell`: by mail to its owner."""
    now = timezone.now()
    stopped = WebhookEndpoint.objects.filter(pk=endpoint.pk, paused_at=None, removed_at=None).update(
        paused_at=now, paused_for=why
    )
    if not stopped:
        return False
    append(
        action="webhook.paused",
        subject=Subject("webhook", str(endpoint.public_id)),
        actor=actor,
        details={"reason": why},
    )
    if tell:
        key = f"{MAIL}:{endpoint.public_id}:{now.isoformat()}"
        enqueue(MAIL, key=key, arguments={"endpoint_id": str(endpoint.public_id)})
    return True
