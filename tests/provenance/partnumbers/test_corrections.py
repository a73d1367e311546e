"""What people corrected, in the engine: rules left aside, other names of parts, brands that are one."""

import threading
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.partnumbers.corrections import NO_CORRECTIONS, Corrections
from provenance.partnumbers.families import registry
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.rule_book import BY_LETTERING, BY_PREFIX, BY_SCHEME, BY_TOP_MARK, rules, rules_behind
from provenance.partnumbers.rule_ids import LONGEST, date_rule
from provenance.partnumbers.types import Alias, CataloguePart, Decision
from provenance.resolving import resolve

TODAY = date(2026, 6, 1)
NUMBERS = (("SN65HVD230", "Texas Instruments"), ("AD8015", "Analog Devices"), ("LM358", "Texas Instruments"))
CATALOGUE = MemoryCatalogue([CataloguePart(number, maker, canonical(number)) for number, maker in NUMBERS])
EMPTY = MemoryCatalogue([])
MARKINGS = (
    ["VP230", "28M A0G9"],
    ["W25Q128JVSIQ", "2217"],
    ["WINBOND", "W25Q128JVSIQ", "2217"],
    ["STM32F103C8T6", "991KA VG", "MYS 99 741"],
    ["LM358DR", "TI 2041"],
    ["AD8015ARZ", "#1842"],
    ["XCZZ77-99", "XILINX"],
    ["К1986ВЕ92QI", "2015"],
    ["IRF540N", "ALLEGRO"],
)

TWICE = "suffix:Analog Devices#1c83d318"
"""Another row says the same of this ending: it stays an ordering suffix."""


def answer(lines, corrections=NO_CORRECTIONS, catalogue=CATALOGUE):
    return resolve(lines, catalogue, today=TODAY, corrections=corrections)


def without(*wrong):
    return Corrections(wrong_rules=frozenset(wrong))


def alias(text, number="SN65HVD230", maker="Texas Instruments"):
    part = CataloguePart(number, maker, canonical(text))
    recorded = Alias(text, canonical(text), part, correction="c0ffee", recorded_on="2026-03-04")
    return Corrections(aliases={canonical(text): (recorded,)})


def resting(resolution):
    """(rule, reason's code) for every candidate and date code of an answer."""
    for one in resolution.candidates:
        rests = rules_behind(one.reasons, one.part_number, one.manufacturer)
        yield from zip(rests, (reason.code for reason in one.reasons), strict=True)
    for code in resolution.date_codes:
        yield date_rule(code.rule), "date"


@pytest.mark.parametrize("lines", MARKINGS)
def test_every_reason_and_date_that_rests_on_a_rule_names_it(lines):
    named = list(resting(answer(lines)))
    assert named
    for rule, code in named:
        if code in BY_PREFIX | BY_SCHEME | BY_LETTERING | BY_TOP_MARK | {"date"}:
            assert rule in rules(), code
        else:
            assert rule == "" or rule in rules()


def test_rules_have_ids_that_are_short_and_their_own():
    patterns = [*registry._SCHEME_IDS, *registry._SIGN_IDS, *registry._TOP_MARK_IDS]
    assert len(registry.PATTERNS) == len(patterns)
    assert max(map(len, rules())) <= LONGEST


@pytest.mark.parametrize("lines", MARKINGS)
def test_a_wrong_rule_is_left_aside_and_nothing_is_left_of_that_afterwards(lines):
    before = answer(lines)
    wrong = {rule for rule, _code in resting(before)} - {""}
    assert wrong
    for rule in wrong - {TWICE}:
        assert rule not in {other for other, _code in resting(answer(lines, without(rule)))}
    assert answer(lines) == before
    assert answer(lines, Corrections()) == before


@given(st.sampled_from(MARKINGS), st.frozensets(st.sampled_from(sorted(rules())), max_size=60), st.booleans())
def test_whatever_was_left_aside_the_answer_is_as_before_when_nothing_is(lines, wrong, merged):
    before = answer(lines)
    brands = frozenset({("Winbond", "Chip House"), ("Altera", "Intel")}) if merged else frozenset()
    answer(lines, Corrections(wrong_rules=wrong, merged=brands))
    assert answer(lines) == before


def test_without_its_prefix_a_number_has_no_maker():
    prefix = next(r for r in rules().values() if r.kind == "prefix" and r.text == "XC7A")
    with_rule = answer(["XC7A99"], catalogue=EMPTY)
    assert with_rule.candidates[0].manufacturer == prefix.manufacturer
    scheme = registry.recognise("XC7A99")
    left = without(prefix.id, *([scheme.rule] if scheme else []))
    assert prefix.id not in {rule for rule, _ in resting(answer(["XC7A99"], left, EMPTY))}


def test_lettering_that_is_no_brand_speaks_for_nobody():
    lines = ["WINBOND", "AD8015"]
    assert answer(lines).decision is not Decision.IDENTIFIED
    assert answer(lines, without("mark:WINBOND")).decision is Decision.IDENTIFIED


def test_a_date_rule_that_misleads_gives_no_date():
    lines = ["AD8015ARZ", "2041"]
    dated = answer(lines)
    assert [code.rule for code in dated.date_codes]
    wrong = without(*(date_rule(code.rule) for code in dated.date_codes))
    assert not {code.rule for code in answer(lines, wrong).date_codes} & {code.rule for code in dated.date_codes}


def test_rules_are_left_aside_in_one_thread_only():
    rule = registry.recognise("W25Q128JVSIQ").rule
    seen = []
    with registry.leaving_aside(frozenset({rule})):
        other = threading.Thread(target=lambda: seen.append(registry.recognise("W25Q128JVSIQ")))
        other.start()
        other.join()
        assert registry.recognise("W25Q128JVSIQ") is None
    assert seen[0].rule == rule
    assert registry.recognise("W25Q128JVSIQ").rule == rule


def test_a_recorded_name_finds_its_part_and_says_who_recorded_it():
    found = answer(["ZQX77-TI"], alias("ZQX77-TI"))
    best = found.candidates[0]
    assert (best.part_number, best.manufacturer, best.catalogued) == ("SN65HVD230", "Texas Instruments", True)
    reason = best.reasons[0]
    assert reason.code == "recorded_alias"
    assert reason.params == {
        "alias": "ZQX77-TI", "number": "SN65HVD230", "on": "2026-03-04", "correction": "c0ffee",
    }  # fmt: skip
    assert found.decision is Decision.IDENTIFIED
    assert "SN65HVD230" not in {one.part_number for one in answer(["ZQX77-TI"]).candidates}


@pytest.mark.parametrize("other", ["XILINX", "AD8015"])
def test_a_recorded_name_identifies_nothing_against_other_lettering(other):
    found = answer([other, "ZQX77-TI"], alias("ZQX77-TI"))
    named = {one.part_number for one in found.candidates}
    assert "SN65HVD230" in named
    assert found.decision is not Decision.IDENTIFIED


def test_a_name_that_a_source_lists_finds_its_part_and_names_the_source():
    part = CataloguePart("LM358", "Texas Instruments", canonical("ZQX77-TI"))
    listing = MemoryCatalogue([], [Alias("ZQX77-TI", canonical("ZQX77-TI"), part, source="A library")])
    reason = answer(["ZQX77-TI"], catalogue=listing).candidates[0].reasons[0]
    assert (reason.code, reason.params["source"]) == ("listed_alias", "A library")


def test_one_lettering_for_parts_of_two_makers_decides_nothing():
    key = canonical("ZQX77-TI")
    two = [alias("ZQX77-TI"), alias("ZQX77-TI", "AD8015", "Analog Devices")]
    both = Corrections(aliases={key: tuple(one.aliases[key][0] for one in two)})
    found = answer(["ZQX77-TI"], both)
    assert {one.part_number for one in found.candidates} >= {"SN65HVD230", "AD8015"}
    assert found.decision is Decision.AMBIGUOUS


def test_two_brands_that_are_one_answer_under_the_name_that_stands():
    one = Corrections(merged=frozenset({("Winbond", "Chip House")}))
    before, after = (answer(["WINBOND", "W25Q128JVSIQ", "2217"], said, EMPTY) for said in (NO_CORRECTIONS, one))
    assert before.candidates[0].manufacturer == "Winbond"
    assert after.candidates[0].manufacturer == "Chip House"
    assert [c.score for c in after.candidates] == [c.score for c in before.candidates]
    assert [(c.earliest, c.latest) for c in after.date_codes] == [(c.earliest, c.latest) for c in before.date_codes]
    assert "Winbond" not in {code.manufacturer for code in after.date_codes}


def test_lettering_of_a_merged_brand_agrees_with_parts_listed_under_the_one_that_stands():
    one = Corrections(merged=frozenset({("Winbond", "Chip House")}))
    listed = MemoryCatalogue([CataloguePart("ZQX7712", "Chip House", canonical("ZQX7712"))])
    codes = {reason.code for reason in answer(["WINBOND", "ZQX7712"], one, listed).candidates[0].reasons}
    assert "brand_agrees" in codes
    codes = {reason.code for reason in answer(["WINBOND", "ZQX7712"], catalogue=listed).candidates[0].reasons}
    assert "brand_conflicts" in codes


def test_owners_of_a_merged_brand_are_the_owners_of_the_one_that_stands():
    one = Corrections(merged=frozenset({("Altera", "Altera Europe"), ("Intel", "Intel House")}))
    assert one.makers.owner("Altera Europe") == one.makers.owner("Altera") == "Intel House"
    assert one.makers.related("Altera", "Intel House")
    assert NO_CORRECTIONS.makers.owner("Altera") == "Intel"
