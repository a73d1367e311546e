"""Letting a maker speak for a brand: one person of ours asks, another one decides, anyone of them takes it away."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation
from accounts.problems import OrganisationEnded, ReasonMissing
from accounts.queries import Principal
from accounts.roles import Capability, OrganisationKind
from custody.ledger import Subject, append
from makers.brand_problems import (
    AlreadyDecided,
    AskedAlready,
    ClaimedByOthers,
    DaysWrong,
    NoBrand,
    ProlongedAlone,
    SecondPersonNeeded,
)
from makers.coming_in_problems import NotAMaker
from makers.models import BrandGrant, GrantState
from makers.queries.brands import claimants, grant_for
from provenance.models import BrandRepresentation
from provenance.queries.parties import maker_named

LONGEST: Final = 1000
_DAY: Final = timedelta(days=1)


@transaction.atomic
def ask_for_brand(
    *,
    principal: Principal,
    organisation: Organisation,
    brand: str,
    reason: str,
    start: date | None = None,
    end: date | None = None,
    on_purpose: bool = False,
) -> BrandGrant:
    """Propose that an organisation speaks for a brand from `start` to `end`; None: no limit is known.

    `on_purpose`: although others speak for it, or for what it owns. Raises NotAllowed, NotAMaker, OrganisationEnded,
    ReasonMissing, NoBrand, DaysWrong, AskedAlready, ClaimedByOthers.
    """
    principal.require(Capability.MAKER_KEEP)
    locked = _locked(organisation)
    party = maker_named(brand)
    if party is None:
        raise NoBrand(value=brand.strip()[:60])
    if start and end and end < start:
        raise DaysWrong
    today = timezone.now().date()
    stands = BrandRepresentation.objects.filter(organisation=locked, party=party).first()
    waits = BrandGrant.objects.filter(organisation=locked, party=party, state=GrantState.ASKED)
    if waits.exists() or (stands is not None and not _adds(stands, start, end, today)):
        raise AskedAlready
    others = claimants(party, besides=locked, first=start, last=end)
    if others and not on_purpose:
        raise ClaimedByOthers(names=", ".join(one.name for one in others))
    grant = BrandGrant.objects.create(
        organisation=locked,
        party=party,
        start=start,
        end=end,
        reason=_reason(reason),
        shared_with=[str(one.public_id) for one in others],
        asked_by=principal.user,
    )
    _tell("maker.brand_asked", grant, principal, reason=grant.reason, shared_with=grant.shared_with)
    return grant


@transaction.atomic
def approve_brand(*, principal: Principal, grant: UUID, reason: str, on_purpose: bool = False) -> BrandGrant:
    """Let the organisation speak for the brand, from the next request on.

    `on_purpose`: although others speak for it; who asked must have said so of each of them, too.
    Raises NotAllowed, NotFound, SecondPersonNeeded, AlreadyDecided, ReasonMissing, OrganisationEnded, ClaimedByOthers.
    """
    row = _open(principal, grant)
    _locked(row.organisation)
    others = claimants(row.party, besides=row.organisation, first=row.start, last=row.end)
    unsaid = [one for one in others if not on_purpose or str(one.public_id) not in row.shared_with]
    if unsaid:
        raise ClaimedByOthers(names=", ".join(one.name for one in unsaid))
    _decide(row, principal, GrantState.APPROVED, reason)
    BrandRepresentation.objects.update_or_create(
        organisation=row.organisation, party=row.party, defaults={"start": row.start, "end": row.end}
    )
    shared = [str(one.public_id) for one in others]
    _tell("maker.brand_granted", row, principal, reason=row.decision_reason, shared_with=shared)
    return row


@transaction.atomic
def refuse_brand(*, principal: Principal, grant: UUID, reason: str) -> BrandGrant:
    """Decide that it does not. Raises NotAllowed, NotFound, SecondPersonNeeded, AlreadyDecided, ReasonMissing."""
    row = _open(principal, grant)
    _decide(row, principal, GrantState.REFUSED, reason)
    _tell("maker.brand_not_granted", row, principal, reason=row.decision_reason)
    return row


@transaction.atomic
def withdraw_brand(*, principal: Principal, grant: UUID) -> BrandGrant:
    """Take back what nobody has decided yet. Raises NotAllowed, NotFound, AlreadyDecided."""
    principal.require(Capability.MAKER_KEEP)
    row = _undecided(principal, grant)
    row.state = GrantState.WITHDRAWN
    row.save(update_fields=["state"])
    _tell("maker.brand_request_withdrawn", row, principal)
    return row


@transaction.atomic
def end_brand(
    *, principal: Principal, organisation: Organisation, party_id: UUID, reason: str, last_day: date | None = None
) -> BrandRepresentation:
    """Take a brand away: `last_day` is the last on which the organisation speaks for it; None: it was yesterday, so
    that the next request sees nothing more of it. One person is enough, so the day only ever comes nearer.

    Raises NotAllowed, ReasonMissing, NoBrand where it does not speak for it, DaysWrong, ProlongedAlone.
    """
    principal.require(Capability.MAKER_KEEP)
    why = _reason(reason)
    rows = BrandRepresentation.objects.select_for_update(of=("self",)).select_related("party", "organisation")
    row = rows.filter(organisation=organisation, party__public_id=party_id).first()
    if row is None:
        raise NoBrand(value=str(party_id))
    end_representations(principal=principal, rows=[row], why=why, last_day=last_day)
    return row


def end_representations(
    *, principal: Principal, rows: Collection[BrandRepresentation], why: str, last_day: date | None = None
) -> None:
    """The same for several, inside the caller's transaction and with a reason that it has checked."""
    day = last_day or timezone.now().date() - _DAY
    for row in rows:
        if last_day and row.end is not None and last_day > row.end:
            raise ProlongedAlone
        if last_day and row.start is not None and last_day < row.start:
            raise DaysWrong
        if row.end is not None and row.end <= day and last_day is None:
            continue
        row.end = day
        row.save(update_fields=["end"])
        approved = BrandGrant.objects.filter(
            organisation=row.organisation, party=row.party, state=GrantState.APPROVED, ended_at=None
        )
        approved.update(end=day, ended_by=principal.user, ended_at=timezone.now(), end_reason=why)
        details: dict[str, object] = {"brand": row.party.slug, "end": day.isoformat(), "reason": why}
        subject = Subject("maker", str(row.organisation.public_id))
        append(action="maker.brand_ended", subject=subject, actor=principal.actor, details=details)


def _adds(stands: BrandRepresentation, start: date | None, end: date | None, today: date) -> bool:
    """Whether a grant would say anything new: it stands no more, or is to last longer than to its last day."""
    if stands.end is None:
        return False
    return stands.end < today or ((end is None or end > stands.end) and (start is None or start <= today))


def _open(principal: Principal, public_id: UUID) -> BrandGrant:
    principal.require(Capability.MAKER_KEEP)
    row = _undecided(principal, public_id)
    if row.asked_by_id == principal.user.pk:
        raise SecondPersonNeeded
    return row


def _undecided(principal: Principal, public_id: UUID) -> BrandGrant:
    found = grant_for(principal, public_id)
    rows = BrandGrant.objects.select_for_update(of=("self",)).select_related("organisation", "party")
    row = rows.get(pk=found.pk)
    if row.state != GrantState.ASKED:
        raise AlreadyDecided
    return row


def _decide(row: BrandGrant, principal: Principal, state: GrantState, reason: str) -> None:
    row.state, row.decided_by, row.decided_at = state, principal.user, timezone.now()
    row.decision_reason = _reason(reason)
    row.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])


def _locked(organisation: Organisation) -> Organisation:
    """All who grant brands take turns, so that two claims on one brand cannot be granted side by side."""
    makers = Organisation.objects.select_for_update(no_key=True).filter(kind=OrganisationKind.MAKER).order_by("pk")
    locked = next((one for one in makers if one.pk == organisation.pk), None)
    if locked is None:
        raise NotAMaker
    if locked.ended_at is not None:
        raise OrganisationEnded
    return locked


def _reason(reason: str) -> str:
    why = "".join(c if c.isprintable() else " " for c in reason[:LONGEST]).strip()
    if not why:
        raise ReasonMissing
    return why


def _tell(action: str, grant: BrandGrant, principal: Principal, **more: object) -> None:
    details: dict[str, object] = {
        "grant": str(grant.public_id),
        "brand": grant.party.slug,
        "start": grant.start.isoformat() if grant.start else None,
        "end": grant.end.isoformat() if grant.end else None,
        **more,
    }
    subject = Subject("maker", str(grant.organisation.public_id))
    append(action=action, subject=subject, actor=principal.actor, details=details)
