"""Six hypotheses for each chain, always all, each with what speaks for and against; never a verdict alone."""

from dataclasses import replace
from datetime import date

import pytest

from provenance.tracing.hypotheses import Hypothesis, Kind, hypotheses
from provenance.tracing.signs import NO_BACKGROUND, NO_SIGNS, Background, Donor, Signs
from provenance.tracing.timeline import Event, EventKind
from provenance.tracing.types import (
    Chain,
    Hop,
    MovementKind,
    Naming,
    PartyRef,
    Reason,
    Tier,
    TraceQuestion,
)

MAKER = PartyRef("m", "Example Silicon", "maker", "US")
DISTRIBUTOR = PartyRef("d", "Example Authorised", "authorised_distributor", "DE")
BROKER = PartyRef("b", "Example Harbour", "broker", "HK")
IMPORTER = PartyRef("i", "Example Importer", "importer", "RU")
QUESTION = TraceQuestion("AB1234", "Example Silicon", (date(2021, 3, 1), date(2021, 3, 7)), date(2023, 6, 1))
AUTHORISED = Hop(MAKER, DISTRIBUTOR, MovementKind.AUTHORISATION, None, None, Tier.DECLARED, ())


def sold(seller: PartyRef, buyer: PartyRef, day: date | None, tier: Tier = Tier.DOCUMENTED, **more: object) -> Hop:
    values = {"names": Naming.EXACT, "quantity": 500, **more}
    return Hop(seller, buyer, MovementKind.SHIPMENT, day, day, tier, (), **values)  # type: ignore[arg-type]


def chain(*hops: Hop, from_maker: bool = True, reaches_end: bool = True) -> Chain:
    return Chain(hops, Tier.DOCUMENTED, 1.0, (), from_maker, reaches_end)


DIRECT = chain(AUTHORISED, sold(DISTRIBUTOR, IMPORTER, date(2021, 9, 1)))
THROUGH_BROKER = chain(
    AUTHORISED, sold(DISTRIBUTOR, BROKER, date(2021, 9, 1)), sold(BROKER, IMPORTER, date(2021, 10, 1))
)


def told(
    of: Chain | None, signs: Signs = NO_SIGNS, background: Background = NO_BACKGROUND, **question: object
) -> dict[Kind, Hypothesis]:
    found = hypotheses(replace(QUESTION, **question), of, signs, background)  # type: ignore[arg-type]
    return {one.kind: one for one in found}


def codes(hypothesis: Hypothesis) -> tuple[list[str], list[str]]:
    return [fact.code for fact in hypothesis.speaks_for], [fact.code for fact in hypothesis.speaks_against]


@pytest.mark.parametrize("of", [None, DIRECT, THROUGH_BROKER, chain(AUTHORISED, reaches_end=False)])
def test_always_all_six_in_one_order(of) -> None:
    assert [one.kind for one in hypotheses(QUESTION, of)] == list(Kind)


def test_with_nothing_known_nothing_speaks_for_or_against() -> None:
    bare = chain(AUTHORISED, reaches_end=False)
    found = told(bare, made=(None, None), recovered=None)
    assert all(codes(one) == ([], []) and not one.documented for one in found.values())


def test_a_distributor_that_delivers_to_the_destination_itself() -> None:
    found = told(DIRECT)
    assert codes(found[Kind.DIRECT_SALE]) == (["distributor_sold_to_destination"], [])
    assert found[Kind.DIRECT_SALE].documented
    assert codes(found[Kind.DISTRIBUTOR_DIVERSION]) == ([], ["distributor_sold_to_destination"])
    assert codes(found[Kind.BROKER]) == ([], ["no_hands_in_third_country"])


def test_a_maker_that_delivers_itself() -> None:
    found = told(chain(sold(MAKER, IMPORTER, date(2021, 9, 1))))
    assert codes(found[Kind.DIRECT_SALE])[0] == ["maker_sold_to_destination"]
    assert codes(found[Kind.DISTRIBUTOR_DIVERSION]) == ([], ["maker_sold_itself"])


def test_a_recorded_delivery_to_the_authorised_distributor_is_no_sale_by_the_maker_itself() -> None:
    stocked = sold(MAKER, DISTRIBUTOR, date(2021, 8, 1))
    found = told(chain(stocked, *THROUGH_BROKER.goods))
    assert codes(found[Kind.DIRECT_SALE]) == ([], ["first_buyer_elsewhere"])
    assert codes(found[Kind.DISTRIBUTOR_DIVERSION]) == (["customer_passed_on"], [])
    assert [fact.params["party"] for fact in found[Kind.BROKER].speaks_for] == ["Example Harbour"]
    assert codes(told(chain(stocked, *DIRECT.goods))[Kind.DIRECT_SALE])[0] == ["distributor_sold_to_destination"]
    only_stocked = told(chain(stocked, reaches_end=False))
    assert codes(only_stocked[Kind.DIRECT_SALE]) == codes(only_stocked[Kind.DISTRIBUTOR_DIVERSION]) == ([], [])


def test_a_sale_after_the_announced_stop_speaks_against_a_direct_sale_by_the_maker() -> None:
    stop = Event(
        EventKind.EXIT, "US", "Example Silicon", date(2021, 8, 1), date(2021, 8, 31), party="m", party_name="Example"
    )
    found = told(DIRECT, background=Background(exits=(stop,)))
    assert "sold_after_announced_stop" in codes(found[Kind.DIRECT_SALE])[1]
    straddling = replace(stop, first_latest=date(2021, 9, 2))
    assert codes(told(DIRECT, background=Background(exits=(straddling,)))[Kind.DIRECT_SALE])[1] == []


def test_a_customer_that_passed_on_and_a_broker_abroad() -> None:
    found = told(THROUGH_BROKER)
    assert codes(found[Kind.DIRECT_SALE]) == ([], ["first_buyer_elsewhere"])
    assert codes(found[Kind.DISTRIBUTOR_DIVERSION]) == (["customer_passed_on"], [])
    assert codes(found[Kind.BROKER]) == (["passed_on_in_third_country"], [])
    assert found[Kind.BROKER].documented
    assert found[Kind.DISTRIBUTOR_DIVERSION].documented


def test_a_hop_that_is_not_documented_documents_nothing() -> None:
    weak = chain(AUTHORISED, sold(DISTRIBUTOR, BROKER, date(2021, 9, 1), Tier.INFERRED), THROUGH_BROKER.hops[2])
    found = told(weak)
    assert found[Kind.BROKER].documented
    assert not found[Kind.DISTRIBUTOR_DIVERSION].documented


def test_a_seller_that_the_maker_denied() -> None:
    denial = Reason("note", "stated_not_authorised", {"party": "Example Harbour", "maker": "Example Silicon"})
    lone = chain(sold(BROKER, IMPORTER, date(2021, 9, 1), reasons=(denial,)), from_maker=False)
    found = told(lone)
    assert codes(found[Kind.DISTRIBUTOR_DIVERSION]) == ([], ["stated_not_authorised"])
    assert codes(found[Kind.DIRECT_SALE]) == ([], ["seller_is_not_the_maker"])
    assert codes(found[Kind.BROKER])[0] == ["passed_on_in_third_country"]


def test_donors_point_and_desoldering_documents() -> None:
    donors = (Donor("Example radio", "example.org", exact=True), Donor("Example oven", "example.org", exact=False))
    found = told(THROUGH_BROKER, background=Background(donors=donors))[Kind.SALVAGED]
    assert codes(found) == (["donor_known", "donor_of_kind_known"], ["documented_from_maker"])
    assert not found.documented
    assert told(None, Signs(desoldered=True))[Kind.SALVAGED].documented
    assert codes(told(None, Signs(desoldered=False))[Kind.SALVAGED]) == ([], ["no_desoldering_seen"])


@pytest.mark.parametrize(
    ("year", "speaks_for", "speaks_against"),
    [
        (2014, ["made_long_before_first_record", "made_long_before_recovery"], []),
        (2019, ["made_long_before_recovery"], []),
        (2021, [], ["made_shortly_before_first_record"]),
    ],
)
def test_years_between_making_and_the_first_record(year, speaks_for, speaks_against) -> None:
    found = told(DIRECT, made=(date(year, 3, 1), date(year, 3, 7)))
    assert codes(found[Kind.OLD_STOCK]) == (speaks_for, speaks_against)


def test_a_delivery_after_the_last_day_of_making_is_old_stock() -> None:
    found = told(DIRECT, Signs(last_made=date(2021, 8, 1)), made=(None, None), recovered=None)
    assert codes(found[Kind.OLD_STOCK])[0] == ["moved_after_end_of_life"]


@pytest.mark.parametrize(
    ("signs", "background", "speaks_for", "speaks_against"),
    [
        (Signs(last_made=date(2020, 1, 1)), NO_BACKGROUND, ["made_after_end_of_life"], []),
        (Signs(last_made=date(2022, 1, 1)), NO_BACKGROUND, [], ["made_before_end_of_life"]),
        (NO_SIGNS, Background(first_made=date(2022, 1, 1)), ["made_before_it_existed"], []),
        (Signs(lettering_contradicts=True), NO_BACKGROUND, ["lettering_contradicts"], []),
        (Signs(lettering_contradicts=False), NO_BACKGROUND, [], ["lettering_agrees"]),
        (Signs(lot_date_codes=("2101", "1934", "2101")), NO_BACKGROUND, ["date_codes_of_lot_differ"], []),
        (Signs(lot_date_codes=("2101", "2101")), NO_BACKGROUND, [], []),
    ],
)
def test_signs_of_a_part_that_is_not_what_it_says(signs, background, speaks_for, speaks_against) -> None:
    assert codes(told(None, signs, background)[Kind.COUNTERFEIT]) == (speaks_for, speaks_against)


def test_a_date_code_after_the_recovery_is_impossible() -> None:
    found = told(None, made=(date(2024, 1, 1), date(2024, 1, 7)))
    assert codes(found[Kind.COUNTERFEIT])[0] == ["made_after_recovery"]


@pytest.mark.parametrize(
    ("price", "expected"),
    [(2.0, (["price_far_below"], [])), (9.0, ([], ["price_as_usual"])), (5.0, ([], [])), (None, ([], []))],
)
def test_prices_beside_the_usual_one(price, expected) -> None:
    hop = sold(BROKER, IMPORTER, date(2021, 9, 1), unit_price=price)
    found = told(chain(hop, from_maker=False), background=Background(usual_price=10.0))
    assert codes(found[Kind.COUNTERFEIT]) == expected


def test_a_price_of_goods_that_name_no_part_says_nothing() -> None:
    hop = sold(BROKER, IMPORTER, date(2021, 9, 1), unit_price=0.1, names=Naming.GOODS)
    found = told(chain(hop, from_maker=False), background=Background(usual_price=10.0))
    assert codes(found[Kind.COUNTERFEIT]) == ([], [])
