"""The life of a webhook endpoint: made, tested, its secret renewed, paused, let go on, removed."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.operations.turns import in_turn
from accounts.queries import Principal
from accounts.roles import Capability
from accounts.sealing import seal
from custody.ledger import Subject, append
from jobs.queue import nudge
from makers.alert_problems import EndpointNotPaused, EndpointPaused, NotAnEndpoint, NotToBeSentAgain, TooMany
from makers.models import AlertRule, WebhookDelivery, WebhookEndpoint
from makers.operations import pausing
from makers.operations.acts import note
from makers.operations.delivering import policy_in_force
from makers.operations.hearing import DELIVER
from makers.queries.alerts import delivery_for, endpoint_for, endpoints_for, rule_for
from makers.webhook_words import refused_url
from makers.webhooks import signing
from makers.webhooks.targets import NotATarget, target_of
from problems import NotFound

MOST: Final = 10
OVERLAP: Final = timedelta(hours=24)
"""For so long the secret before signs beside a new one."""
NOT_AGAIN: Final = frozenset({"brand_ended", "withdrawn", "removed"})
"""Why a message was ended that had nothing to do with the receiver."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """An endpoint and the secret that it was given now. It cannot be shown again."""

    endpoint: WebhookEndpoint
    secret: str = field(repr=False)


@transaction.atomic
def make_endpoint(*, principal: Principal, url: str, rule: UUID | None = None) -> Keyed:
    """A new endpoint for every finding, or for those of a rule. Raises NotAllowed, NotAnEndpoint, TooMany, NotFound."""
    principal.require(Capability.ALERT_MANAGE_OWN)
    address = url.strip()
    try:
        target = target_of(address, policy_in_force())
    except NotATarget as fault:
        raise NotAnEndpoint(why=refused_url(fault.code)) from None
    in_turn(principal.organisation.pk)
    if endpoints_for(principal).count() >= MOST:
        raise TooMany(most=MOST)
    secret = signing.new_secret()
    endpoint = WebhookEndpoint.objects.create(
        organisation=principal.organisation,
        owner=principal.user,
        url=address,
        rule=_rule(principal, rule),
        secret=seal(secret),
    )
    _write(principal, "webhook.made", endpoint, host=target.host)
    return Keyed(endpoint, signing.shown(secret))


@transaction.atomic
def renew_secret(*, principal: Principal, public_id: UUID) -> Keyed:
    """A new secret; the one before signs beside it for a day. Raises NotAllowed, NotFound."""
    endpoint = _locked(principal, public_id)
    secret = signing.new_secret()
    endpoint.old_secret, endpoint.old_until = endpoint.secret, timezone.now() + OVERLAP
    endpoint.secret = seal(secret)
    endpoint.save(update_fields=["secret", "old_secret", "old_until"])
    _write(principal, "webhook.secret_renewed", endpoint)
    return Keyed(endpoint, signing.shown(secret))


@transaction.atomic
def set_rule(*, principal: Principal, public_id: UUID, rule: UUID | None) -> WebhookEndpoint:
    """Another rule for what comes from now on. Raises NotAllowed, NotFound."""
    endpoint = _locked(principal, public_id)
    endpoint.rule = _rule(principal, rule)
    endpoint.save(update_fields=["rule"])
    _write(principal, "webhook.rule_set", endpoint)
    return endpoint


@transaction.atomic
def pause_endpoint(*, principal: Principal, public_id: UUID) -> WebhookEndpoint:
    """Stop sending; what comes in is kept. Raises NotAllowed, NotFound, EndpointPaused."""
    endpoint = _locked(principal, public_id)
    if not pausing.pause(endpoint=endpoint, why="person", actor=principal.actor, tell=False):
        raise EndpointPaused
    _note(principal, "webhook.paused", endpoint)
    return endpoint


@transaction.atomic
def resume_endpoint(*, principal: Principal, public_id: UUID) -> WebhookEndpoint:
    """Go on, with all that was kept; who lets it go on answers for it from now. Raises EndpointNotPaused, NotFound."""
    endpoint = _locked(principal, public_id)
    if endpoint.paused_at is None:
        raise EndpointNotPaused
    endpoint.owner = principal.user
    endpoint.paused_at, endpoint.paused_for, endpoint.failures = None, "", 0
    endpoint.failing_since = endpoint.held_until = None
    endpoint.save()
    waiting = WebhookDelivery.objects.filter(endpoint=endpoint, taken_at=None, ended_at=None)
    waiting.update(attempts=0, due_at=timezone.now())
    _write(principal, "webhook.resumed", endpoint)
    nudge(DELIVER)
    return endpoint


@transaction.atomic
def remove_endpoint(*, principal: Principal, public_id: UUID) -> None:
    """Never send to it again; what was sent stays on record. Raises NotAllowed, NotFound."""
    endpoint = _locked(principal, public_id)
    now = timezone.now()
    endpoint.removed_at, endpoint.secret, endpoint.old_secret = now, b"", b""
    endpoint.save(update_fields=["removed_at", "secret", "old_secret"])
    WebhookDelivery.objects.filter(endpoint=endpoint, taken_at=None, ended_at=None).update(
        ended_at=now, cause="removed"
    )
    _write(principal, "webhook.removed", endpoint)


@transaction.atomic
def send_test(*, principal: Principal, public_id: UUID) -> WebhookDelivery:
    """A message that names nothing, to try the receiver with. Raises NotAllowed, NotFound, EndpointPaused."""
    endpoint = _locked(principal, public_id)
    if endpoint.paused_at is not None:
        raise EndpointPaused
    endpoint.held_until = None
    endpoint.save(update_fields=["held_until"])
    _note(principal, "webhook.tested", endpoint)
    nudge(DELIVER)
    return WebhookDelivery.objects.create(organisation=endpoint.organisation, endpoint=endpoint)


@transaction.atomic
def send_again(*, principal: Principal, public_id: UUID) -> WebhookDelivery:
    """One more go for a message that was given up, or now for one that waits. The id stays.

    Raises NotAllowed, NotFound, EndpointPaused, NotToBeSentAgain.
    """
    row = delivery_for(principal, public_id)
    endpoint = _locked(principal, row.endpoint.public_id)
    row.refresh_from_db()  # it may have been taken meanwhile
    if row.taken_at is not None or row.cause in NOT_AGAIN:
        raise NotToBeSentAgain
    if endpoint.paused_at is not None:
        raise EndpointPaused
    WebhookDelivery.objects.filter(pk=row.pk).update(ended_at=None, attempts=0, due_at=timezone.now())
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(held_until=None)
    _note(principal, "webhook.sent_again", endpoint)
    nudge(DELIVER)
    return row


def _locked(principal: Principal, public_id: UUID) -> WebhookEndpoint:
    principal.require(Capability.ALERT_MANAGE_OWN)
    found = WebhookEndpoint.objects.select_for_update(no_key=True).get(pk=endpoint_for(principal, public_id).pk)
    if found.removed_at is not None:  # by a colleague, meanwhile
        raise NotFound
    return found


def _rule(principal: Principal, public_id: UUID | None) -> AlertRule | None:
    return rule_for(principal, public_id) if public_id else None


def _write(principal: Principal, action: str, endpoint: WebhookEndpoint, **details: str) -> None:
    subject = Subject("webhook", str(endpoint.public_id))
    append(action=action, subject=subject, actor=principal.actor, details={**details})
    _note(principal, action, endpoint)


def _note(principal: Principal, action: str, endpoint: WebhookEndpoint) -> None:
    note(principal=principal, act=action, subject_type="webhook", subject_id=str(endpoint.public_id))
