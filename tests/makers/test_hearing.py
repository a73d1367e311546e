"""What a maker hears of its findings, and what it does not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from jobs.models import Job
from makers.alert_problems import RuleFitsAll, RuleInUse, RuleNameMissing
from makers.models import Alert, AlertRule, News, WebhookDelivery
from makers.operations import hearing
from makers.operations.alert_rules import Wanted, end_rule, make_rule
from makers.operations.endpoints import set_rule
from makers.queries.alerts import alerts_for
from problems import NotFound
from provenance.models import BrandRepresentation
from teardowns.models import Release
from teardowns.operations.releasing import restore_of, withdraw
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker
from tests.factories.teardowns import make_finding, make_weapon_model
from tests.makers.alerting import endpoint, hear, listener

pytestmark = pytest.mark.django_db
URL = "http://127.0.0.1:9/ok/"


def told(who):
    return [(one.news, one.release.part_number) for one in alerts_for(who.principal)]


def test_a_release_is_told_once_and_to_its_maker_alone():
    own, other = listener("Analog Devices"), listener("Texas Instruments")
    make_finding("AD9361BBCZ", own.brand)
    assert hear() == 1
    hearing.hear_of_release(progress=lambda *_: None, **Job.objects.get(name=hearing.JOB).arguments)
    assert told(own) == [(News.RELEASED, "AD9361BBCZ")] and told(other) == []
    assert Alert.objects.count() == 1


def test_numbers_count_within_the_maker():
    """What others have does not show, not even as a gap."""
    own, other = listener("Analog Devices"), listener("Texas Instruments")
    for number in ("AD9361BBCZ", "AD9364BBCZ"):
        make_finding("TPS7A4501", other.brand)
        make_finding(number, own.brand)
    hear()
    assert [one.number for one in alerts_for(own.principal)] == [1, 2]


def test_a_withdrawal_and_a_return_are_told_too(settings):
    own = listener()
    endpoint(own, URL, settings)
    release = make_finding("AD9361BBCZ", own.brand)
    analyst, before = make_principal(Role.ANALYST), timezone.now()
    withdraw(principal=analyst, release=release, reason="mistake")
    restore_of(principal=analyst, identification=release.identification, since=before)
    assert hear() == 3
    assert [news for news, _part in told(own)] == [News.RELEASED, News.WITHDRAWN, News.RELEASED]
    assert WebhookDelivery.objects.count() == 3


def test_a_brand_that_was_sold_is_heard_of_no_more():
    own = listener()
    make_finding("AD9361BBCZ", own.brand)
    hear()
    yesterday = timezone.now().date() - timedelta(days=1)
    BrandRepresentation.objects.filter(organisation=own.principal.organisation).update(end=yesterday)
    assert told(own) == []
    make_finding("AD9364BBCZ", own.brand)
    hear()
    assert Alert.objects.count() == 1


def made(of, **wanted):
    return make_rule(principal=of.principal, wanted=Wanted(name="Rule", **wanted))


def rules_of_last():
    return set(Alert.objects.latest("pk").rules.all())


def test_rules_pick_by_brand_part_weapon_and_tier(settings):
    own = listener()
    make_finding("AD9361BBCZ", own.brand)  # so that its weapon model can be chosen
    hear()
    weapon = make_weapon_model()
    rules = {
        "brand": made(own, brand=own.brand.slug),
        "part": made(own, part_number="ad-9361"),
        "other part": made(own, part_number="ADXRS"),
        "weapon": made(own, weapon_model=weapon.slug),
        "tier": made(own, top_tier=True),
    }
    make_finding("AD9361BBCZ", own.brand)
    hear()
    # AD9361 is a transceiver IC by its prefix; whether that is on the highest tier is the reference's to say.
    assert rules_of_last() - {rules["tier"]} == {rules["brand"], rules["part"], rules["weapon"]}


@pytest.mark.parametrize(("category", "top"), [("microcontroller", True), ("connector", False)])
def test_the_highest_tier_follows_from_the_kind_of_part(category, top):
    from provenance.models import Part

    own = listener("Example Semi")
    rule = made(own, top_tier=True)
    make_finding("EX100A", own.brand)
    Part.objects.filter(number="EX100A").update(category=category)
    hear()
    assert rules_of_last() == ({rule} if top else set())


def test_a_lot_that_was_seen_before():
    own = listener()
    rule = made(own, lot_seen=True)
    for code, fits in (("3871462.1", False), ("", False), ("3871462.1", True), ("9971462.1", False)):
        release = make_finding("AD9361BBCZ", own.brand)
        Release.objects.filter(pk=release.pk).update(lot_code=code)
        hear()
        assert rules_of_last() == ({rule} if fits else set()), code


def test_an_endpoint_gets_what_its_rule_picks_and_the_withdrawal_of_it(settings):
    own = listener()
    rule = made(own, part_number="AD9361")
    one = endpoint(own, URL, settings, rule=rule.public_id)
    picked, passed = make_finding("AD9361BBCZ", own.brand), make_finding("ADF4351BCPZ", own.brand)
    hear()
    for release in (picked, passed):
        withdraw(principal=make_principal(Role.ANALYST), release=release, reason="x")
    hear()
    assert [row.alert.release_id for row in one.deliveries.order_by("pk")] == [picked.pk, picked.pk]


def test_a_rule_that_something_goes_by_is_not_ended(settings):
    own = listener()
    rule = made(own, part_number="AD9361")
    one = endpoint(own, URL, settings, rule=rule.public_id)
    with pytest.raises(RuleInUse):
        end_rule(principal=own.principal, public_id=rule.public_id)
    set_rule(principal=own.principal, public_id=one.public_id, rule=None)
    end_rule(principal=own.principal, public_id=rule.public_id)
    assert AlertRule.objects.get().ended_at


def test_rules_that_are_none():
    own = listener()
    with pytest.raises(RuleFitsAll):
        made(own)
    with pytest.raises(RuleNameMissing):
        make_rule(principal=own.principal, wanted=Wanted(name=" ", top_tier=True))


def test_what_is_not_theirs_is_not_there():
    own, other = listener("Analog Devices"), listener("Texas Instruments")
    make_weapon_model("orlan-10", "Orlan-10")
    rule = made(own, part_number="AD")
    with pytest.raises(NotFound):
        made(other, brand=own.brand.slug)
    with pytest.raises(NotFound):
        made(own, weapon_model="orlan-10")
    with pytest.raises(NotFound):
        made(own, brand=make_maker("Nobody").slug)
    with pytest.raises(NotFound):
        end_rule(principal=other.principal, public_id=rule.public_id)
