"""Coming in: who has not done every step sees nothing, and who is shut out sees nothing at the next request."""

from datetime import timedelta
from typing import Any

import dns.resolver
import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts import operations
from accounts.models import AccountEvent, Organisation, User
from accounts.problems import AlreadySuspended, EmailTaken, Suspended
from accounts.queries import asker, asker_again, principal_for
from accounts.roles import COMING_IN, OrganisationKind, Role, Scope
from custody.models import LedgerEntry
from jobs.models import Job
from jobs.runner import Failure
from makers import coming_in_problems as problems
from makers import terms
from makers.models import Maker, OwnAct, TermsAcceptance
from makers.operations import coming_in, proving
from makers.queries.people import officers, tokens_of
from problems import NotAllowed, NotFound
from tests.factories.accounts import (
    ACTOR,
    bearer,
    make_organisation,
    make_principal,
    make_token,
    make_user,
)
from tests.makers.coming import answer, officer, with_domain

pytestmark = pytest.mark.django_db


def told(done: int, total: int) -> None:
    """Progress that nobody watches."""


def agree(user: User) -> TermsAcceptance:
    principal, version = principal_for(user), terms.CURRENT
    return coming_in.accept_terms(principal=principal, version=version, sha256=terms.digest(version), language="uk")


def test_each_step_is_asked_for_in_turn_by_session_and_token(house: Organisation) -> None:
    person = officer(house, preferred_language="en")
    _row, secret = operations.issue_token(
        user=person, label="x", scopes=[Scope.FINDINGS], expires_at=timezone.now() + timedelta(days=9), actor=ACTOR
    )
    client, program = Client(), Client()
    client.force_login(person)

    def both() -> set[tuple[int, str]]:
        return {answer(client), answer(program, **bearer(secret))}

    assert principal_for(person).capabilities == COMING_IN
    assert both() == {(403, "domain_not_proven")}
    assert client.get("/findings/").headers["Location"] == "/maker/welcome/"
    assert client.get("/").headers["Location"] == "/maker/welcome/"
    maker = with_domain(house)
    assert both() == {(403, "domain_not_proven")}
    agree(person)
    assert both() == {(403, "domain_not_proven")}
    proving.check_domain(
        organisation=str(house.public_id), challenge=maker.challenge, asked_by=ACTOR, progress=told,
        lookup=lambda name: [f"chiptrail-verification={maker.challenge}".encode()],
    )  # fmt: skip
    assert both() == {(200, "")}
    TermsAcceptance.objects.all().delete()
    assert both() == {(403, "terms_not_accepted")}
    agree(person)
    with_domain(house, "other.example")
    assert both() == {(403, "domain_not_proven")}


def test_new_terms_ask_again(house: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_user(Role.MAKER, organisation=house)
    assert principal_for(person).unfinished is None
    monkeypatch.setattr(terms, "CURRENT", "2099-01")
    monkeypatch.setattr(terms, "digest", lambda version: "f" * 64)
    assert isinstance(principal_for(person).unfinished, problems.TermsNotAccepted)
    with pytest.raises(problems.TermsNotAccepted):
        asker_again(**asker(principal_for(person)))


def test_terms_are_agreed_to_as_they_were_shown(house: Organisation) -> None:
    person = officer(house)
    for version, sha256 in (("2020-01", terms.digest(terms.CURRENT)), (terms.CURRENT, "0" * 64), ("", "")):
        with pytest.raises(problems.TermsChanged):
            coming_in.accept_terms(principal=principal_for(person), version=version, sha256=sha256, language="en")
    assert agree(person).pk == agree(person).pk
    assert LedgerEntry.objects.filter(action="maker.terms_accepted").count() == 1
    with pytest.raises(NotAllowed):
        agree(make_user(Role.ANALYST))


def test_the_terms_that_shipped_are_never_edited() -> None:
    assert {version: terms.digest(version) for version in terms.VERSIONS} == terms.VERSIONS
    assert terms.text(terms.CURRENT, "uk") != terms.text(terms.CURRENT, "en") == terms.text(terms.CURRENT, "xx")
    with pytest.raises(KeyError):
        terms.text("../../secret", "en")


@pytest.mark.parametrize(
    ("failure", "outcome"),
    [
        (dns.resolver.NXDOMAIN(), "no_domain"),
        (dns.resolver.LifetimeTimeout.__new__(dns.resolver.LifetimeTimeout), "timeout"),
        (dns.resolver.NoNameservers.__new__(dns.resolver.NoNameservers), "servers_failed"),
    ],
)
def test_a_look_that_fails_is_told_and_may_be_repeated(house: Organisation, failure: Exception, outcome: str) -> None:
    maker, person = with_domain(house), principal_for(officer(house))
    proving.order_check(principal=person)
    with pytest.raises(problems.CheckUnderWay):
        proving.order_check(principal=person)

    def lookup(name: str) -> list[bytes]:
        raise failure

    job = Job.objects.get(name=proving.CHECK)
    proving.check_domain(**job.arguments, progress=told, lookup=lookup)
    maker.refresh_from_db()
    assert (maker.outcome, maker.checking_since, maker.proven_at) == (outcome, None, None)
    proving.order_check(principal=person)
    proving.give_up_check(job.arguments, Failure("time_limit", ""))
    maker.refresh_from_db()
    assert (maker.outcome, maker.checking_since) == ("servers_failed", None)


def test_a_look_at_a_domain_that_was_changed_meanwhile_proves_nothing(house: Organisation) -> None:
    first = with_domain(house)
    second = with_domain(house, "other.example")
    proving.check_domain(
        organisation=str(house.public_id), challenge=first.challenge, asked_by=ACTOR, progress=told,
        lookup=lambda name: [f"chiptrail-verification={first.challenge}".encode()],
    )  # fmt: skip
    second.refresh_from_db()
    assert second.proven_at is None and second.challenge != first.challenge


def test_a_mailed_code_proves_the_domain_once_within_half_an_hour_and_five_tries(house: Organisation) -> None:
    with_domain(house)
    person = principal_for(officer(house))
    for elsewhere in (
        "a@other.example",
        "a@maker.example.org",
        "x",
        "a b@maker.example",
        "a@maker.example\nBcc: b@c.d",
    ):
        with pytest.raises(problems.AddressElsewhere):
            proving.order_code(principal=person, address=elsewhere)
    code = mailed_code(person)
    assert mail.outbox[-1].to == ["legal@maker.example"]
    with pytest.raises(problems.TooManyCodes):
        proving.order_code(principal=person, address="legal@maker.example")
    for _try in range(proving.CODE_TRIES):
        with pytest.raises(problems.CodeWrong):
            proving.confirm_code(principal=person, code="12")
    with pytest.raises(problems.CodeWrong):
        proving.confirm_code(principal=person, code=code)
    Maker.objects.update(code_sent_at=timezone.now() - proving.CODE_EVERY)
    fresh = mailed_code(person)
    assert fresh != code
    sent = Maker.objects.get().code_sent_at
    Maker.objects.update(code_sent_at=timezone.now() - proving.CODE_LIFE)
    with pytest.raises(problems.CodeWrong):
        proving.confirm_code(principal=person, code=fresh)
    Maker.objects.update(code_sent_at=sent)
    assert proving.confirm_code(principal=person, code=f" {fresh[:4]}-{fresh[4:]} ").proven_by == "mail"
    with pytest.raises(problems.AlreadyProven):
        proving.confirm_code(principal=person, code=fresh)
    stored = [Job.objects.values_list("arguments", flat=True), LedgerEntry.objects.values_list("details", flat=True)]
    assert fresh not in str([list(rows) for rows in stored])


def mailed_code(person: Any) -> str:
    proving.order_code(principal=person, address=" Legal@Maker.example ")
    job = Job.objects.filter(name=proving.MAIL_CODE).latest("pk")
    proving.mail_code(**job.arguments, progress=told)
    return next(line for line in str(mail.outbox[-1].body).splitlines() if line.isdigit())


def test_an_administrator_invites_and_the_mail_works_once(house: Organisation, settings: Settings) -> None:
    admin = make_principal(Role.ADMIN)
    user = coming_in.invite_officer(
        principal=admin, organisation=house, email=" M.Feeney@Maker.example ", name="M. Feeney", language="uk"
    )
    job = Job.objects.get(name=coming_in.MAIL_INVITATION)
    coming_in.mail_invitation(**job.arguments, progress=told)
    message = mail.outbox[-1]
    address = next(line for line in str(message.body).splitlines() if line.startswith(settings.BASE_URL))
    assert message.to == ["m.feeney@maker.example"]
    assert [one.state for one in officers(admin, house)] == ["invited"]
    client = Client()
    form = client.get(address.removeprefix(settings.BASE_URL), follow=True)
    typed = {"password1": "a long enough phrase 9", "password2": "a long enough phrase 9"}
    assert client.post(form.redirect_chain[-1][0], typed).status_code == 302
    again = Client().get(address.removeprefix(settings.BASE_URL), follow=True)
    assert "password1" not in again.content.decode()
    user.refresh_from_db()
    assert user.check_password("a long enough phrase 9")
    coming_in.mail_invitation(**job.arguments, progress=told)
    assert len(mail.outbox) == 1
    assert user is not None and principal_for(user).capabilities == COMING_IN
    assert [one.state for one in officers(admin, house)] == ["expected"]


def test_who_may_invite_whom(house: Organisation) -> None:
    person = principal_for(make_user(Role.MAKER, organisation=house))
    admin, other = make_principal(Role.ADMIN), make_principal(Role.MAKER)

    def invite(principal: Any, email: str, where: Organisation = house) -> User | None:
        return coming_in.invite_officer(principal=principal, organisation=where, email=email, name="N")

    invite(person, "colleague@maker.example")
    with pytest.raises(problems.AddressElsewhere):
        invite(person, "friend@elsewhere.example")
    invite(admin, "counsel@elsewhere.example")
    with pytest.raises(EmailTaken):
        invite(admin, "Colleague@maker.example")
    with pytest.raises(NotFound):
        invite(other, "x@maker.example")
    with pytest.raises(problems.NotAMaker):
        invite(admin, "x@maker.example", make_organisation(OrganisationKind.LAB))
    with pytest.raises(ValidationError):
        invite(admin, "not an address")
    for role in (Role.ANALYST, Role.FIELD):
        with pytest.raises(NotAllowed):
            invite(make_principal(role), "y@maker.example")
    for number in range(coming_in.MAX_INVITED - 2 - 1):  # the one who invites has no password in this test either
        invite(admin, f"p{number}@maker.example")
    with pytest.raises(problems.TooManyInvitations):
        invite(admin, "last@maker.example")


def test_who_invites_is_not_told_who_is_elsewhere(house: Organisation) -> None:
    person = principal_for(make_user(Role.MAKER, organisation=house))
    elsewhere = make_user(Role.ANALYST, email="analyst@maker.example")

    def invite(email: str) -> User | None:
        return coming_in.invite_officer(principal=person, organisation=house, email=email, name="N")

    assert invite("nobody@maker.example") is not None and invite("Analyst@maker.example") is None
    listed = {one.email: one.state for one in officers(person, house)}
    assert listed["nobody@maker.example"] == listed["analyst@maker.example"] == "invited"
    for email in ("nobody@maker.example", "analyst@maker.example"):
        with pytest.raises(EmailTaken):
            invite(email)
    assert Job.objects.filter(name=coming_in.MAIL_INVITATION).count() == 1
    told = AccountEvent.objects.get(action="user.not_invited")
    assert told.subject_id == str(elsewhere.public_id) and told.details == {"organisation": str(house.public_id)}
    for one in officers(person, house):
        if not one.myself:
            assert coming_in.invite_colleague_again(principal=person, public_id=one.public_id) == one.email
            assert coming_in.end_access_of(principal=person, public_id=one.public_id, reason="r") == "N"
            with pytest.raises(AlreadySuspended):
                coming_in.end_access_of(principal=person, public_id=one.public_id, reason="r")
            with pytest.raises(Suspended):
                coming_in.invite_colleague_again(principal=person, public_id=one.public_id)
    assert [one.state for one in officers(person, house) if not one.myself] == ["ended", "ended"]
    acts = OwnAct.objects.filter(act="person.invited")
    assert len(acts) == 4 and str(elsewhere.public_id) not in acts.values_list("subject_id", flat=True)


def test_an_organisation_sees_no_token_that_its_people_had_elsewhere(house: Organisation) -> None:
    before = make_organisation(OrganisationKind.MAKER)
    user = make_user(Role.MAKER, organisation=before)
    make_token(user)
    operations.remove_member(user=user, reason="moved", actor=ACTOR)
    operations.add_member(user=user, organisation=house, role=Role.MAKER, actor=ACTOR)
    assert tokens_of(make_principal(Role.MAKER, organisation=house)) == []
    assert [one.state for one in tokens_of(make_principal(Role.MAKER, organisation=before))] == ["revoked"]
