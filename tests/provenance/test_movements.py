"""The database as a source: the same answers as a world in memory, in a fixed number of queries."""

from datetime import date

import pytest

from provenance.models import Claim, Party, PartyKind, RelationKind, Shipment, TradeFile, TradeSlab
from provenance.partnumbers.normalise import canonical
from provenance.queries.makers import likely_maker
from provenance.queries.merging import merged_parties
from provenance.queries.movements import ShipmentSource
from provenance.queries.naming import Bases, naming
from provenance.queries.trace_register import PartyRegister
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
        ("LM317T", "LM317HVT", Naming.FAMILY),
        ("XC7A100T-2CSG324I", "XC7A100T-FGG484", Naming.FAMILY),
        ("XC7A100T-FGG484-TR", "XC7A100T-FGG484", Naming.BASE),
        ("LM317", "LM3171", None),
        ("XC7A15T", "XC7A100T", None),
        ("OMAPL1", "OMAPLIDZKB456", None),
        ("OMAPLX", "OMAPLXDZKB456", Naming.FAMILY),
        ("AD", "AD9361", None),
    ],
)
def test_naming(recorded: str, asked: str, expected: Naming | None) -> None:
    maker = "Xilinx" if asked.startswith("XC7") else "Texas Instruments"
    assert naming(recorded, asked, Bases(maker)) == expected


def test_base_as_a_catalogue_has_it() -> None:
    bases = Bases("Example", {canonical(number): "QX1234" for number in ("QX1234RGZ", "QX1234DT")})
    assert naming("QX1234", "QX1234RGZ", bases) is Naming.BASE
    assert naming("QX1234DT", "QX1234RGZ", bases) is Naming.FAMILY
    assert naming("QX1234DT", "QX1234RGZ") is None


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
    assert answer.chains[0].tier is Tier.DOCUMENTED
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


def test_asked_with_the_owner_of_today_it_is_still_the_brand_that_made_the_part(world) -> None:
    by_owner = ask(manufacturer="AMD")
    assert by_owner.maker.name == "Xilinx"
    assert by_owner.chains == ask().chains
    assert ask(manufacturer="AMD", part_number="AD9361BBCZ").maker.name == "AMD"


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
    days = date(2022, 3, 7), date(2022, 9, 1)
    for day in days:
        make_shipment(world["distributor"], world["importer"], day)
    question = TraceQuestion(PART, "Xilinx", hs_codes=("854231",))
    source = ShipmentSource(PartyRegister(merged_parties()), Bases(), max_rows=1)
    found = source.goods(question, None)
    assert found.cut
    assert found.rows.earliest.tolist() == [days[1].toordinal()]


@pytest.mark.parametrize("number", ["", "\x00", "'; DROP TABLE", "Ж" * 500, "%_%", "🙂"])
def test_any_text_is_answered(world, number: str) -> None:
    assert ask(part_number=number, manufacturer="").chains == ()


def names_of(chain) -> list[str]:
    return [party.name.split(" (")[0].removeprefix("Example ") for party in chain.parties]


def test_rows_that_name_no_part_come_from_the_slabs(world) -> None:
    trader = make_party("Example Trader (fictitious)", PartyKind.BROKER, country="AE")
    make_shipment(world["distributor"], trader, date(2021, 1, 7), quantity=730, unit_price=2.0)
    make_shipment(trader, world["importer"], date(2021, 2, 7), quantity=730, unit_price=2.4)
    make_shipment(trader, world["importer"], date(2021, 2, 8), quantity=730, part_number="OTHER1234")
    (route,) = [chain for chain in ask(recovered=date(2021, 6, 1)).chains if chain.goods]
    assert names_of(route) == ["Xilinx", "Rhine", "Trader", "North"]
    assert route.possible_route
    assert [hop.records[0].reference for hop in route.goods] == [
        row.reference for row in Shipment.objects.filter(quantity=730, mentions=None).order_by("pk")
    ]
    assert route.goods[0].records[0].file == str(TradeFile.objects.get().public_id)


def test_rows_under_the_heading_and_those_that_name_the_maker_fit_but_no_other_code_or_maker(world) -> None:
    trader = make_party("Example Trader (fictitious)", PartyKind.BROKER, country="AE")
    make_shipment(world["distributor"], trader, date(2021, 1, 7), hs6="8542", manufacturer=world["xilinx"])
    last = make_shipment(trader, world["importer"], date(2021, 2, 7), hs6="")
    assert any(chain.complete for chain in ask(recovered=date(2021, 6, 1)).chains)
    other = make_party("Example Second (fictitious)", PartyKind.BROKER, country="AE")
    make_shipment(world["distributor"], other, date(2021, 1, 7), manufacturer=make_maker("Second Source"))
    make_shipment(other, world["importer"], date(2021, 2, 7), hs6="847330")
    found = [names_of(chain) for chain in ask(recovered=date(2021, 6, 1)).chains]
    assert all("Second" not in names for names in found)
    assert last.hs6 == ""


def test_merged_parties_are_one_in_packed_rows_too(world) -> None:
    twin = make_party("Example Harbor (fictitious)", PartyKind.BROKER, country="HK")
    make_shipment(world["distributor"], twin, date(2021, 1, 7))
    make_shipment(world["broker"], world["importer"], date(2021, 2, 7))
    assert not any(chain.complete for chain in ask(recovered=date(2021, 6, 1)).chains)
    twin.merged_into = world["broker"]
    twin.save()
    (route,) = [chain for chain in ask(recovered=date(2021, 6, 1)).chains if chain.complete]
    assert names_of(route) == ["Xilinx", "Rhine", "Harbour", "North"]


def test_name_that_is_likely_only_makes_the_hop_inferred(world) -> None:
    make_shipment(
        world["distributor"],
        world["importer"],
        date(2022, 5, 1),
        part_number=PART,
        manufacturer=world["xilinx"],
        likely=True,
    )
    direct = next(chain for chain in ask().chains if len(chain.goods) == 1 and chain.complete)
    assert direct.tier is Tier.INFERRED
    assert "name_taken_for" in {reason.code for reason in direct.hops[-1].reasons}


def test_maker_is_the_one_of_the_key_though_another_bears_its_name(world) -> None:
    twin = Party.objects.create(slug="xilinx-two", name="Xilinx", kind=PartyKind.MAKER)
    assert ask().maker is None
    assert ask(maker_key=str(world["xilinx"].public_id)).maker.key == str(world["xilinx"].public_id)
    assert ask(maker_key=str(twin.public_id)).maker.key == str(twin.public_id)


def test_damaged_slab_makes_a_partial_answer(world) -> None:
    TradeSlab.objects.create(hs6="854231", period=-1, file=TradeFile.objects.get(), rows=1, packed=b"broken")
    answer = ask(recovered=date(2022, 4, 1))
    assert answer.state == "partial"
    assert answer.gaps[0].params == {"source": "shipments"}
