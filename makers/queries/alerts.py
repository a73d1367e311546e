"""Reads of alerts, rules, mails and webhooks: each starts from the asker's organisation, each alert from its brands."""

from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from makers.models import Alert, AlertRule, Digest, WebhookDelivery, WebhookEndpoint
from problems import NotFound
from provenance.models import Party
from provenance.queries.parties import brands_of

Row = TypeVar("Row", AlertRule, WebhookEndpoint, WebhookDelivery)


def alerts_for(principal: Principal) -> QuerySet[Alert]:
    """What happened to findings of the asker's brands of today, oldest first."""
    if not principal.can(Capability.FINDING_SEE_OWN_BRANDS):
        return Alert.objects.none()
    brands = brands_of(principal.organisation, timezone.now().date())
    own = Alert.objects.filter(organisation=principal.organisation, release__brand__in=brands)
    return own.select_related("release").order_by("number")


def own_brands(principal: Principal) -> QuerySet[Party]:
    """The brands that a rule can name."""
    return Party.objects.filter(pk__in=brands_of(principal.organisation, timezone.now().date())).order_by("name")


def rules_for(principal: Principal) -> QuerySet[AlertRule]:
    """The organisation's rules that stand."""
    if not principal.can(Capability.ALERT_MANAGE_OWN):
        return AlertRule.objects.none()
    own = AlertRule.objects.filter(organisation=principal.organisation, ended_at=None)
    return own.select_related("brand", "weapon_model", "made_by")


def rule_for(principal: Principal, public_id: UUID) -> AlertRule:
    """One of them. Raises NotFound."""
    return _one(rules_for(principal), public_id)


def digest_of(principal: Principal) -> Digest | None:
    """The mail that the asker has."""
    return Digest.objects.filter(user=principal.user, organisation=principal.organisation).first()


def endpoints_for(principal: Principal) -> QuerySet[WebhookEndpoint]:
    """The organisation's endpoints."""
    if not principal.can(Capability.ALERT_MANAGE_OWN):
        return WebhookEndpoint.objects.none()
    own = WebhookEndpoint.objects.filter(organisation=principal.organisation, removed_at=None)
    return own.select_related("rule", "owner")


def endpoint_for(principal: Principal, public_id: UUID) -> WebhookEndpoint:
    """One of them. Raises NotFound."""
    return _one(endpoints_for(principal), public_id)


def deliveries_for(principal: Principal, endpoint: WebhookEndpoint | None = None) -> QuerySet[WebhookDelivery]:
    """The messages to the organisation's endpoints, or to one of them, newest first."""
    own = WebhookDelivery.objects.filter(endpoint__in=endpoints_for(principal))
    if endpoint is not None:
        own = own.filter(endpoint=endpoint)
    return own.select_related("alert__release").order_by("-created_at", "-pk")


def delivery_for(principal: Principal, public_id: UUID) -> WebhookDelivery:
    """One of them. Raises NotFound."""
    return _one(deliveries_for(principal), public_id)


def _one(rows: QuerySet[Row], public_id: UUID) -> Row:
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found
