"""What a trace says about small worlds that can be checked by eye."""

from dataclasses import replace
from datetime import date

import pytest

from provenance.tracing.types import (
    Evidence,
    ListingSpan,
    MovementKind,
    Naming,
    PartyRef,
    Tier,
    TraceQuestion,
)
from tests.provenance.tracing.world import (
    AUTHORISED,
    BROKER,
    DISTRIBUTOR,
    FORWARDER,
    IMPORTER,
    MAKER,
    NAMED_CHAIN,
    OWNED,
    OWNER,
    QUESTION,
    World,
    evidence,
    move,
    relation,
    trace,
)


def names(chain) -> list[str]:
    return [party.key for party in chain.parties]


def codes(things) -> set[str]:
    return {thing.code for thing in things}


def test_named_chain_from_maker_to_importer() -> None:
    answer = trace(QUESTION, World(NAMED_CHAIN))
    (chain,) = answer.chains
    assert names(chain) == ["maker", "distributor", "broker", "forwarder", "importer"]
    assert [hop.tier for hop in chain.hops] == [Tier.DECLARED, *[Tier.DOCUMENTED] * 3]
    assert chain.tier is Tier.DOCUMENTED
    assert chain.complete
    assert codes(chain.reasons) == {"starts_at_distributor", "reaches_destination"}
    assert chain.points == sum(r.points for r in (*chain.reasons, *(r for h in chain.hops for r in h.reasons)))
    assert codes(answer.gaps) == {"sale_not_recorded", "plant_unknown", "goods_not_searched"}


def test_owner_is_asked_for_as_of_recovery() -> None:
    answer = trace(QUESTION, World())
    assert answer.owner == OWNER
    assert [hop.destination for hop in answer.ownership] == [OWNER]
    assert answer.ownership[0].evidence[0].source == "register"
    earlier = trace(replace(QUESTION, recovered=date(2021, 1, 1)), World())
    assert earlier.owner == MAKER
    assert earlier.ownership == ()


def test_chain_passes_through_the_owner_where_the_owner_names_the_distributor() -> None:
    by_owner = relation("r3", MovementKind.AUTHORISATION, OWNER, DISTRIBUTOR, date(2022, 3, 1))
    world = World([move("s1", DISTRIBUTOR, IMPORTER, date(2022, 8, 1))], (OWNED, by_owner))
    (chain,) = trace(QUESTION, world).chains
    assert names(chain) == ["maker", "owner", "distributor", "importer"]
    assert chain.hops[0].kind is MovementKind.OWNERSHIP
    assert chain.hops[0].earliest == date(2022, 2, 14)
    assert chain.hops[1].earliest == date(2022, 3, 1)
    too_early = World([move("s1", DISTRIBUTOR, IMPORTER, date(2022, 2, 20))], (OWNED, by_owner))
    (early,) = trace(QUESTION, too_early).chains
    assert not early.from_maker


def test_maker_that_sells_directly_documents_every_hop() -> None:
    world = World([move("s1", MAKER, IMPORTER, date(2020, 9, 1))])
    (chain,) = trace(QUESTION, world).chains
    assert chain.tier is Tier.DOCUMENTED


def test_hops_are_narrowed_by_those_beside_them() -> None:
    wide = move("s1", DISTRIBUTOR, BROKER, date(2021, 1, 1), until=date(2021, 12, 31))
    world = World([wide, move("s2", BROKER, IMPORTER, date(2021, 3, 1), until=date(2021, 3, 31))])
    hops = trace(QUESTION, world).chains[0].hops
    assert (hops[0].earliest, hops[0].latest) == (date(2020, 3, 2), date(2021, 3, 31))
    assert (hops[1].earliest, hops[1].latest) == (date(2021, 1, 1), date(2021, 3, 31))
    assert (hops[2].earliest, hops[2].latest) == (date(2021, 3, 1), date(2021, 3, 31))


def test_named_records_alone_are_enough_when_they_lead_from_the_maker() -> None:
    world = World(NAMED_CHAIN)
    trace(QUESTION, world)
    assert world.asked == ["maker", "relations", "naming", "movements", "listings"]


def test_customs_code_alone_is_a_possible_route_and_never_documented() -> None:
    world = World([replace(m, names=Naming.GOODS) for m in NAMED_CHAIN])
    answer = trace(QUESTION, world)
    (chain,) = answer.chains
    assert chain.tier is Tier.HYPOTHETICAL
    assert "possible_route" in codes(chain.reasons)
    assert "only_possible_routes" in codes(answer.gaps)


def test_customs_code_alone_is_not_followed_to_nowhere() -> None:
    world = World([replace(m, names=Naming.GOODS) for m in NAMED_CHAIN[:2]])
    answer = trace(QUESTION, world)
    assert all("relations_only" in codes(chain.reasons) for chain in answer.chains)
    assert "no_record_names_part" in codes(answer.gaps)


def test_mixed_chain_is_as_weak_as_its_weakest_hop() -> None:
    first, second, third = NAMED_CHAIN
    world = World([replace(first, names=Naming.GOODS), second, replace(third, names=Naming.MAKER)])
    best = trace(QUESTION, world).chains[0]
    assert [hop.tier for hop in best.hops[1:]] == [Tier.HYPOTHETICAL, Tier.DOCUMENTED, Tier.INFERRED]
    assert best.tier is Tier.HYPOTHETICAL


def test_record_in_the_middle_is_kept_and_both_ends_are_gaps() -> None:
    answer = trace(QUESTION, World(NAMED_CHAIN[1:2]))
    (chain,) = answer.chains
    assert names(chain) == ["broker", "forwarder"]
    assert chain.tier is Tier.INFERRED
    assert codes(chain.reasons) == {"start_unknown", "end_unknown"}
    assert {"source_of_seller_unknown", "onward_unknown"} <= codes(answer.gaps)


def test_unknown_maker_still_shows_what_the_records_say() -> None:
    answer = trace(QUESTION, World(NAMED_CHAIN, known_maker=None))
    assert answer.owner is None
    assert names(answer.chains[0]) == ["distributor", "broker", "forwarder", "importer"]
    assert "maker_unknown" in codes(answer.gaps)


def test_without_records_the_declared_distributors_are_named_as_no_more_than_that() -> None:
    answer = trace(QUESTION, World())
    (chain,) = answer.chains
    assert names(chain) == ["maker", "distributor"]
    assert "relations_only" in codes(chain.reasons)
    assert {"no_record_names_part", "sale_not_recorded"} <= codes(answer.gaps)


def test_nothing_known_is_only_gaps() -> None:
    answer = trace(TraceQuestion("XC7K325T"), World(known_relations=(), known_maker=None))
    assert answer.chains == ()
    assert codes(answer.gaps) == {
        "made_unknown",
        "recovered_unknown",
        "maker_not_named",
        "no_record_names_part",
    }


def test_only_independent_sources_corroborate() -> None:
    original = evidence("report", reference="p. 4")
    repost = evidence("news", origin="report")
    other = evidence("invoice")
    first, *rest = NAMED_CHAIN

    def points(*says: Evidence) -> float:
        told_again = [replace(first, key=f"again {e.source}", evidence=(e,)) for e in says]
        return trace(QUESTION, World([replace(first, evidence=(original,)), *told_again, *rest])).chains[0].points

    assert points(repost) == points()
    assert points(other) == points() + 1
    assert points(other, repost) == points(other)


@pytest.mark.parametrize(
    ("says", "tier"),
    [
        (evidence(reliability="E"), Tier.INFERRED),
        (evidence(credibility=5), Tier.INFERRED),
        (evidence(reliability="F", credibility=6), Tier.DOCUMENTED),
        (evidence(reliability="D", credibility=4), Tier.DOCUMENTED),
    ],
)
def test_source_that_cannot_be_relied_upon_documents_nothing(says: Evidence, tier: Tier) -> None:
    world = World([move("s1", DISTRIBUTOR, IMPORTER, date(2021, 1, 1), says=(says,))])
    assert trace(QUESTION, world).chains[0].hops[1].tier is tier


def test_claim_is_declared_not_documented() -> None:
    world = World([move("c1", DISTRIBUTOR, IMPORTER, date(2021, 1, 1), kind=MovementKind.CLAIM)])
    assert trace(QUESTION, world).chains[0].hops[1].tier is Tier.DECLARED


def test_listing_is_told_as_of_the_day_of_the_hop() -> None:
    spans = {
        "broker": (ListingSpan("EU Annex IV", "EU", date(2021, 5, 1), None),),
        "forwarder": (ListingSpan("OFAC SDN", "US", date(2021, 6, 2), None),),
        "importer": (ListingSpan("OFAC SDN", "US", date(2015, 1, 1), date(2021, 7, 14)),),
    }
    hops = trace(QUESTION, World(NAMED_CHAIN, spans=spans)).chains[0].hops
    assert [span.list for span in hops[1].listed] == ["EU Annex IV"]
    assert hops[2].listed == ()
    assert [span.list for span in hops[2].origin_listed] == ["EU Annex IV"]
    assert [span.list for span in hops[2].listed_at_recovery] == ["OFAC SDN"]
    (later,) = [reason for reason in hops[2].reasons if reason.code == "listed_later"]
    assert later.params["days"] == "1"
    assert hops[3].listed == ()
    assert hops[3].listed_at_recovery == ()


def test_listing_that_began_within_the_days_of_the_hop_is_unclear_not_asserted() -> None:
    world = World(
        [move("s1", DISTRIBUTOR, IMPORTER, date(2021, 1, 1), until=date(2021, 1, 31))],
        spans={"importer": (ListingSpan("OFAC SDN", "US", date(2021, 1, 15), None),)},
    )
    hop = trace(QUESTION, world).chains[0].hops[1]
    assert hop.listed == ()
    assert "listing_unclear" in codes(hop.reasons)


def test_statement_that_a_seller_is_not_authorised_is_shown_with_its_hop() -> None:
    denied = relation("r9", MovementKind.NOT_AUTHORISED, MAKER, BROKER, None)
    world = World(NAMED_CHAIN, (AUTHORISED, denied))
    hops = trace(QUESTION, world).chains[0].hops
    assert "stated_not_authorised" in codes(hops[2].reasons)
    assert "stated_not_authorised" not in codes(hops[1].reasons)


def test_ownership_of_unknown_beginning_is_a_gap() -> None:
    world = World(known_relations=(relation("r2", MovementKind.OWNERSHIP, MAKER, OWNER, None),))
    assert {"owner_since_unknown", "distributors_unknown"} <= codes(trace(QUESTION, world).gaps)


def test_parties_that_pass_goods_in_a_circle_end_the_search() -> None:
    circle = [
        move("s1", DISTRIBUTOR, BROKER, date(2021, 1, 1)),
        move("s2", BROKER, FORWARDER, date(2021, 2, 1)),
        move("s3", FORWARDER, BROKER, date(2021, 3, 1)),
        move("s4", BROKER, IMPORTER, date(2021, 4, 1)),
    ]
    answer = trace(QUESTION, World(circle))
    assert ["maker", "distributor", "broker", "importer"] in [names(chain) for chain in answer.chains]
    assert all(len(set(names(chain))) == len(names(chain)) for chain in answer.chains)


def test_no_more_than_five_goods_hops() -> None:
    parties = [DISTRIBUTOR, *(PartyRef(f"p{i}", f"P{i}", "broker", "HK") for i in range(5)), IMPORTER]
    line = [move(f"s{i}", parties[i], parties[i + 1], date(2021, 1 + i, 1)) for i in range(len(parties) - 1)]
    answer = trace(QUESTION, World(line))
    assert all(sum(hop.kind.is_goods for hop in chain.hops) <= 5 for chain in answer.chains)


def test_a_distributor_of_former_times_is_said_to_be_one() -> None:
    """Goods that left after the authorisation had ended were perhaps in stock: the chain's start is not shown."""
    former = relation("r9", MovementKind.AUTHORISATION, MAKER, DISTRIBUTOR, date(2010, 1, 1), date(2021, 12, 31))
    sold = move("s1", DISTRIBUTOR, IMPORTER, date(2022, 8, 1))
    (chain,) = trace(QUESTION, World([sold], (former,))).chains
    assert "authorisation_ended" in codes(chain.reasons) and "starts_at_distributor" not in codes(chain.reasons)
    assert chain.tier is Tier.INFERRED
    again = relation("r10", MovementKind.AUTHORISATION, MAKER, DISTRIBUTOR, date(2022, 3, 1))
    (renewed,) = trace(QUESTION, World([sold], (former, again))).chains
    assert "starts_at_distributor" in codes(renewed.reasons)
    assert renewed.tier is Tier.DOCUMENTED
    assert renewed.points - chain.points == 3
