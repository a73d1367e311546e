"""Who is shut out is out at the next request: by ban, removal, revocation, the maker’s leaving; the log stays."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts import operations
from accounts.models import ApiToken, Organisation, User
from accounts.problems import OrganisationEnded, ReasonMissing
from accounts.queries import asker, asker_again, find_principal, principal_for
from accounts.roles import Role, Scope
from makers import coming_in_problems as problems
from makers.models import BrandGrant, OwnAct, TermsAcceptance
from makers.operations import brands, coming_in
from makers.operations.acts import note
from problems import NotAllowed, NotFound
from provenance.models import BrandRepresentation
from provenance.queries.parties import brands_of
from tests.factories import provenance as known
from tests.factories.accounts import ACTOR, bearer, bring_in, make_organisation, make_principal, make_token, make_user
from tests.makers.coming import FINDINGS, answer, officer, with_domain

pytestmark = pytest.mark.django_db


def shut_out(way: str, person: User, house: Organisation) -> None:
    admin = make_principal(Role.ADMIN)
    if way == "ban":
        operations.suspend_user(user=person, reason="r", actor=ACTOR)
    elif way == "a colleague's word":
        colleague = make_principal(Role.MAKER, organisation=house)
        coming_in.end_access(principal=colleague, user=person, reason="left us")
    elif way == "removal":
        operations.remove_member(user=person, reason="r", actor=ACTOR)
    else:
        coming_in.let_leave(principal=admin, organisation=house, reason="merged")


@pytest.mark.parametrize("way", ["ban", "a colleague's word", "removal", "the maker leaves"])
def test_who_is_shut_out_is_out_at_the_next_request(way: str, house: Organisation) -> None:
    person = make_user(Role.MAKER, organisation=house)
    secret, client = make_token(person), Client()
    client.force_login(person)
    asked = asker(principal_for(person))
    by_token = {**asked, "token": str(ApiToken.objects.get().public_id)}
    assert client.get("/findings/").status_code == 200
    assert answer(Client(), **bearer(secret)) == (200, "")
    assert asker_again(**asked).user == asker_again(**by_token).user == person
    shut_out(way, person, house)
    assert client.get("/findings/").status_code in (302, 403)
    assert Client().get(FINDINGS, **bearer(secret)).status_code == 401
    for arguments in (asked, by_token):
        with pytest.raises(NotAllowed):
            asker_again(**arguments)


def test_a_revoked_token_ends_the_work_that_it_ordered_and_no_other(house: Organisation) -> None:
    person = make_user(Role.MAKER, organisation=house)
    make_token(person)
    token = ApiToken.objects.get()
    asked = asker(principal_for(person))
    operations.revoke_token(token=token, actor=ACTOR)
    assert asker_again(**asked).user == person
    with pytest.raises(NotAllowed):
        asker_again(**{**asked, "token": str(token.public_id)})
    with pytest.raises(NotAllowed):
        asker_again(**{**asked, "organisation": str(make_organisation().public_id)})


def test_work_ordered_with_a_second_factor_that_is_gone_is_not_done(house: Organisation, settings: Settings) -> None:
    asked = asker(principal_for(make_user(Role.MAKER, organisation=house)))
    settings.REQUIRE_SECOND_FACTOR = True
    with pytest.raises(NotAllowed):
        asker_again(**asked)


def test_a_maker_that_leaves_loses_its_brands_and_all_doors_and_keeps_its_record(house: Organisation) -> None:
    person, brand = make_user(Role.MAKER, organisation=house), known.make_maker("Analog Devices")
    known.represent(house, brand)
    analyst = make_principal(Role.ANALYST)
    other = known.make_maker("Linear Technology")
    brands.ask_for_brand(principal=analyst, organisation=house, brand=other.name, reason="r")
    admin = make_principal(Role.ADMIN)
    with pytest.raises(ReasonMissing):
        coming_in.let_leave(principal=admin, organisation=house, reason="")
    with pytest.raises(NotAllowed):
        coming_in.let_leave(principal=analyst, organisation=house, reason="r")
    coming_in.let_leave(principal=admin, organisation=house, reason="wound up")
    assert brands_of(house, timezone.now().date()) == set()
    assert BrandRepresentation.objects.get().end is not None
    assert BrandGrant.objects.get().state == "withdrawn"
    assert find_principal(person) is None
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(pk=person.pk))
    page = client.get("/findings/")
    assert page.status_code == 403 and "has ended" in page.content.decode()
    assert TermsAcceptance.objects.filter(organisation=house).exists()
    for attempt in (
        lambda: coming_in.invite_officer(principal=admin, organisation=house, email="a@maker.example", name="N"),
        lambda: operations.issue_token(
            user=person, label="x", scopes=[Scope.FINDINGS], expires_at=timezone.now(), actor=ACTOR
        ),
        lambda: with_domain(house),
    ):
        with pytest.raises(OrganisationEnded):
            attempt()


def test_nobody_ends_strangers_or_themselves(house: Organisation) -> None:
    person = make_user(Role.MAKER, organisation=house)
    with pytest.raises(problems.NotYourself):
        coming_in.end_access(principal=principal_for(person), user=person, reason="r")
    for stranger in (make_user(Role.MAKER), make_user(Role.ANALYST), make_user(None)):
        with pytest.raises(NotFound):
            coming_in.end_access(principal=principal_for(person), user=stranger, reason="r")


def test_what_own_people_do_is_on_record_for_them_alone(house: Organisation) -> None:
    bring_in(person := officer(house))
    colleague = coming_in.invite_officer(
        principal=principal_for(person), organisation=house, email="c@maker.example", name="C"
    )
    assert colleague is not None
    coming_in.end_access(principal=principal_for(person), user=colleague, reason="r")
    assert [(act.act, act.user) for act in OwnAct.objects.order_by("pk")] == [
        ("person.invited", person),
        ("person.ended", person),
    ]
    assert set(OwnAct.objects.values_list("organisation", flat=True)) == {house.pk}
    coming_in.invite_officer(principal=make_principal(Role.ADMIN), organisation=house, email="d@e.example", name="D")
    assert OwnAct.objects.count() == 2


def test_the_database_keeps_the_log_of_own_acts_as_it_is(house: Organisation) -> None:
    note(principal=make_principal(Role.MAKER), act="finding.seen", subject_type="finding", subject_id="x")
    for change in (lambda: OwnAct.objects.update(act="x"), lambda: OwnAct.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
