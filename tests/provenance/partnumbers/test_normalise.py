import math

from hypothesis import given
from hypothesis import strategies as st

from provenance.partnumbers.confusions import CLASSES, confused, fold
from provenance.partnumbers.normalise import (
    MAX_LINE,
    MAX_LINES,
    canonical,
    clean_line,
    clean_readings,
    plain,
)
from provenance.partnumbers.scripts import Script, fold_lookalikes, latin, script_of
from provenance.partnumbers.types import LineReading, OtherReading


def test_a_line_loses_nul_bidi_controls_and_width() -> None:
    assert clean_line("LM\x00358\u202eN\u200b \t ＭＡＸ３２３２") == "LM358N MAX3232"


def test_a_line_feed_starts_a_new_line_and_empty_lines_vanish() -> None:
    assert clean_readings(["ATMEL\r\nATMEGA328P", "", " \u200b "]) == (LineReading("ATMEL"), LineReading("ATMEGA328P"))


def test_huge_markings_are_cut() -> None:
    assert len(clean_line("A1" * 50_000)) <= MAX_LINE
    assert len(clean_readings(["A1\n" * 50_000])) == MAX_LINES


def test_ligatures_that_grow_stay_within_the_limit() -> None:
    assert len(clean_line("\ufdfa" * 1000)) <= MAX_LINE


def test_canonical_folds_what_is_read_alike() -> None:
    assert canonical("STM32F1O3C8T6") == canonical("5TM32FI03CBT6")
    assert canonical("pic18f45k22-i/p") == canonical("PIC18F45K22 I P")
    assert plain("µA741") == "UA741"


def test_no_class_holds_two_digits_so_no_digit_becomes_another() -> None:
    assert len(set(CLASSES)) == len(CLASSES)
    assert len({fold(digit) for digit in "0123456789"}) == 10
    assert canonical("LT1013") != canonical("LT1019")


def test_confused_counts_places_and_refuses_other_texts() -> None:
    assert confused("STM32F1O3", "STM32F103") == 1
    assert confused("LT1013", "LT1019") == -1


@given(st.text(max_size=60))
def test_canonical_is_idempotent(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


def test_scripts_are_told_apart() -> None:
    assert script_of("MAX3490") is Script.LATIN
    assert script_of("МАХ3490") is Script.LOOKALIKE
    assert script_of("КР1533ЛА3") is Script.CYRILLIC
    assert fold_lookalikes("МАХ3490") == "MAX3490"
    assert latin("МАХ3490") == "MAX3490"
    assert latin("nRF52832") == "nRF52832"


def test_other_readings_are_cleaned_too_the_likeliest_first() -> None:
    others = [
        ("LT1O13", 2.0),
        ("LT\u200b1019", -0.5),
        ("LT1013", 0.1),
        ("LT1O13", 1.0),
        ("", 0.2),
        ("LT1018", math.nan),
    ]
    line = LineReading(" LT1013 ", tuple(OtherReading(text, doubt) for text, doubt in others))
    assert clean_readings([line]) == (
        LineReading("LT1013", (OtherReading("LT1019", 0.0), OtherReading("LT1O13", 1.0))),
    )


def test_a_line_that_is_cut_in_two_keeps_no_other_readings() -> None:
    assert clean_readings([LineReading("LM\n358N", (OtherReading("LM\n359N", 1.0),))]) == (
        LineReading("LM"),
        LineReading("358N"),
    )
