"""What a person of a maker agrees to; who invites whom; who leaves."""

from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from accounts import operations
from accounts.models import Membership, Organisation, User
from accounts.operations.turns import in_turn
from accounts.problems import AlreadySuspended, EmailTaken, OrganisationEnded, ReasonMissing, Suspended
from accounts.queries import Principal
from accounts.queries.directory import invitation_path
from accounts.roles import Capability, OrganisationKind, Role
from custody.ledger import Subject, append
from jobs.queue import enqueue
from jobs.runner import Progress
from makers import terms
from makers.coming_in_problems import AddressElsewhere, NotAMaker, NotYourself, TermsChanged, TooManyInvitations
from makers.domains import lies_at
from makers.models import BrandGrant, GrantState, Maker, TermsAcceptance
from makers.operations.acts import note
from makers.operations.brands import end_representations
from makers.queries.people import Officer, may_let_in, not_sent, person_of, place_of
from problems import NotAllowed, NotFound
from provenance.models import BrandRepresentation

MAIL_INVITATION: Final = "makers.mail_invitation"
MAX_INVITED: Final = 20


@transaction.atomic
def accept_terms(*, principal: Principal, version: str, sha256: str, language: str) -> TermsAcceptance:
    """Agree to the terms that hold now, as they were shown. Twice is once. Raises NotAllowed, TermsChanged."""
    principal.require(Capability.MAKER_COME_IN)
    if (version, sha256) != (terms.CURRENT, terms.digest(terms.CURRENT)):
        raise TermsChanged
    shown = language if language in terms.LANGUAGES else terms.LANGUAGES[0]
    row, created = TermsAcceptance.objects.get_or_create(
        organisation=principal.organisation,
        user=principal.user,
        version=version,
        sha256=sha256,
        defaults={"language": shown},
    )
    if created:
        details: dict[str, object] = {"version": version, "sha256": sha256, "language": shown}
        subject = Subject("maker", str(principal.organisation.public_id))
        append(action="maker.terms_accepted", subject=subject, actor=principal.actor, details=details)
        note(principal=principal, act="terms.accepted", subject_type="terms", subject_id=version, details=details)
    return row


@transaction.atomic
def invite_officer(
    *, principal: Principal, organisation: Organisation, email: str, name: str, language: str = ""
) -> User | None:
    """A new person of a maker, and the mail with the address where they set a password: once, within 72 hours.

    An administrator invites anybody; a maker's person invites colleagues, at the organisation's own domain, and is not
    told whether somebody elsewhere has the address already: nobody is mailed then, and administrators see why.
    Raises NotAllowed, NotFound for another organisation, NotAMaker, OrganisationEnded, AddressElsewhere,
    TooManyInvitations, EmailTaken, UnknownChoice, and ValidationError for what is no e-mail address.
    """
    may_let_in(principal, organisation)
    locked = in_turn(organisation.pk)
    if locked.kind != OrganisationKind.MAKER:
        raise NotAMaker
    if locked.ended_at is not None:
        raise OrganisationEnded
    validate_email(email.strip())
    _is_theirs(principal, locked, email)
    asked_in_vain = not_sent(principal, locked)
    waiting = sum(not one.user.has_usable_password() for one in _active(locked))
    waiting += sum(one.state == "invited" for one in asked_in_vain)
    if waiting >= MAX_INVITED:
        raise TooManyInvitations(n=waiting)
    address = email.strip().lower()
    if address in {one.email for one in asked_in_vain}:
        raise EmailTaken
    taken = User.objects.filter(email__iexact=address).exclude(membership__organisation=locked).first()
    if taken is not None and not principal.can(Capability.PEOPLE_MANAGE):
        operations.note_invited_elsewhere(user=taken, organisation=locked, actor=principal.actor)
        _note_invited(principal, str(uuid4()), address, name)
        return None
    user = operations.create_user(email=email, name=name, actor=principal.actor)
    operations.set_preferred_language(user=user, language=language)
    operations.add_member(user=user, organisation=locked, role=Role.MAKER, actor=principal.actor)
    _mail_later(principal, user)
    return user


@transaction.atomic
def invite_again(*, principal: Principal, user: User) -> None:
    """Mail a new address to somebody who was invited and has set no password yet. Raises NotAllowed, NotFound,
    Suspended."""
    organisation = place_of(principal, user)
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.suspended:
        raise Suspended
    if organisation.ended_at is not None or locked.has_usable_password():
        raise NotFound
    _mail_later(principal, locked)


@transaction.atomic
def invite_colleague_again(*, principal: Principal, public_id: UUID) -> str:
    """The same by one of the maker's people; the address. Raises NotAllowed, NotFound, Suspended."""
    principal.require(Capability.OWN_PEOPLE_MANAGE)
    listed = _in_vain(principal, public_id)
    if listed is None:
        user = person_of(principal, public_id)
        invite_again(principal=principal, user=user)
        return user.email
    if listed.state == "ended":
        raise Suspended
    _note_invited(principal, str(public_id), listed.email, listed.name)
    return listed.email


def mail_invitation(*, user: str, progress: Progress) -> None:
    """Mail the address; it is made here, so that no row holds it. Who came in meanwhile, or was shut out, gets none."""
    person = User.objects.get(public_id=user)
    if person.suspended or person.has_usable_password():
        return
    place = Membership.objects.select_related("organisation").get(user=person).organisation
    if place.ended_at is not None:
        return
    with translation.override(person.preferred_language or settings.LANGUAGE_CODE):
        lines = [
            gettext("You are invited to Chiptrail for %(name)s.") % {"name": place.name},
            gettext(
                "Chiptrail shows makers which of their parts were found in weapons, and asks where they were sold."
            ),
            gettext("Set your password here. The address works once, for 72 hours:"),
            f"{settings.BASE_URL}{invitation_path(person)}",
            gettext(
                "Then set up a second factor, show that your domain is your own and read the terms: the page leads you."
            ),
            gettext("If you did not expect this mail, do nothing."),
        ]
        subject = gettext("Your invitation to Chiptrail")
    send_mail(subject, "\n\n".join(lines), settings.DEFAULT_FROM_EMAIL, [person.email])


@transaction.atomic
def end_access_of(*, principal: Principal, public_id: UUID, reason: str) -> str:
    """`end_access` of whom the asker sees among its people; the name. Raises what it raises."""
    principal.require(Capability.OWN_PEOPLE_MANAGE)
    listed = _in_vain(principal, public_id)
    if listed is None:
        user = person_of(principal, public_id)
        end_access(principal=principal, user=user, reason=reason)
        return user.name
    if not reason.strip():
        raise ReasonMissing
    if listed.state == "ended":
        raise AlreadySuspended
    told: dict[str, object] = {"email": listed.email}
    note(principal=principal, act="person.ended", subject_type="user", subject_id=str(public_id), details=told)
    return listed.name


@transaction.atomic
def end_access(*, principal: Principal, user: User, reason: str) -> None:
    """A maker's person shuts out a colleague at once: sessions end, tokens are revoked.

    Raises NotAllowed, NotFound, NotYourself, ReasonMissing, AlreadySuspended.
    """
    principal.require(Capability.OWN_PEOPLE_MANAGE)
    place_of(principal, user)
    if user.pk == principal.user.pk:
        raise NotYourself
    operations.suspend_user(user=user, reason=reason, actor=principal.actor)
    told: dict[str, object] = {"email": user.email}
    note(principal=principal, act="person.ended", subject_type="user", subject_id=str(user.public_id), details=told)


@transaction.atomic
def let_leave(*, principal: Principal, organisation: Organisation, reason: str) -> None:
    """End a maker's work here: every session and token, every brand, every decision that waits. What it answered stays
    under the terms that it chose. Raises NotAllowed, NotAMaker, ReasonMissing, AlreadyEnded."""
    principal.require(Capability.PEOPLE_MANAGE)
    if organisation.kind != OrganisationKind.MAKER:
        raise NotAMaker
    ended = operations.end_organisation(organisation=organisation, reason=reason, actor=principal.actor)
    rows = BrandRepresentation.objects.select_for_update(of=("self",)).select_related("party", "organisation")
    end_representations(principal=principal, rows=list(rows.filter(organisation=ended)), why=ended.end_reason)
    BrandGrant.objects.filter(organisation=ended, state=GrantState.ASKED).update(state=GrantState.WITHDRAWN)
    subject = Subject("maker", str(ended.public_id))
    append(action="maker.left", subject=subject, actor=principal.actor, details={"reason": ended.end_reason})


def _is_theirs(principal: Principal, organisation: Organisation, email: str) -> None:
    """Colleagues are invited at the proven domain alone; whom an administrator lets in is the administrator's word."""
    if principal.can(Capability.PEOPLE_MANAGE):
        return
    domain = Maker.objects.filter(organisation=organisation).values_list("domain", flat=True).first()
    if domain is None:
        raise NotAllowed
    if not lies_at(email, domain):
        raise AddressElsewhere(domain=domain)


def _in_vain(principal: Principal, public_id: UUID) -> Officer | None:
    return next((one for one in not_sent(principal, principal.organisation) if one.public_id == public_id), None)


def _active(organisation: Organisation) -> list[Membership]:
    return list(Membership.objects.select_related("user").filter(organisation=organisation, user__is_active=True))


def _mail_later(principal: Principal, user: User) -> None:
    operations.invite(user=user, actor=principal.actor)
    person, now = str(user.public_id), timezone.now().isoformat()
    enqueue(
        MAIL_INVITATION,
        key=f"{MAIL_INVITATION}:{person}:{now}",
        arguments={"user": person},
        subject_type="user",
        subject_id=person,
    )
    _note_invited(principal, person, user.email, user.name)


def _note_invited(principal: Principal, person: str, email: str, name: str) -> None:
    told: dict[str, object] = {"email": email, "name": name.strip()}
    note(principal=principal, act="person.invited", subject_type="user", subject_id=person, details=told)
