"""Facts of numbers: each rule of the reference files reads its own example; nothing is claimed without a ground."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.fact_words import GOODS, HINTS
from provenance.partnumbers.facts.gathering import part_facts
from provenance.partnumbers.facts.kinds import kind_of
from provenance.partnumbers.facts.types import PartFacts
from provenance.partnumbers.families.base import Grade
from provenance.partnumbers.families.registry import FAMILIES
from provenance.partnumbers.rule_ids import pattern_rule, prefix_rule
from provenance.reference import makers, prefixes
from provenance.reference.classes import PackageRow, TemperatureRow, hints, packages, priority_list, temperatures
from provenance.reference.trade import customs_rows


@pytest.mark.parametrize("row", packages(), ids=lambda row: f"{row.manufacturer} {row.example}")
def test_each_package_is_read_from_its_example(row: PackageRow) -> None:
    built = part_facts(row.example, row.manufacturer).built
    assert built is not None and [one.value for one in built.packages] == [row.package]
    assert row.example.startswith(built.base) and built.suffix


@pytest.mark.parametrize("row", temperatures(), ids=lambda row: f"{row.manufacturer} {row.example}")
def test_each_temperature_is_read_from_its_example(row: TemperatureRow) -> None:
    read = part_facts(row.example, row.manufacturer).temperature
    assert read is not None and (read.low, read.high, read.of) == (row.low, row.high, row.of)


@pytest.mark.parametrize(
    ("number", "maker", "base", "suffix"),
    [
        ("XC6SLX9-2TQG144C", "Xilinx", "XC6SLX9", "2TQG144C"),
        ("AD9361BBCZ", "Analog Devices", "AD9361", "BBCZ"),
        ("STM32F103C8T6", "STMicroelectronics", "STM32F103", "C8T6"),
        ("PIC16F877A-I/P", "Microchip Technology", "PIC16F877A", "IP"),
        ("LT1965EMS8E-1.5#PBF", "Linear Technology", "LT1965", "EMS8E15PBF"),
        ("LM358DR", "Texas Instruments", "LM358", "DR"),
    ],
)
def test_base_and_ending_as_printed(number: str, maker: str, base: str, suffix: str) -> None:
    built = part_facts(number, maker).built
    assert built is not None and (built.base, built.suffix) == (base, suffix)


def test_a_number_that_no_scheme_fits_has_no_base() -> None:
    facts = part_facts("NOTHING", "Texas Instruments")
    assert (facts.built, facts.grade, facts.temperature, facts.category, facts.customs) == (None, None, None, None, ())


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("microcontroller", "microcontroller"),
        ("Data Converters/Analog To Digital Converters (ADCs)", "analog adc"),
        ("Sensors/Motion Sensors - Accelerometers", "sensor motion"),
        ("Amplifiers/FET InputAmplifiers", "amplifier"),
        ("Memory/EEPROM", "memory eeprom"),
        ("something nobody has heard of", ""),
    ],
)
def test_categories_of_other_lists_are_ours_or_none(category: str, kind: str) -> None:
    assert kind_of(category) == kind


def keys(facts: PartFacts) -> set[tuple[str, str]]:
    return {(row.key, row.jurisdiction) for row in facts.hints if row.kind == "list"}


def test_an_fpga_is_to_be_checked_under_both_laws() -> None:
    facts = part_facts("XC7A100T-2FGG484I", "Xilinx", category="fpga xilinx", category_source="a list")
    assert keys(facts) == {("large_fpga", "US"), ("large_fpga", "EU"), ("middle_fpga", "US")}
    assert [code.hs6 for code in facts.customs] == ["854231", "854239"]
    assert facts.priority is not None and (facts.priority.tier, facts.priority.as_of) == ("1", date(2024, 2, 23))
    assert facts.category is not None and not facts.category.derived and facts.category.source == "a list"
    assert facts.not_before is not None and facts.not_before[0] == date(2010, 1, 1)


def test_a_radiation_tolerant_part_stands_out_and_an_ordinary_one_does_not() -> None:
    rad = part_facts("RTAX2000S-CQ352B", "Actel", category="fpga")
    assert rad.grade is not None and rad.grade.stands_out and rad.grade.grade is Grade.SPACE
    assert {("radiation_hardened", "US"), ("radiation_hardened", "EU"), ("temperature_range", "EU")} <= keys(rad)
    ordinary = part_facts("AD9851BRS", "Analog Devices", category="analog dac")
    assert ordinary.grade is None
    assert "radiation_hardened" not in {key for key, _ in keys(ordinary)}


def test_a_mere_hint_of_a_prefix_tells_no_kind() -> None:
    assert part_facts("10AS016C3U19E2LG", "Altera").category is None  # the prefix is of low confidence


def test_a_number_of_another_maker_is_not_read_by_this_ones_rules() -> None:
    assert part_facts("STM32F103C8T6", "GigaDevice").temperature is None
    assert part_facts("STM32F103C8T6", "GigaDevice").category is None


def test_rules_that_people_found_to_mislead_are_left_aside() -> None:
    maker = "Xilinx"
    whole = part_facts("XC7A100T", maker)
    assert whole.built is not None and whole.built.own and whole.category is not None
    family = next(one for one in FAMILIES if one.manufacturer == maker)
    wrong = {pattern_rule("scheme", maker, one.pattern.pattern) for one in family.numberings}
    wrong |= {prefix_rule(row.prefix) for row in prefixes() if "XC7A100T".startswith(row.prefix)}
    less = part_facts("XC7A100T", maker, wrong=frozenset(wrong))
    assert less.category is None and (less.built is None or not less.built.own)


def test_every_hint_has_words_a_source_and_says_whether_its_text_was_read() -> None:
    for row in hints():
        assert str(HINTS[row.key].about) and str(HINTS[row.key].only_if).startswith("Only if")
        assert row.source and row.checked and row.jurisdiction in {"US", "EU"}


def test_every_listed_code_that_a_kind_of_part_can_have_is_worded() -> None:
    reachable = {code for row in customs_rows().values() for code in row.codes}
    assert reachable & priority_list().keys() == GOODS.keys()


def test_the_priority_list_is_whole() -> None:
    tiers = [row.tier for row in priority_list().values()]
    assert {tier: tiers.count(tier) for tier in sorted(set(tiers))} == {
        "1": 4, "2": 5, "3.A": 16, "3.B": 9, "4.A": 11, "4.B": 5,
    }  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=90), st.sampled_from([row.name for row in makers()] + ["", "nobody"]), st.text(max_size=40))
def test_any_text_gives_facts_and_no_error(number: str, maker: str, category: str) -> None:
    facts = part_facts(number, maker, category=category)
    assert facts.built is None or number.startswith(facts.built.base) or facts.built.base
