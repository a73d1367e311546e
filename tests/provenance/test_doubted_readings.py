"""Lines whose reader gives other readings: a likely one may name the part, and none is forced on a sure line."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import Candidate, CataloguePart, Decision, Line, LineReading, OtherReading, Resolution
from provenance.reasons import SENTENCES
from provenance.resolving import resolve

TODAY = date(2026, 6, 13)
LINEAR, MICREL, ST = "Linear Technology", "Micrel", "STMicroelectronics"
CATALOGUE = MemoryCatalogue(
    CataloguePart(number, maker, canonical(number))
    for number, maker in (
        *(("LT1011", LINEAR), ("LT1019", LINEAR), ("LTC3414EFE", LINEAR), ("MD25Q128SIG", "GigaDevice")),
        *(("KSZ8081RNA", MICREL), ("KSZ8863MLL", MICREL), ("STM32F405RGT6", ST), ("XYZ7201A", "Winbond")),
    )
)


def line(text: str, *others: tuple[str, float]) -> LineReading:
    return LineReading(text, tuple(OtherReading(other, doubt) for other, doubt in others))


def resolved(*lines: Line) -> Resolution:
    return resolve(lines, CATALOGUE, today=TODAY)


def numbers(resolution: Resolution) -> list[str]:
    return [candidate.part_number for candidate in resolution.candidates]


def codes(candidate: Candidate) -> list[str]:
    return [reason.code for reason in candidate.reasons]


@pytest.mark.parametrize("doubt", [0.2, 1.0, 2.0])
def test_a_catalogued_number_that_is_nearly_as_likely_comes_first(doubt: float) -> None:
    best = resolved(line("KSZ8863NLL", ("KSZ8863MLL", doubt))).candidates[0]
    assert (best.part_number, best.manufacturer, best.catalogued) == ("KSZ8863MLL", MICREL, True)
    reason = next(reason for reason in best.reasons if reason.code == "alternative_reading")
    assert (reason.sign, reason.params["read"]) == ("against", "KSZ8863NLL")


def test_the_less_likely_the_reading_the_lower_the_score() -> None:
    scores = [resolved(line("KSZ8863NLL", ("KSZ8863MLL", doubt))).candidates[0].score for doubt in (0.0, 1.0, 2.0, 3.0)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_an_unlikely_reading_is_only_a_lower_candidate() -> None:
    found = resolved(line("LTC3415EFE", ("LTC3414EFE", 5.5)))
    assert numbers(found)[:2] == ["LTC3415EFE", "LTC3414EFE"]
    assert not found.candidates[0].catalogued


@pytest.mark.parametrize("doubt", [0.1, 1.0, 2.0, 3.5])
def test_two_catalogued_numbers_that_are_both_likely_are_ambiguous(doubt: float) -> None:
    found = resolved(line("LT1011", ("LT1019", doubt)))
    assert found.candidates[0].part_number == "LT1011"
    assert "LT1019" in numbers(found)
    assert found.decision is Decision.AMBIGUOUS


def test_a_digit_that_the_reader_doubted_is_never_decided() -> None:
    assert resolved(line("LTC3418EFE", ("LTC3414EFE", 0.1)), "LTC").decision is Decision.AMBIGUOUS
    doubted = resolved(line("LTC3414EFE", ("LTC3418EFE", 1.0)))
    assert doubted.candidates[0].part_number == "LTC3414EFE"
    assert "digit_doubted" in codes(doubted.candidates[0])
    assert doubted.decision is Decision.AMBIGUOUS
    assert resolved(line("LTC3414EFE", ("LTC3418EFE", 3.0))).decision is Decision.IDENTIFIED


def test_a_letter_that_the_reader_doubted_is_decided_with_the_brand_only() -> None:
    assert resolved(line("XYZ7201H", ("XYZ7201A", 0.5))).decision is Decision.AMBIGUOUS
    with_brand = resolved("winbond", line("XYZ7201H", ("XYZ7201A", 0.5)))
    assert with_brand.candidates[0].part_number == "XYZ7201A"
    assert with_brand.decision is Decision.IDENTIFIED


def test_a_digit_for_a_digit_costs_as_before_when_the_reader_was_sure() -> None:
    found = resolved(line("LT1013", ("LT1O13", 0.5)))
    assert found.candidates[0].part_number == "LT1013"
    assert all("wrong_digit" in codes(one) and one.score < 0.5 for one in found.candidates if one.catalogued)


def test_several_readings_of_a_line_that_give_one_part_count_once() -> None:
    found = resolved(line("STM32F4O5RGT6", ("STM32F405RGT6", 0.3), ("5TM32F405RGT6", 0.4), ("STM32F405R6T6", 0.5)))
    assert numbers(found).count("STM32F405RGT6") == 1
    assert found.decision is Decision.IDENTIFIED


def test_another_reading_counts_less_where_a_line_already_says_a_number() -> None:
    found = resolved(line("XT1019", ("LT1019", 0.5)), "KSZ8081RNA")
    assert found.candidates[0].part_number == "KSZ8081RNA"
    assert found.decision is Decision.IDENTIFIED


def test_the_letters_that_a_logo_stands_for_are_put_back_when_the_catalogue_has_the_number() -> None:
    assert resolved(line("25Q128S16", ("25Q128SIG", 1.0))).candidates[0].part_number == "MD25Q128SIG"
    assert "GD25Q64CSIG" not in numbers(resolved("25Q64CSIG"))


def test_plain_lines_and_lines_without_other_readings_are_the_same() -> None:
    assert resolved("LT1013", "2041") == resolved(line("LT1013"), line("2041"))


_TEXTS = st.text(alphabet="LTC10139KSZ8 -/?", max_size=16)
_LINES = st.builds(
    LineReading,
    _TEXTS,
    st.lists(st.builds(OtherReading, _TEXTS, st.floats(allow_nan=True, allow_infinity=True)), max_size=20).map(tuple),
)


@given(st.lists(_LINES, max_size=6))
@settings(max_examples=150, deadline=None)
def test_no_reading_fails(lines: list[LineReading]) -> None:
    found = resolve(lines, CATALOGUE, today=TODAY)
    assert all(0 <= one.score < 1 and set(codes(one)) <= set(SENTENCES) for one in found.candidates)


def test_many_readings_are_answered_fast() -> None:
    many = [line(f"LT1{n}13 A{n}", *((f"LT1{n}1{k} B{n} C{k}", k / 10) for k in range(100))) for n in range(24)]
    started = time.process_time()
    for _ in range(5):
        resolve(many, CATALOGUE, today=TODAY)
    assert time.process_time() - started < 1.0
