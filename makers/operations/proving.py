"""The proof that a domain is an organisation's own: a record that it publishes, or a code mailed to an address."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext

from accounts.models import Organisation
from accounts.operations.turns import in_turn
from accounts.problems import OrganisationEnded
from accounts.queries import Principal
from accounts.roles import Capability, OrganisationKind
from custody.ledger import Subject, append
from jobs.queue import enqueue
from jobs.runner import Failure, Progress
from makers.coming_in_problems import (
    AddressElsewhere,
    AlreadyProven,
    CheckUnderWay,
    CodeWrong,
    DomainMissing,
    DomainWrong,
    NotAMaker,
    TooManyCodes,
)
from makers.domain_records import Lookup, ask_dns, look
from makers.domains import domain_of, lies_at
from makers.models import CheckOutcome, Maker, ProofMethod, new_challenge
from makers.operations.acts import note

CHECK: Final = "makers.check_domain"
MAIL_CODE: Final = "makers.mail_domain_code"
CODE_LIFE: Final = timedelta(minutes=30)
CODE_EVERY: Final = timedelta(minutes=3)
CODE_TRIES: Final = 5
CODE_DIGITS: Final = 8
CHECK_PATIENCE: Final = timedelta(seconds=60)
SYSTEM: Final = "system:makers"


@transaction.atomic
def set_domain(*, principal: Principal, organisation: Organisation, domain: str) -> Maker:
    """Write down the domain that an organisation is to show as its own; another one than before needs a new proof.

    Raises NotAllowed, NotAMaker, OrganisationEnded, DomainWrong.
    """
    principal.require(Capability.MAKER_KEEP)
    locked = in_turn(organisation.pk)
    if locked.kind != OrganisationKind.MAKER:
        raise NotAMaker
    if locked.ended_at is not None:
        raise OrganisationEnded
    name = domain_of(domain)
    if name is None:
        raise DomainWrong(value=domain.strip()[:80])
    maker = Maker.objects.filter(organisation=locked).first()
    if maker is not None and maker.domain == name:
        return maker
    fresh = {
        "domain": name, "challenge": new_challenge(), "proven_at": None, "proven_by": "", "checking_since": None,
        "checked_at": None, "outcome": "", "code_sent_to": "", "code_sent_at": None, "code_tries": 0,
    }  # fmt: skip
    maker, _created = Maker.objects.update_or_create(organisation=locked, defaults=fresh)
    _tell("maker.domain_set", maker, principal.actor, domain=name)
    return maker


@transaction.atomic
def order_check(*, principal: Principal) -> Maker:
    """Have the records of the own domain looked at, by a job. Raises NotAllowed, DomainMissing, AlreadyProven,
    CheckUnderWay."""
    maker = _unproven(principal)
    now = timezone.now()
    if maker.checking_since is not None and now - maker.checking_since < CHECK_PATIENCE:
        raise CheckUnderWay
    maker.checking_since = now
    maker.save(update_fields=["checking_since"])
    organisation = str(maker.organisation.public_id)
    enqueue(
        CHECK,
        key=f"{CHECK}:{organisation}:{now.isoformat()}",
        arguments={"organisation": organisation, "challenge": maker.challenge, "asked_by": principal.actor},
        subject_type="maker",
        subject_id=organisation,
    )
    return maker


def check_domain(
    *, organisation: str, challenge: str, asked_by: str, progress: Progress, lookup: Lookup | None = None
) -> None:
    """Look at the records, outside of any transaction, and write down what they gave; nothing for another domain."""
    maker = Maker.objects.filter(organisation__public_id=organisation, challenge=challenge).first()
    if maker is None or maker.proven_at is not None:
        return
    outcome = CheckOutcome(look(maker.domain, challenge, lookup or ask_dns).value)
    with transaction.atomic():
        held = _locked(organisation, challenge)
        if held is None or held.proven_at is not None:
            return
        held.checked_at, held.checking_since, held.outcome = timezone.now(), None, outcome
        held.save(update_fields=["checked_at", "checking_since", "outcome"])
        if outcome == CheckOutcome.FOUND:
            _prove(held, ProofMethod.DNS, asked_by)


def give_up_check(arguments: Mapping[str, str], failure: Failure) -> None:
    """The job ended without an answer: the page no longer waits for one."""
    Maker.objects.filter(organisation__public_id=arguments["organisation"], challenge=arguments["challenge"]).update(
        checked_at=timezone.now(), checking_since=None, outcome=CheckOutcome.SERVERS_FAILED
    )


@transaction.atomic
def order_code(*, principal: Principal, address: str) -> Maker:
    """Have a code mailed to an address at the own domain.

    Raises NotAllowed, DomainMissing, AlreadyProven, AddressElsewhere, TooManyCodes.
    """
    maker = _unproven(principal)
    now = timezone.now()
    to = address.strip().lower()
    if not lies_at(to, maker.domain) or len(to) > 254 or not to.isprintable() or " " in to:
        raise AddressElsewhere(domain=maker.domain)
    if maker.code_sent_at is not None and now - maker.code_sent_at < CODE_EVERY:
        raise TooManyCodes(minutes=int(CODE_EVERY.total_seconds() // 60))
    maker.code_sent_to, maker.code_sent_at, maker.code_tries = to, now, 0
    maker.save(update_fields=["code_sent_to", "code_sent_at", "code_tries"])
    organisation = str(maker.organisation.public_id)
    enqueue(
        MAIL_CODE,
        key=f"{MAIL_CODE}:{organisation}:{now.isoformat()}",
        arguments={"organisation": organisation, "language": translation.get_language() or settings.LANGUAGE_CODE},
        subject_type="maker",
        subject_id=organisation,
    )
    note(principal=principal, act="domain.code_asked", subject_type="maker", subject_id=organisation)
    return maker


def mail_code(*, organisation: str, language: str, progress: Progress) -> None:
    """Mail the code that counts now: it is worked out here and stored nowhere."""
    maker = Maker.objects.select_related("organisation").get(organisation__public_id=organisation)
    if maker.proven_at is not None or not maker.code_sent_to:
        return
    with translation.override(language):
        subject = gettext("Chiptrail: the code for %(domain)s") % {"domain": maker.domain}
        lines = [
            gettext(
                "Somebody of %(name)s asked for this code, to show that %(domain)s is the organisation’s own domain."
            )
            % {"name": maker.organisation.name, "domain": maker.domain},
            _code(maker),
            gettext(
                "It counts for 30 minutes, on the page that asked for it. If none of you asked for it, do nothing."
            ),
        ]
    send_mail(subject, "\n\n".join(lines), settings.DEFAULT_FROM_EMAIL, [maker.code_sent_to])


def confirm_code(*, principal: Principal, code: str) -> Maker:
    """Prove the domain by the code that was mailed. A wrong try is counted also though this raises CodeWrong.

    Raises NotAllowed, DomainMissing, AlreadyProven, CodeWrong.
    """
    with transaction.atomic():
        maker = _unproven(principal)
        sent = maker.code_sent_at
        counts = sent is not None and timezone.now() - sent < CODE_LIFE and maker.code_tries < CODE_TRIES
        right = constant_time_compare("".join(c for c in code if c.isalnum()), _code(maker)) and counts
        if right:
            _prove(maker, ProofMethod.MAIL, principal.actor)
        else:
            maker.code_tries = min(maker.code_tries + 1, CODE_TRIES)
            maker.save(update_fields=["code_tries"])
    if not right:
        raise CodeWrong
    return maker


def _code(maker: Maker) -> str:
    facts = f"{maker.challenge}:{maker.code_sent_to}:{maker.code_sent_at and maker.code_sent_at.isoformat()}"
    number = int(salted_hmac("makers.operations.proving.code", facts, algorithm="sha256").hexdigest(), 16)
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def _prove(maker: Maker, method: ProofMethod, actor: str) -> None:
    maker.proven_at, maker.proven_by, maker.checking_since = timezone.now(), method, None
    maker.save(update_fields=["proven_at", "proven_by", "checking_since"])
    proof = {"sent_to": maker.code_sent_to} if method is ProofMethod.MAIL else {"challenge": maker.challenge}
    _tell("maker.domain_proven", maker, actor, domain=maker.domain, method=str(method), **proof)


def _unproven(principal: Principal) -> Maker:
    principal.require(Capability.MAKER_COME_IN)
    rows = Maker.objects.select_for_update(of=("self",)).select_related("organisation")
    maker = rows.filter(organisation=principal.organisation).first()
    if maker is None:
        raise DomainMissing
    if maker.proven_at is not None:
        raise AlreadyProven
    return maker


def _locked(organisation: str, challenge: str) -> Maker | None:
    rows = Maker.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.filter(organisation__public_id=organisation, challenge=challenge).first()


def _tell(action: str, maker: Maker, actor: str, **details: object) -> None:
    append(action=action, subject=Subject("maker", str(maker.organisation.public_id)), actor=actor, details=details)
