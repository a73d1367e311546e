"""What the search must not do: each case once made a wrong chain, or hid a right one."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from provenance.tracing import walk
from provenance.tracing.source import Slice, SourceFailed
from provenance.tracing.types import Chain, Movement, MovementKind, Naming, PartyRef, TakenFor, Tier, TraceQuestion
from tests.provenance.tracing.world import (
    AUTHORISED,
    BROKER,
    DISTRIBUTOR,
    FORWARDER,
    IMPORTER,
    MAKER,
    NAMED_CHAIN,
    OWNED,
    QUESTION,
    World,
    evidence,
    move,
    trace,
)

DAY = date(2021, 5, 1)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def hands(chain: Chain) -> list[str]:
    return [party.key for party in chain.parties]


def codes(things) -> set[str]:
    return {thing.code for thing in things}


def test_importer_in_another_country_is_no_end() -> None:
    german = PartyRef("german", "Example Import", "importer", "DE")
    chain = trace(QUESTION, World([move("s1", DISTRIBUTOR, german, DAY)])).chains[0]
    assert not chain.reaches_end
    unknown = replace(german, country="")
    assert trace(QUESTION, World([move("s1", DISTRIBUTOR, unknown, DAY)])).chains[0].reaches_end


def test_country_of_destination_is_part_of_the_question() -> None:
    iranian = PartyRef("iranian", "Example Tehran", "other", "IR")
    world = World([move("s1", DISTRIBUTOR, iranian, DAY)])
    assert not trace(QUESTION, world).chains[0].complete
    assert trace(replace(QUESTION, destinations=("IR",)), world).chains[0].complete


def test_inside_the_country_of_destination_only_records_naming_the_part_are_followed() -> None:
    plant = PartyRef("plant", "Example Plant", "end_user", "RU")
    sold = move("s1", DISTRIBUTOR, IMPORTER, DAY)
    named = trace(QUESTION, World([sold, move("s2", IMPORTER, plant, after(20))]))
    assert hands(named.chains[0])[-2:] == ["importer", "plant"]
    assert "plant_unknown" not in codes(named.gaps)
    goods = trace(QUESTION, World([sold, move("s2", IMPORTER, plant, after(20), names=Naming.GOODS)]))
    assert all(hands(chain)[-1] == "importer" for chain in goods.chains)
    assert "plant_unknown" in codes(goods.gaps)


def test_undated_record_costs_points_and_corroborates_nothing() -> None:
    world = [move("s1", DISTRIBUTOR, IMPORTER, DAY, quantity=100)]
    undated = move("c1", DISTRIBUTOR, IMPORTER, None, kind=MovementKind.CLAIM, says=(evidence("report"),))
    assert trace(QUESTION, World([*world, undated])).chains[0].points == trace(QUESTION, World(world)).chains[0].points
    (alone,) = trace(QUESTION, World([undated])).chains
    assert "undated" in codes(alone.hops[1].reasons)


def test_more_goes_out_than_came_only_where_other_deliveries_explain_it() -> None:
    bought = move("s1", DISTRIBUTOR, BROKER, DAY, quantity=500)
    sold = move("s2", BROKER, IMPORTER, after(30), quantity=4500)
    whole = ["maker", "distributor", "broker", "importer"]
    assert whole not in [hands(chain) for chain in trace(QUESTION, World([bought, sold])).chains]
    other = move("s3", FORWARDER, BROKER, after(3), quantity=4200)
    found = {tuple(hands(chain)): chain for chain in trace(QUESTION, World([bought, sold, other])).chains}
    assert "quantity_explained" in codes(found[tuple(whole)].hops[-1].reasons)


def test_split_deliveries_are_summed_and_keep_every_record() -> None:
    world = World(
        [
            move("s1", DISTRIBUTOR, BROKER, DAY, quantity=500, price=2.0),
            move("s2", BROKER, IMPORTER, after(20), quantity=240, price=2.5),
            move("s3", BROKER, IMPORTER, after(30), quantity=260, price=2.5),
        ]
    )
    hop = trace(QUESTION, world).chains[0].hops[-1]
    assert (hop.quantity, hop.deliveries) == (500, 2)
    assert {"split_deliveries", "quantity_equal"} <= codes(hop.reasons)
    assert (hop.earliest, hop.latest) == (after(20), after(30))


def test_weak_chain_of_the_family_does_not_hide_the_right_one() -> None:
    other = PartyRef("other", "Example Other", "broker", "AE")
    second = replace(IMPORTER, key="second", name="Example Second")
    family = [
        move("f1", DISTRIBUTOR, other, DAY, names=Naming.FAMILY, quantity=90),
        move("f2", other, second, after(20), names=Naming.FAMILY, quantity=90),
    ]
    right = [
        move("s1", DISTRIBUTOR, BROKER, DAY, quantity=700),
        move("s2", BROKER, IMPORTER, after(20), quantity=700, names=Naming.GOODS),
    ]
    found = [hands(chain) for chain in trace(QUESTION, World([*family, *right])).chains]
    assert ["maker", "distributor", "broker", "importer"] in found


def test_misspelt_name_lowers_the_hop_until_it_is_confirmed() -> None:
    first, *rest = NAMED_CHAIN
    doubtful = replace(first, taken_for=(TakenFor("Example Harbor Trading", BROKER.name),))
    chain = trace(QUESTION, World([doubtful, *rest])).chains[0]
    assert [hop.tier for hop in chain.hops[1:]] == [Tier.INFERRED, Tier.DOCUMENTED, Tier.DOCUMENTED]
    assert chain.tier is Tier.INFERRED
    assert "name_taken_for" in codes(chain.hops[1].reasons)


def test_nothing_between_two_islands_is_a_gap_that_names_both() -> None:
    bought = move("s1", DISTRIBUTOR, BROKER, DAY, quantity=500)
    sold = move("s2", FORWARDER, IMPORTER, after(200), quantity=500)
    answer = trace(QUESTION, World([bought, sold]))
    (gap,) = [gap for gap in answer.gaps if gap.code == "nothing_between"]
    assert (gap.params["from"], gap.params["to"]) == (BROKER.name, FORWARDER.name)
    before, after_it = (answer.chains[int(gap.params[key]) - 1] for key in ("before", "after"))
    assert (hands(before)[-1], hands(after_it)[0]) == ("broker", "forwarder")
    assert gap.params["ask"]
    linked = trace(QUESTION, World([bought, sold, move("g", BROKER, FORWARDER, after(60), names=Naming.GOODS)]))
    assert "nothing_between" not in codes(linked.gaps)
    backwards = trace(QUESTION, World([replace(bought, earliest=after(300), latest=after(300)), sold]))
    assert "nothing_between" not in codes(backwards.gaps)


class Failing(World):
    """A source that cannot be read: at once, or only when asked for records in full."""

    at_once = True

    def naming(self, question: TraceQuestion, maker: PartyRef | None) -> Slice:
        if self.at_once:
            raise SourceFailed(self.name)
        return super().naming(question, maker)

    def movements(self, rows: Collection[int], question: TraceQuestion) -> Mapping[int, Movement]:
        raise SourceFailed(self.name)


@pytest.mark.parametrize("at_once", [True, False])
def test_source_that_fails_is_skipped_and_named(at_once: bool) -> None:
    good = World(NAMED_CHAIN)
    failing = Failing(NAMED_CHAIN, name="other customs")
    failing.at_once = at_once
    answer = walk.trace(QUESTION, good, [failing, good])
    assert answer.state == "partial"
    assert answer.gaps[0].code == "source_failed"
    assert answer.gaps[0].params == {"source": "other customs"}
    if at_once:
        assert hands(answer.chains[0])[-1] == "importer"
    assert trace(QUESTION, good).state == "complete"


def test_two_sources_share_one_search() -> None:
    class Claims(World):
        def numbers(self, parties: Collection[PartyRef] = ()) -> Mapping[str, int]:
            return both.numbers()

    both = World(NAMED_CHAIN)
    parts = [Claims(NAMED_CHAIN[:1], name="a"), Claims(NAMED_CHAIN[1:], name="b")]
    assert hands(walk.trace(QUESTION, both, parts).chains[0]) == hands(trace(QUESTION, both).chains[0])


def test_chain_tier_is_that_of_its_weakest_goods_and_never_documented_without_the_maker() -> None:
    assert trace(QUESTION, World(NAMED_CHAIN)).chains[0].tier is Tier.DOCUMENTED
    assert trace(QUESTION, World(NAMED_CHAIN[1:])).chains[0].tier is Tier.INFERRED
    claimed = [replace(one, kind=MovementKind.CLAIM) for one in NAMED_CHAIN]
    assert trace(QUESTION, World(claimed)).chains[0].tier is Tier.DECLARED


def test_each_party_to_the_war_among_the_sources_is_noted() -> None:
    says = (evidence("a", party_to_war=True), evidence("b"))
    hop = trace(QUESTION, World([move("s1", DISTRIBUTOR, IMPORTER, DAY, says=says)])).chains[0].hops[1]
    assert "source_party_to_war" in codes(hop.reasons)


def test_every_chain_tells_why_and_how_far_it_is_ahead() -> None:
    other = replace(IMPORTER, key="other", name="Example Other")
    answer = trace(QUESTION, World([*NAMED_CHAIN, move("x", DISTRIBUTOR, other, DAY)], (AUTHORISED, OWNED)))
    assert all(chain.reasons for chain in answer.chains)
    first, second = answer.chains
    assert first.margin == pytest.approx(first.points - second.points)
    assert second.margin is None


def test_goods_of_quite_another_price_are_other_goods() -> None:
    known = [move(f"k{n}", FORWARDER, PartyRef(f"k{n}", "K", "", "DE"), DAY, price=2.0) for n in range(3)]
    cheap = move("s1", DISTRIBUTOR, IMPORTER, DAY, names=Naming.GOODS, price=0.1)
    usual = replace(cheap, unit_price=2.4)
    assert "importer" not in {key for chain in trace(QUESTION, World([*known, cheap])).chains for key in hands(chain)}
    chain = next(chain for chain in trace(QUESTION, World([*known, usual])).chains if chain.complete)
    assert "part_price_fits" in codes(chain.hops[-1].reasons)


def test_goods_returned_to_the_maker_make_no_circle() -> None:
    world = World([*NAMED_CHAIN, move("back", DISTRIBUTOR, MAKER, after(2))])
    assert all(len(set(hands(chain))) == len(hands(chain)) for chain in trace(QUESTION, world).chains)
