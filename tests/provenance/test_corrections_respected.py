"""Later runs respect what people corrected, and taking it back restores the earlier answers exactly."""

from datetime import date

import pytest

from accounts.roles import OrganisationKind, Role
from provenance.models import PartAlias, PartyKind, PartyName, RelationKind
from provenance.operations.correcting import add_alias, mark_rule_wrong, merge_parties, withdraw_correction
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import Decision
from provenance.queries.catalogue import DatabaseCatalogue
from provenance.queries.listed_on import name_checks
from provenance.queries.makers import likely_maker
from provenance.queries.names import parties_by_reference
from provenance.queries.parties import brands_of, maker_named
from provenance.queries.party_pages import party_view
from provenance.queries.tracing import trace_part
from provenance.resolving import resolve
from teardowns.operations.identifying import confirm
from teardowns.queries.page_parties import part_named, parties_like
from teardowns.queries.page_parts import occurrences
from tests.factories.accounts import make_organisation, make_principal
from tests.factories.provenance import (
    make_listing,
    make_maker,
    make_part,
    make_party,
    make_relation,
    make_shipment,
    make_source,
    represent,
)
from tests.factories.teardowns import make_confirmed, make_proposal

TODAY = date(2026, 6, 1)
WHY = "one company"


@pytest.fixture
def analyst(db):
    return make_principal(Role.ANALYST)


@pytest.fixture
def merge(analyst):
    def merged(party, into, *despite):
        return merge_parties(principal=analyst, party=party, into=into, note=WHY, despite=despite)

    return merged


@pytest.fixture
def take_back(analyst):
    return lambda made: withdraw_correction(principal=analyst, correction=made, note="not so")


def answer(*lines):
    catalogue = DatabaseCatalogue()
    return resolve(lines, catalogue, today=TODAY, corrections=catalogue.corrections)


def best(*lines):
    return answer(*lines).candidates[0]


def test_an_alias_names_its_part_until_it_is_taken_back(analyst, take_back):
    maker = make_maker()
    make_part("SN65HVD230", maker, category="interface")
    before = answer("ZQX77-TI")
    made = add_alias(
        principal=analyst, manufacturer=maker, part_number="SN65HVD230", alias="zqx77-ti", note="data sheet, page 3"
    )
    named = best("ZQX77-TI")
    assert (named.part_number, named.manufacturer) == ("SN65HVD230", "Texas Instruments")
    assert named.reasons[0].params["correction"] == str(made.public_id)
    assert named.reasons[0].params["on"] == made.made_at.date().isoformat()
    assert answer("ALTERA", "ZQX77-TI").decision is not Decision.IDENTIFIED
    take_back(made)
    assert answer("ZQX77-TI") == before


def test_an_alias_identifies_no_part_where_the_name_is_built_by_another_makers_rules(analyst):
    maker = make_maker("Winbond")
    make_part("W25Q128JVSIQ", maker)
    for alias in ("XC7Z020", "STM32F103C8T6"):
        add_alias(principal=analyst, manufacturer=maker, part_number="W25Q128JVSIQ", alias=alias, note="a slip")
        assert answer(alias).decision is Decision.AMBIGUOUS
        told = next(one for one in answer(alias).candidates if one.manufacturer == "Winbond").reasons
        assert "several_makers" in {reason.code for reason in told}


def test_a_name_that_a_source_lists_is_found(analyst):
    maker = make_maker()
    make_part("LM358", maker)
    PartAlias.objects.create(
        manufacturer=maker, number="LM358", alias="ZQX77-TI", canonical=canonical("ZQX77-TI"), source=make_source()
    )
    assert best("ZQX77-TI").part_number == "LM358"
    assert best("ZQX77-TI").reasons[0].params["source"] == "Source test-source"


def test_a_name_of_a_part_that_was_taken_back_names_nothing(db):
    PartAlias.objects.create(
        manufacturer=make_maker(),
        number="LM358",
        alias="ZQX77-TI",
        canonical=canonical("ZQX77-TI"),
        source=make_source(),
    )
    assert not DatabaseCatalogue().aliases([canonical("ZQX77-TI")])


def test_a_look_up_without_aliases_or_merges_asks_nothing_more_for_each_marking(
    db, django_assert_num_queries, django_assert_max_num_queries
):
    make_part("LM358", make_maker())
    catalogue = DatabaseCatalogue()
    catalogue.aliases(["1M358"])
    catalogue.exact(["1M358"])
    with django_assert_num_queries(1):
        catalogue.aliases(["1M358"])
        catalogue.exact(["1M358"])
    with django_assert_max_num_queries(2):  # PostgreSQL answers one of them beside Django's own count
        assert catalogue.corrections is catalogue.corrections


def test_a_wrong_rule_is_not_asked_until_it_is_right_again(analyst, take_back):
    before = best("DSPIC99X7")
    assert before.manufacturer
    prefix = next(reason.params["prefix"] for reason in before.reasons if "prefix" in reason.params)
    made = mark_rule_wrong(principal=analyst, rule=f"prefix:{prefix}", note=WHY)
    assert all(reason.params.get("prefix") != prefix for reason in best("DSPIC99X7").reasons)
    take_back(made)
    assert best("DSPIC99X7") == before


def test_a_maker_is_not_guessed_by_a_wrong_prefix(analyst, take_back):
    make_maker("Microchip Technology")
    assert likely_maker("DSPIC99X7").name == "Microchip Technology"
    made = mark_rule_wrong(principal=analyst, rule="prefix:DSPIC", note=WHY)
    assert likely_maker("DSPIC99X7") is None
    take_back(made)
    assert likely_maker("DSPIC99X7").name == "Microchip Technology"


def test_what_is_confirmed_as_a_merged_makers_part_is_released_to_who_speaks_for_the_one_that_stays(analyst, merge):
    """A person confirms it, after the preview of the merge has said so; what was released before stays where it was."""
    new, proposal = make_maker("New Chips"), make_proposal("AD9361BBCZ")
    earlier = make_confirmed("ADF4351BCPZ")
    represent(make_organisation(OrganisationKind.MAKER), new)
    merge(earlier.manufacturer, new, "opens_findings")
    judged = confirm(principal=analyst, component=proposal.component)
    assert (judged.manufacturer, judged.catalogued) == (new, True)
    assert judged.release.brand == new
    earlier.release.refresh_from_db()
    assert earlier.release.brand == earlier.manufacturer


def test_parts_of_a_merged_maker_come_under_the_one_that_stays(analyst, merge, take_back):
    old, new, newest = make_maker("Old Chips"), make_maker("New Chips"), make_maker("Newest Chips")
    part = make_part("ZQX7712", old)
    before = answer("ZQX7712"), maker_named("Old Chips"), likely_maker("ZQX7712")
    assert before[0].candidates[0].manufacturer == "Old Chips"
    one = merge(old, new)
    two = merge(new, newest)
    assert best("ZQX7712").manufacturer == "Newest Chips"
    assert maker_named("old chips") == maker_named("New Chips") == likely_maker("ZQX7712") == newest
    assert part_named(newest.slug, "ZQX7712") == part_named(old.slug, "ZQX7712") == (newest, part)
    assert list(parties_like("Old Chips")) == [newest]
    analyst = make_principal(Role.ANALYST)
    assert party_view(analyst, old.public_id).party == newest
    assert party_view(analyst, old.public_id).merges[0].into == newest
    assert {name.text for name in party_view(analyst, newest.public_id).names} == {
        "Old Chips",
        "New Chips",
        newest.name,
    }
    take_back(two)
    assert best("ZQX7712").manufacturer == "New Chips"
    take_back(one)
    assert (answer("ZQX7712"), maker_named("Old Chips"), likely_maker("ZQX7712")) == before
    assert list(parties_like("Old Chips")) == [old]
    assert party_view(analyst, old.public_id).party == old


def test_a_part_that_two_makers_list_is_one_once_they_are_one(merge, take_back):
    old, new = make_maker("Old Chips"), make_maker("New Chips")
    make_part("ZQX7712", old)
    make_part("ZQX7712", new)
    before = answer("ZQX7712")
    assert before.decision is Decision.AMBIGUOUS
    made = merge(old, new)
    assert [one.manufacturer for one in answer("ZQX7712").candidates] == ["New Chips"]
    assert likely_maker("ZQX7712") == new
    take_back(made)
    assert answer("ZQX7712") == before
    assert likely_maker("ZQX7712") is None


def test_components_confirmed_as_a_merged_makers_are_counted_with_the_one_that_stays(analyst, merge):
    new = make_maker("New Chips")
    confirmed = make_confirmed()
    old = confirmed.manufacturer
    assert merge(old, new).party == old
    found = occurrences(analyst, number=confirmed.part_number, manufacturer=new)
    assert found.found == (confirmed,)


def test_a_name_that_only_one_company_bears_is_not_ambiguous_and_a_row_keeps_its_own(merge):
    one, other = make_party("Harbour Trade"), make_party("Harbour Trading")
    PartyName.objects.create(party=one, name="Harbour")
    PartyName.objects.create(party=other, name="Harbour")
    assert parties_by_reference(["Harbour"]) == {}
    merge(one, other)
    named = parties_by_reference(["Harbour", "Harbour Trade", one.slug])
    assert named == {"Harbour": other, "Harbour Trade": one, one.slug: one}


@pytest.fixture
def traded(db):
    maker = make_maker("Xilinx")
    make_part("XC7A100T-FGG484", maker, category="fpga")
    distributor = make_party("Rhine", PartyKind.AUTHORISED_DISTRIBUTOR)
    make_relation(distributor, RelationKind.AUTHORISED_DISTRIBUTOR, maker)
    one, other = make_party("Harbour Trade", PartyKind.BROKER), make_party("Harbour Trading", PartyKind.BROKER)
    importer = make_party("North", PartyKind.IMPORTER)
    make_shipment(distributor, one, date(2022, 3, 7), part_number="XC7A100T-FGG484", manufacturer=maker)
    make_shipment(one, other, date(2022, 3, 20), part_number="XC7A100T-FGG484")
    make_shipment(other, importer, date(2022, 4, 20), part_number="XC7A100T-FGG484")
    make_listing(one, date(2022, 1, 1))
    make_listing(other, date(2022, 2, 1))
    return one, other


def ask():
    return trace_part(part_number="XC7A100T-FGG484", manufacturer="Xilinx", recovered=date(2022, 6, 1))


def test_merged_parties_are_one_node_of_a_chain_with_the_listings_of_both(traded, merge, take_back):
    one, other = traded
    before = ask()
    assert "Harbour Trade" in {hop.destination.name for chain in before.chains for hop in chain.hops}
    made = merge(one, other)
    hops = [hop for chain in ask().chains for hop in chain.hops]
    assert {hop.destination.name for hop in hops} == {"Rhine", "Harbour Trading", "North"}
    assert {len(hop.listed) for hop in hops if hop.destination.name == "Harbour Trading"} == {2}
    assert not [hop for hop in hops if hop.origin == hop.destination]
    checks = name_checks([str(one.public_id), str(other.public_id)], date(2022, 6, 1))
    assert [len(check.in_force) for check in checks] == [2, 2]
    take_back(made)
    assert ask() == before


def test_a_merged_makers_chain_begins_at_the_one_that_stays(traded, merge, take_back):
    before = ask()
    made = merge(maker_named("Xilinx"), make_maker("Programmable House"))
    after = ask()
    assert {chain.hops[0].origin.name for chain in after.chains} == {"Programmable House"}
    assert len(after.chains) == len(before.chains)
    take_back(made)
    assert ask() == before


def test_a_merge_opens_and_closes_no_finding_by_itself(analyst, merge):
    organisation, other_side = (make_organisation(OrganisationKind.MAKER) for _ in range(2))
    new, owner = make_maker("New Chips"), make_maker("Owner")
    make_relation(owner, RelationKind.OWNER, new)
    represent(organisation, owner)
    confirmed = make_confirmed()
    old = confirmed.manufacturer
    before = [brands_of(one, TODAY) for one in (organisation, other_side)]
    merge(old, new, "opens_findings")
    assert [brands_of(one, TODAY) for one in (organisation, other_side)] == before
    assert old.pk not in brands_of(organisation, TODAY)
