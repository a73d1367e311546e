"""Rules of a maker: made, and ended."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from makers.alert_problems import RuleFitsAll, RuleInUse, RuleNameMissing, TooMany
from makers.models import AlertRule, Digest, WebhookEndpoint
from makers.operations.acts import note
from makers.queries.alerts import own_brands, rule_for, rules_for
from problems import NotFound
from provenance.models import Party
from teardowns.models import WeaponModel
from teardowns.queries.findings import findings_for

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a rule is to pick; `brand` and `weapon_model` are slugs, empty means any."""

    name: str
    brand: str = ""
    part_number: str = ""
    weapon_model: str = ""
    top_tier: bool = False
    lot_seen: bool = False


@transaction.atomic
def make_rule(*, principal: Principal, wanted: Wanted) -> AlertRule:
    """A new rule. Raises NotAllowed, RuleNameMissing, RuleFitsAll, TooMany; NotFound for a brand that is not theirs."""
    principal.require(Capability.ALERT_MANAGE_OWN)
    name = " ".join(wanted.name.split())[:120]
    if not name:
        raise RuleNameMissing
    if not (wanted.brand or wanted.part_number.strip() or wanted.weapon_model or wanted.top_tier or wanted.lot_seen):
        raise RuleFitsAll
    if rules_for(principal).count() >= MOST:
        raise TooMany(most=MOST)
    rule = AlertRule.objects.create(
        organisation=principal.organisation,
        name=name,
        brand=_brand(principal, wanted.brand),
        part_number=wanted.part_number.strip()[:80],
        weapon_model=_weapon_model(principal, wanted.weapon_model),
        top_tier=wanted.top_tier,
        lot_seen=wanted.lot_seen,
        made_by=principal.user,
    )
    _write(principal, "alert_rule.made", rule)
    return rule


@transaction.atomic
def end_rule(*, principal: Principal, public_id: UUID) -> None:
    """End a rule that nothing goes by. Raises NotAllowed, NotFound, RuleInUse."""
    principal.require(Capability.ALERT_MANAGE_OWN)
    rule = rule_for(principal, public_id)
    endpoints = WebhookEndpoint.objects.filter(rule=rule, removed_at=None)
    if endpoints.exists() or Digest.objects.filter(rule=rule).exists():
        raise RuleInUse
    rule.ended_at = timezone.now()
    rule.save(update_fields=["ended_at"])
    _write(principal, "alert_rule.ended", rule)


def _brand(principal: Principal, slug: str) -> Party | None:
    if not slug:
        return None
    found = own_brands(principal).filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def _weapon_model(principal: Principal, slug: str) -> WeaponModel | None:
    """One of those in own findings: others are not there."""
    if not slug:
        return None
    own = findings_for(principal).order_by().values("weapon_model")
    found = WeaponModel.objects.filter(slug=slug, pk__in=own).first()
    if found is None:
        raise NotFound
    return found


def _write(principal: Principal, action: str, rule: AlertRule) -> None:
    subject = Subject("alert_rule", str(rule.public_id))
    append(action=action, subject=subject, actor=principal.actor, details={})
    note(principal=principal, act=action, subject_type=subject.type, subject_id=subject.id)
