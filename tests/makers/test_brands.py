"""Brands: two persons of ours, dated, one claim at a time unless it is meant, and gone at the next request."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts import operations
from accounts.models import Organisation
from accounts.problems import OrganisationEnded, ReasonMissing
from accounts.queries import Principal
from accounts.roles import OrganisationKind, Role
from custody.models import LedgerEntry
from makers import brand_problems as problems
from makers.coming_in_problems import NotAMaker
from makers.models import BrandGrant, GrantState
from makers.operations import brands
from makers.queries.brands import brands_today, claimants, waiting_grants
from problems import NotAllowed, NotFound
from provenance.models import BrandRepresentation, Party, PartyRelation
from provenance.queries.parties import brands_of
from teardowns.queries.findings import findings_for
from tests.factories import provenance as known
from tests.factories import teardowns as found
from tests.factories.accounts import ACTOR, make_organisation, make_principal

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()


@pytest.fixture
def house() -> Organisation:
    return make_organisation(OrganisationKind.MAKER, "House")


@pytest.fixture
def brand() -> Party:
    return known.make_maker("Analog Devices")


def ask(asker: Principal, house: Organisation, brand: str = "Analog Devices", **more: object) -> BrandGrant:
    return brands.ask_for_brand(
        principal=asker,
        organisation=house,
        brand=brand,
        reason="press release",
        **more,  # type: ignore[arg-type]
    )


def grant(house: Organisation, brand: str, **more: object) -> BrandGrant:
    asked = ask(make_principal(Role.ANALYST), house, brand, **more)
    return brands.approve_brand(
        principal=make_principal(Role.ADMIN), grant=asked.public_id, reason="seen", on_purpose=bool(more)
    )


def test_one_asks_another_decides(house: Organisation, brand: Party) -> None:
    asker, decider = make_principal(Role.ANALYST), make_principal(Role.ADMIN)
    asked = ask(asker, house, " analog devices ", start=date(2020, 1, 1))
    assert brands_of(house, TODAY) == set()
    with pytest.raises(problems.SecondPersonNeeded):
        brands.approve_brand(principal=asker, grant=asked.public_id, reason="mine")
    with pytest.raises(ReasonMissing):
        brands.approve_brand(principal=decider, grant=asked.public_id, reason=" \x00 ")
    brands.approve_brand(principal=decider, grant=asked.public_id, reason="seen the register")
    assert brands_of(house, TODAY) == {brand.pk}
    assert brands_of(house, date(2019, 12, 31)) == set()
    with pytest.raises(problems.AlreadyDecided):
        brands.refuse_brand(principal=decider, grant=asked.public_id, reason="no")
    told = LedgerEntry.objects.filter(subject_type="maker", subject_id=str(house.public_id)).order_by("sequence")
    assert [entry.action for entry in told] == ["maker.brand_asked", "maker.brand_granted"]
    assert [entry.actor for entry in told] == [asker.actor, decider.actor]


def test_the_database_itself_wants_two_persons(house: Organisation, brand: Party) -> None:
    one = make_principal(Role.ADMIN).user
    with pytest.raises(Exception, match="grant_decided_by_another"), transaction.atomic():
        BrandGrant.objects.create(
            organisation=house, party=brand, reason="r", asked_by=one, decided_by=one, decided_at=timezone.now(),
            state=GrantState.APPROVED,
        )  # fmt: skip


def test_what_was_refused_or_taken_back_opens_nothing_and_may_be_asked_again(house: Organisation, brand: Party) -> None:
    asker, decider = make_principal(Role.ANALYST), make_principal(Role.ANALYST)
    first = ask(asker, house)
    with pytest.raises(problems.AskedAlready):
        ask(decider, house)
    brands.refuse_brand(principal=decider, grant=first.public_id, reason="no proof")
    second = ask(asker, house)
    brands.withdraw_brand(principal=asker, grant=second.public_id)
    assert brands_of(house, TODAY) == set()
    assert ask(decider, house).state == GrantState.ASKED
    states = BrandGrant.objects.values_list("state", flat=True)
    assert sorted(states) == ["asked", "refused", "withdrawn"]


def test_who_may_not(house: Organisation, brand: Party) -> None:
    asked = ask(make_principal(Role.ANALYST), house)
    attempts: list[Callable[[Principal], object]] = [
        lambda stranger: ask(stranger, house),
        lambda stranger: brands.approve_brand(principal=stranger, grant=asked.public_id, reason="r"),
        lambda stranger: brands.withdraw_brand(principal=stranger, grant=asked.public_id),
        lambda stranger: brands.end_brand(principal=stranger, organisation=house, party_id=brand.public_id, reason="r"),
        waiting_grants,
    ]
    for role in (Role.MAKER, Role.FIELD, Role.ENFORCEMENT):
        stranger = make_principal(role)
        for attempt in attempts:
            with pytest.raises(NotAllowed):
                attempt(stranger)


def test_what_cannot_be_asked(house: Organisation, brand: Party) -> None:
    asker = make_principal(Role.ADMIN)
    for name in ("", "nobody at all", "x" * 500):
        with pytest.raises(problems.NoBrand):
            ask(asker, house, name)
    with pytest.raises(problems.DaysWrong):
        ask(asker, house, start=date(2024, 1, 2), end=date(2024, 1, 1))
    with pytest.raises(NotAMaker):
        ask(asker, make_organisation(OrganisationKind.LAB))
    with pytest.raises(NotFound):
        brands.approve_brand(principal=asker, grant=house.public_id, reason="r")
    operations.end_organisation(organisation=house, reason="r", actor=ACTOR)
    with pytest.raises(OrganisationEnded):
        ask(asker, house)


def test_a_brand_claimed_by_two_is_refused_unless_both_deciders_mean_it(house: Organisation, brand: Party) -> None:
    other = make_organisation(OrganisationKind.MAKER, "Other house")
    known.represent(other, brand)
    asker, decider = make_principal(Role.ANALYST), make_principal(Role.ADMIN)
    with pytest.raises(problems.ClaimedByOthers, match="Other house"):
        ask(asker, house)
    asked = ask(asker, house, on_purpose=True)
    assert asked.shared_with == [str(other.public_id)]
    assert waiting_grants(decider)[0].others == (other,)
    with pytest.raises(problems.ClaimedByOthers):
        brands.approve_brand(principal=decider, grant=asked.public_id, reason="r")
    third = make_organisation(OrganisationKind.MAKER, "Third house")
    known.represent(third, brand)
    with pytest.raises(problems.ClaimedByOthers, match="Third house"):
        brands.approve_brand(principal=decider, grant=asked.public_id, reason="r", on_purpose=True)
    BrandRepresentation.objects.filter(organisation=third).delete()
    brands.approve_brand(principal=decider, grant=asked.public_id, reason="a joint venture", on_purpose=True)
    assert brands_of(house, TODAY) == brands_of(other, TODAY) == {brand.pk}


def test_the_other_claim_with_a_last_day_stands_in_nobodys_way(house: Organisation, brand: Party) -> None:
    other = make_organisation(OrganisationKind.MAKER)
    row = known.represent(other, brand)
    row.end = TODAY - timedelta(days=1)
    row.save()
    assert grant(house, "Analog Devices").state == GrantState.APPROVED


def test_a_claim_through_an_owner_is_a_claim_too(house: Organisation, brand: Party) -> None:
    owned = known.make_maker("Linear Technology")
    make_owner(brand, owned, start=date(2017, 3, 10))
    other = make_organisation(OrganisationKind.MAKER, "Other house")
    known.represent(other, owned)
    assert claimants(brand, besides=house) == [other]
    known.represent(house, brand)
    BrandRepresentation.objects.filter(organisation=other).delete()
    assert claimants(owned, besides=other) == [house]
    assert [(one.party, bool(one.granted)) for one in brands_today(house)] == [(brand, True), (owned, False)]


def make_owner(owner: Party, brand: Party, *, start: date, end: date | None = None) -> PartyRelation:
    return PartyRelation.objects.create(
        party=owner, kind="owner", target=brand, start=start, end=end, credibility=1, source=known.make_source()
    )


def test_brands_bought_come_along_and_brands_sold_drop_out_from_that_day(house: Organisation, brand: Party) -> None:
    officer = make_principal(Role.MAKER, organisation=house)
    bought = known.make_maker("Linear Technology")
    found.make_confirmed("LT1001", bought)
    grant(house, "Analog Devices")
    assert list(findings_for(officer)) == []
    relation = make_owner(brand, bought, start=TODAY)
    assert len(findings_for(officer)) == 1
    relation.end = TODAY - timedelta(days=1)
    relation.save()
    assert list(findings_for(officer)) == []


def test_a_brand_taken_away_is_gone_at_the_next_request(house: Organisation, brand: Party) -> None:
    officer, keeper = make_principal(Role.MAKER, organisation=house), make_principal(Role.ANALYST)
    found.make_confirmed("AD9361BBCZ", brand)
    first = grant(house, "Analog Devices")
    assert len(findings_for(officer)) == 1
    with pytest.raises(ReasonMissing):
        brands.end_brand(principal=keeper, organisation=house, party_id=brand.public_id, reason="")
    brands.end_brand(principal=keeper, organisation=house, party_id=brand.public_id, reason="sold")
    assert list(findings_for(officer)) == []
    first.refresh_from_db()
    assert (first.end, first.end_reason, first.ended_by) == (TODAY - timedelta(days=1), "sold", keeper.user)
    grant(house, "Analog Devices")
    assert len(findings_for(officer)) == 1
    later = TODAY + timedelta(days=30)
    brands.end_brand(principal=keeper, organisation=house, party_id=brand.public_id, reason="sold", last_day=later)
    assert len(findings_for(officer)) == 1
    assert brands_of(house, later) == {brand.pk} and brands_of(house, later + timedelta(days=1)) == set()
    with pytest.raises(problems.NoBrand):
        brands.end_brand(principal=keeper, organisation=house, party_id=house.public_id, reason="r")


def test_one_person_alone_prolongs_nothing(house: Organisation, brand: Party) -> None:
    keeper, far = make_principal(Role.ANALYST), TODAY + timedelta(days=9)
    grant(house, "Analog Devices", start=date(2020, 1, 1))

    def end(last_day: date | None = None) -> None:
        brands.end_brand(principal=keeper, organisation=house, party_id=brand.public_id, reason="r", last_day=last_day)

    with pytest.raises(problems.DaysWrong):
        end(date(2019, 12, 31))
    end(far)
    with pytest.raises(problems.ProlongedAlone):
        end(far + timedelta(days=1))
    with pytest.raises(problems.AskedAlready):
        ask(keeper, house, end=far)
    end()
    with pytest.raises(problems.ProlongedAlone):
        end(date(2099, 1, 1))
    assert brands_of(house, TODAY) == set()


def test_two_persons_prolong_a_brand_that_has_a_last_day(house: Organisation, brand: Party) -> None:
    far = TODAY + timedelta(days=9)
    grant(house, "Analog Devices", end=far)
    grant(house, "Analog Devices", end=far + timedelta(days=9))
    assert brands_of(house, far + timedelta(days=1)) == {brand.pk}
