"""The territory of an authorised distributor: a sale outside it is said and changes no rank."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from provenance.tracing.hypotheses import Fact, Kind, hypotheses
from provenance.tracing.types import Chain, Movement, MovementKind, Naming, PartyRef, Reason
from tests.provenance.tracing.world import (
    AUTHORISED,
    BROKER,
    DISTRIBUTOR,
    IMPORTER,
    MAKER,
    NAMED_CHAIN,
    OWNED,
    QUESTION,
    World,
    evidence,
    move,
    relation,
    trace,
)

OUTSIDE, INSIDE = "sold_outside_territory", "sold_inside_territory"
SOLD = move("s0", MAKER, DISTRIBUTOR, date(2020, 12, 1), quantity=500)
STRAIGHT = (move("s1", DISTRIBUTOR, IMPORTER, date(2021, 5, 1), quantity=500),)


def chain(*territories: str, facts: Sequence[Movement] = NAMED_CHAIN, also: Sequence[Movement] = ()) -> Chain:
    """The best chain, where the distributor was authorised for these territories."""
    known = [replace(AUTHORISED, key=f"r{n + 3}", territory=text) for n, text in enumerate(territories)]
    return trace(QUESTION, World(facts, (*known, OWNED, *also))).chains[0]


def said(of: Chain) -> list[tuple[int, Reason]]:
    return [(n, one) for n, hop in enumerate(of.hops) for one in hop.reasons if one.code in (OUTSIDE, INSIDE)]


def facts_of(of: Chain, kind: Kind) -> tuple[list[Fact], list[Fact]]:
    found = next(one for one in hypotheses(QUESTION, of) if one.kind is kind)
    return (
        [fact for fact in found.speaks_for if fact.code == OUTSIDE],
        [fact for fact in found.speaks_against if fact.code == OUTSIDE],
    )


def test_a_sale_outside_is_a_note_on_its_hop_and_a_fact() -> None:
    found = chain("EU")
    [(place, reason)] = said(found)
    params = {"party": DISTRIBUTOR.name, "territory": "EU", "went_to": "HK"}
    assert (place, reason) == (1, Reason("note", OUTSIDE, params))
    [fact], against = facts_of(found, Kind.DISTRIBUTOR_DIVERSION)
    assert fact.documented and not against
    assert fact.params == {
        "seller": DISTRIBUTOR.name,
        "buyer": BROKER.name,
        "territory": "EU",
        "went_to": "HK",
    }
    assert facts_of(found, Kind.DIRECT_SALE) == ([], [])


def test_it_stays_the_start_of_the_chain_and_ranks_as_before() -> None:
    plain, told = chain(""), chain("EU")
    assert (told.points, told.tier, told.from_maker) == (plain.points, plain.tier, True)
    assert told.reasons == plain.reasons
    bare = [
        replace(hop, reasons=tuple(one for one in hop.reasons if one.code != OUTSIDE), authorised_by=())
        for hop in told.hops
    ]
    assert bare == list(plain.hops)


def test_a_sale_inside_is_a_note_and_no_fact() -> None:
    found = chain("Worldwide")
    [(place, reason)] = said(found)
    assert (place, reason.sign, reason.code, reason.points) == (1, "note", INSIDE, 0.0)
    assert facts_of(found, Kind.DISTRIBUTOR_DIVERSION) == ([], [])


@pytest.mark.parametrize("territory", ["", "as agreed", "China"])
def test_an_unsaid_unknown_or_unclear_territory_says_nothing(territory: str) -> None:
    assert said(chain(territory)) == []


def test_of_several_one_that_covers_the_sale_is_enough() -> None:
    [(_, reason)] = said(chain("EU", "Hong Kong"))
    assert (reason.code, reason.params["territory"]) == (INSIDE, "Hong Kong")
    [(_, reason)] = said(chain("EU", "Turkey"))
    assert (reason.code, reason.params["territory"]) == (OUTSIDE, "EU; Turkey")
    assert said(chain("EU", "")) == said(chain("EU", "as agreed")) == []


def test_only_what_was_in_force_counts() -> None:
    authorised = relation("r7", MovementKind.AUTHORISATION, MAKER, DISTRIBUTOR, date(2022, 1, 1))
    [(_, reason)] = said(chain("EU", also=[replace(authorised, territory="Hong Kong")]))
    assert (reason.code, reason.params["territory"]) == (OUTSIDE, "EU")
    ended = relation("r7", MovementKind.AUTHORISATION, MAKER, DISTRIBUTOR, date(2010, 1, 1), date(2020, 12, 31))
    assert said(chain(also=[replace(ended, territory="EU")])) == []


def test_a_sale_to_the_destination_speaks_against_a_direct_sale() -> None:
    found = chain("EU", facts=STRAIGHT)
    [fact], _ = facts_of(found, Kind.DISTRIBUTOR_DIVERSION)
    _, [against] = facts_of(found, Kind.DIRECT_SALE)
    assert fact == against and fact.params["went_to"] == "RU"


def test_goods_recorded_from_the_maker_on() -> None:
    found = chain("EU", facts=(SOLD, *NAMED_CHAIN))
    assert found.hops[0].origin == MAKER and [place for place, _ in said(found)] == [1]
    [fact], _ = facts_of(found, Kind.DISTRIBUTOR_DIVERSION)
    assert fact.documented


def test_not_documented_where_the_sale_or_the_relation_is_not() -> None:
    named = (replace(NAMED_CHAIN[0], names=Naming.FAMILY), *NAMED_CHAIN[1:])
    [fact], _ = facts_of(chain("EU", facts=named), Kind.DISTRIBUTOR_DIVERSION)
    assert not fact.documented
    doubted = replace(AUTHORISED, territory="EU", evidence=(evidence("forum", reliability="E"),))
    [fact], _ = facts_of(chain(also=[doubted]), Kind.DISTRIBUTOR_DIVERSION)
    assert not fact.documented


def test_a_country_that_is_not_known_is_not_outside() -> None:
    nowhere = PartyRef("nowhere", "Example Somewhere", "broker")
    facts = (
        move("s1", DISTRIBUTOR, nowhere, date(2021, 5, 1), quantity=500),
        move("s2", nowhere, IMPORTER, date(2021, 6, 1), quantity=500),
    )
    assert said(chain("EU", facts=facts)) == []
