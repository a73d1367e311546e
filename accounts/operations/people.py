"""Users, organisations and who belongs where."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import ApiToken, Membership, Organisation, User
from accounts.operations.log import record
from accounts.operations.turns import in_turn
from accounts.problems import (
    AlreadyEnded,
    AlreadyMember,
    AlreadySuspended,
    EmailTaken,
    LastAdministrator,
    NotMember,
    NotSuspended,
    OrganisationEnded,
    OrganisationNameTaken,
    ReasonMissing,
    RoleDoesNotFit,
    Suspended,
    UnknownChoice,
)
from accounts.queries.directory import invitation_path
from accounts.roles import ROLES_OF_KIND, OrganisationKind, Role


@transaction.atomic
def create_organisation(*, name: str, kind: OrganisationKind | str, actor: str) -> Organisation:
    """A new organisation. Raises UnknownChoice, OrganisationNameTaken."""
    if kind not in set(OrganisationKind):
        raise UnknownChoice(field="kind", value=kind)
    if Organisation.objects.filter(name__iexact=name.strip()).exists():
        raise OrganisationNameTaken
    organisation = Organisation.objects.create(name=name.strip(), kind=kind)
    record(
        action="organisation.created",
        actor=actor,
        subject_type="organisation",
        subject_id=organisation.public_id,
        name=organisation.name,
        kind=str(kind),
    )
    return organisation


@transaction.atomic
def create_user(
    *, email: str, name: str, actor: str, password: str | None = None, preferred_language: str = ""
) -> User:
    """A new user; without a password they set one through `queries.invitation_path`.

    Raises EmailTaken, and django.core.exceptions.ValidationError for a weak password.
    """
    if User.objects.filter(email__iexact=email.strip()).exists():
        raise EmailTaken
    if password is not None:
        validate_password(password, User(email=email, name=name))
    user = User.objects.create_user(email, password, name=name.strip(), preferred_language=preferred_language)
    # The login library looks addresses up here; an administrator vouches for this one.
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    record(action="user.created", actor=actor, subject_type="user", subject_id=user.public_id, email=user.email)
    return user


@transaction.atomic
def add_member(*, user: User, organisation: Organisation, role: Role | str, actor: str) -> Membership:
    """Puts a person into an organisation. Raises UnknownChoice, RoleDoesNotFit, AlreadyMember, OrganisationEnded."""
    known = _fitting_role(role, organisation)
    if Organisation.objects.filter(pk=organisation.pk, ended_at__isnull=False).exists():
        raise OrganisationEnded
    locked = _locked(user)
    if Membership.objects.filter(user=locked).exists():
        raise AlreadyMember
    membership = Membership.objects.create(user=locked, organisation=organisation, role=known)
    _record_member("member.added", membership, actor)
    return membership


@transaction.atomic
def change_role(*, user: User, role: Role | str, actor: str) -> Membership:
    """Another role in the same organisation.

    Raises UnknownChoice, RoleDoesNotFit, NotMember, LastAdministrator.
    """
    membership = _membership_of(_locked(user))
    known = _fitting_role(role, membership.organisation)
    if known is not Role.ADMIN:
        _keep_an_administrator(membership)
    membership.role = known
    membership.save(update_fields=["role"])
    _record_member("member.role_changed", membership, actor)
    return membership


@transaction.atomic
def remove_member(*, user: User, reason: str, actor: str) -> None:
    """Takes a person out of their organisation and revokes the tokens they had in it.

    Raises ReasonMissing, NotMember, LastAdministrator.
    """
    why = _reason(reason)
    membership = _membership_of(_locked(user))
    _keep_an_administrator(membership)
    _record_member("member.removed", membership, actor, reason=why)
    _revoke_all_tokens(user)
    membership.delete()


@transaction.atomic
def suspend_user(*, user: User, reason: str, actor: str) -> User:
    """Closes every door to a person at once and for good: sessions end, tokens are revoked.

    Raises ReasonMissing, AlreadySuspended, LastAdministrator.
    """
    why = _reason(reason)
    locked = _locked(user)
    if locked.suspended:
        raise AlreadySuspended
    membership = Membership.objects.filter(user=locked).first()
    if membership is not None:
        _keep_an_administrator(membership)
    locked.is_active = False
    locked.suspended_at = timezone.now()
    locked.suspension_reason = why
    locked.session_generation += 1
    locked.save(update_fields=["is_active", "suspended_at", "suspension_reason", "session_generation"])
    _revoke_all_tokens(locked)
    record(action="user.suspended", actor=actor, subject_type="user", subject_id=locked.public_id, reason=why)
    return locked


@transaction.atomic
def end_organisation(*, organisation: Organisation, reason: str, actor: str) -> Organisation:
    """Closes every door to all who belong to an organisation, at once: sessions end, tokens are revoked.

    What they did stays, and so do their accounts, which belong to nobody's work any more.
    Raises ReasonMissing, AlreadyEnded, LastAdministrator.
    """
    why = _reason(reason)
    locked = in_turn(organisation.pk)
    if locked.ended_at is not None:
        raise AlreadyEnded
    if not _administrators().exclude(membership__organisation=locked):
        raise LastAdministrator
    locked.ended_at, locked.end_reason = timezone.now(), why
    locked.save(update_fields=["ended_at", "end_reason"])
    User.objects.filter(membership__organisation=locked).update(session_generation=F("session_generation") + 1)
    ApiToken.objects.filter(organisation=locked, revoked_at__isnull=True).update(revoked_at=timezone.now())
    record(
        action="organisation.ended",
        actor=actor,
        subject_type="organisation",
        subject_id=locked.public_id,
        reason=why,
    )
    return locked


@transaction.atomic
def restore_user(*, user: User, actor: str) -> User:
    """Ends a suspension; sessions and tokens from before stay dead. Raises NotSuspended."""
    locked = _locked(user)
    if not locked.suspended:
        raise NotSuspended
    locked.is_active, locked.suspended_at, locked.suspension_reason = True, None, ""
    locked.save(update_fields=["is_active", "suspended_at", "suspension_reason"])
    record(action="user.restored", actor=actor, subject_type="user", subject_id=locked.public_id)
    return locked


@transaction.atomic
def reset_second_factor(*, user: User, reason: str, actor: str) -> int:
    """Removes every second factor of a person who lost theirs, and ends their sessions; returns how many.

    Raises ReasonMissing.
    """
    why = _reason(reason)
    locked = _locked(user)
    removed: int = Authenticator.objects.filter(user=locked).delete()[0]
    locked.session_generation += 1
    locked.save(update_fields=["session_generation"])
    record(
        action="user.second_factor_reset",
        actor=actor,
        subject_type="user",
        subject_id=locked.public_id,
        reason=why,
    )
    return removed


@transaction.atomic
def note_invited_elsewhere(*, user: User, organisation: Organisation, actor: str) -> None:
    """For administrators alone: an organisation asked for somebody who is elsewhere already; nobody was mailed."""
    record(
        action="user.not_invited",
        actor=actor,
        subject_type="user",
        subject_id=user.public_id,
        organisation=str(organisation.public_id),
    )


@transaction.atomic
def invite(*, user: User, actor: str) -> str:
    """Where this person sets a password, once and within 72 hours. Raises Suspended.

    Whoever holds the address can become this person unless a second factor stands, so that it is made is logged.
    """
    locked = _locked(user)
    if locked.suspended:
        raise Suspended
    record(action="user.invited", actor=actor, subject_type="user", subject_id=locked.public_id)
    return invitation_path(locked)


@transaction.atomic
def set_preferred_language(*, user: User, language: str) -> None:
    """The language of every page for this person; empty: the browser's. Raises UnknownChoice."""
    if language and language not in dict(settings.LANGUAGES):
        raise UnknownChoice(field="language", value=language)
    User.objects.filter(pk=user.pk).update(preferred_language=language)


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _reason(reason: str) -> str:
    why = "".join(c if c.isprintable() else " " for c in reason[:500]).strip()
    if not why:
        raise ReasonMissing
    return why


def _fitting_role(role: Role | str, organisation: Organisation) -> Role:
    if role not in set(Role):
        raise UnknownChoice(field="role", value=role)
    if role not in ROLES_OF_KIND[OrganisationKind(organisation.kind)]:
        raise RoleDoesNotFit
    return Role(role)


def _membership_of(user: User) -> Membership:
    membership = Membership.objects.select_related("organisation", "user").filter(user=user).first()
    if membership is None:
        raise NotMember
    return membership


def _keep_an_administrator(leaving: Membership) -> None:
    if leaving.role != Role.ADMIN:
        return
    if not [admin for admin in _administrators() if admin.pk != leaving.user_id]:
        raise LastAdministrator


def _administrators() -> QuerySet[User]:
    """All who can let others in, locked in one order, so that two who remove each other cannot both succeed."""
    active = User.objects.select_for_update(of=("self",)).filter(is_active=True, membership__role=Role.ADMIN)
    return active.filter(membership__organisation__ended_at__isnull=True).order_by("pk")


def _revoke_all_tokens(user: User) -> None:
    ApiToken.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=timezone.now())


def _record_member(action: str, membership: Membership, actor: str, **more: str) -> None:
    record(
        action=action,
        actor=actor,
        subject_type="user",
        subject_id=membership.user.public_id,
        organisation=str(membership.organisation.public_id),
        role=str(membership.role),
        **more,
    )
