"""The database as a source: the same answers as a world in memory, in a fixed number of queries."""

from datetime import date

import pytest

from provenance.models import Claim, PartyKind, RelationKind
from provenance.partnumbers.normalise import canonical
from provenance.queries.makers import likely_maker
from provenance.queries.movements import DatabaseSource
from provenance.queries.naming import naming
from provenance.queries.tracing import trace_part
from provenance.tracing.types import Naming, Tier, TraceQuestion
from tests.factories.provenance import (
    make_listing,
    make_maker,
    make_part,
    make_party,
    make_relation,
    make_shipment,
    make_source,
)

PART = "XC7A100T-FGG484"


@pytest.mark.parametrize(
    ("recorded", "asked", "expected"),
    [
        ("XC7A100T-FGG484", "XC7A100T-FGG484", Naming.EXACT),
        ("xc7a1OOt fgg484", "XC7A100T-FGG484", Naming.EXACT),
        ("XC7A100T", "XC7A100T-FGG484", Naming.BASE),
        ("XC7A100T-FGG484", "XC7A100T", Naming.BASE),
        ("LM317", "LM317T", Naming.BASE),
        ("LM317", "LM3171", None),
        ("XC7A15T", "XC7A100T", None),
        ("OMAPL1", "OMAPLIDZKB456", None),
        ("OMAPLX", "OMAPLXDZKB456", Naming.FAMILY),
        ("AD", "AD9361", None),
    ],
)
def test_naming(recorded: str, asked: str, expected: Naming | None) -> None:
    assert naming(recorded, asked) == expected


@pytest.fixture
def world(db):
    amd = make_party("AMD", PartyKind.MAKER)
    xilinx = make_maker("Xilinx", owner=amd, since=date(2022, 2, 14))
    make_part(PART, xilinx, category="fpga")
    distributor = make_party("Example Rhine (fictitious)", PartyKind.AUTHORISED_DISTRIBUTOR, country="DE")
    broker = make_party("Example Harbour (fictitious)", PartyKind.BROKER, country="HK")
    importer = make_party("Example North (fictitious)", PartyKind.IMPORTER, country="RU")
    make_relation(distributor, RelationKind.AUTHORISED_DISTRIBUTOR, xilinx, start=date(2012, 1, 1))
    make_shipment(distributor, broker, date(2022, 3, 7), part_number="XC7A100T", manufacturer=xilinx)
    make_shipment(broker, importer, date(2022, 4, 20), part_number=PART)
    make_listing(importer, date(2022, 4, 20))
    make_listing(broker, date(2023, 1, 1))
    return {"xilinx": xilinx, "distributor": distributor, "broker": broker, "importer": importer}


def ask(**changes):
    values = {
        "part_number": PART,
        "manufacturer": "Xilinx",
        "made": (date(2020, 3, 2), date(2020, 3, 8)),
        "recovered": date(2023, 6, 1),
    }
    return trace_part(**{**values, **changes})


def test_chain_owner_and_listings_as_of_each_day(world) -> None:
    answer = ask()
    assert answer.owner.name == "AMD"
    assert answer.question.hs_codes == ("854231", "854239")
    (chain,) = answer.chains
    assert [party.name.split(" (")[0] for party in chain.parties] == [
        "Xilinx",
        "Example Rhine",
        "Example Harbour",
        "Example North",
    ]
    assert [hop.tier for hop in chain.hops] == [Tier.DECLARED, Tier.DOCUMENTED, Tier.DOCUMENTED]
    assert [len(hop.listed) for hop in chain.hops] == [0, 0, 1]
    assert [len(hop.listed_at_recovery) for hop in chain.hops] == [0, 1, 1]


def test_owner_before_the_acquisition_is_the_maker_itself(world) -> None:
    assert ask(recovered=date(2022, 2, 13)).owner.name == "Xilinx"
    assert ask(recovered=date(2022, 2, 14)).owner.name == "AMD"


def test_maker_is_found_by_number_when_it_is_not_named(world) -> None:
    assert ask(manufacturer="").maker.name == "Xilinx"
    assert likely_maker("XC7A100T").name == "Xilinx"
    assert likely_maker("XC3S9999Z").name == "Xilinx"
    assert likely_maker("ZZZ") is None
    make_part(PART, make_maker("Second Source"))
    assert likely_maker(PART) is None


def test_record_of_another_makers_part_of_that_number_is_left_out(world) -> None:
    other = make_maker("Second Source")
    make_shipment(world["distributor"], world["importer"], date(2022, 5, 1), part_number=PART, manufacturer=other)
    assert len(ask().chains) == 1


def test_superseded_claim_is_left_out(world) -> None:
    said = {
        "seller": world["broker"],
        "buyer": make_party("Example Works (fictitious)", PartyKind.END_USER, country="RU"),
        "earliest": date(2022, 5, 1),
        "latest": date(2022, 5, 1),
        "part_number": PART,
        "part_canonical": canonical(PART),
        "source": make_source(),
        "credibility": 2,
    }
    first = Claim.objects.create(reference="p. 1", **said)
    assert len(ask().chains) == 2
    Claim.objects.create(reference="p. 1 corrected", supersedes=first, **{**said, "buyer": world["importer"]})
    assert len(ask().chains) == 1


def test_number_of_queries_does_not_grow_with_the_rows(world, django_assert_max_num_queries) -> None:
    for index in range(40):
        party = make_party(f"Example Broker {index} (fictitious)", PartyKind.BROKER, country="AE")
        make_shipment(world["distributor"], party, date(2022, 3, 8), part_number=PART)
        make_shipment(party, world["importer"], date(2022, 4, 1))
    with django_assert_max_num_queries(15):
        assert len(ask(recovered=date(2022, 4, 10)).chains) == 10


def test_rows_over_the_limit_are_held_back_and_said_so(world) -> None:
    source = DatabaseSource(max_rows=1)
    question = TraceQuestion(PART, "Xilinx")
    source.maker(question)
    found = source.naming(question)
    assert found.cut
    assert len(found.movements) == 1


@pytest.mark.parametrize("number", ["", "\x00", "'; DROP TABLE", "Ж" * 500, "%_%", "🙂"])
def test_any_text_is_answered(world, number: str) -> None:
    assert ask(part_number=number, manufacturer="").chains == ()
