"""Edit distance, and which line of a report is the printed one."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from teardowns.evaluation.distance import distance, printed_key
from teardowns.evaluation.lines import blocks, matches, nearest, pieces, texts, words
from teardowns.ocr.types import Alternative, ChipReading, EngineReport

from .making import chip, line

TEXTS = st.text(alphabet="AB01", max_size=8)


@given(TEXTS, TEXTS)
def test_distance_is_levenshtein(one, other):
    assert distance(one, other) == Levenshtein.distance(one, other)


@given(TEXTS, TEXTS, st.integers(0, 8))
def test_a_limit_only_stops_early(one, other, limit):
    found = distance(one, other, limit=limit)
    assert found == Levenshtein.distance(one, other) or found > limit


def test_what_nobody_can_read_is_always_right():
    assert distance(printed_key("TFI0?"), "TFI04") == 0
    assert distance(printed_key("TFI0?"), "TFI0") == 0
    assert distance(printed_key("??I0"), "TXI0") == 0
    assert distance(printed_key("TFI0?"), "TFIO", limit=0) > 0


def test_consecutive_lines_join_and_leftovers_do_not():
    report = EngineReport("e", "1", (), (chip("LM", "358N"),), (line("R1"), line("7")), 0.0)
    assert texts(report) == {"LM", "358N", "LM358N", "R1", "7"}
    assert texts(report, leftovers=False) == {"LM", "358N", "LM358N"}
    assert [len(block) for block in blocks(report)] == [2, 1, 1]


def test_alternatives_count_only_when_wanted():
    first, second = chip("LN", "358N").lines
    other = type(first)(first.text, 0.9, first.box, 0, "p", 1, (Alternative("LM", 0.8, "q"),))
    report = EngineReport("e", "1", (), (ChipReading(first.box, 0, (other, second)),), (), 0.0)
    assert "LM358N" not in texts(report)
    assert "LM358N" in texts(report, alternatives=True)


def test_words_join_over_the_end_of_a_line():
    assert words(chip("winbond 25Q", "128").lines) == {"WINBOND", "25Q", "128", "WINBOND25Q", "25Q128"}


def test_each_printed_line_finds_its_nearest():
    found = matches(("ADC", "0831CCN", "JR23ABE3"), pieces(chip("JR23A8E3", "ADC", "0831", "CCN").lines))
    assert [(one.read, one.edits, one.matched) for one in found] == [
        ("ADC", 0, True),
        ("0831 CCN", 0, True),
        ("JR23A8E3", 1, True),
    ]


def test_nothing_read_matches_nothing():
    none = nearest("LM358", [])
    assert (none.edits, none.length, none.matched, none.read) == (5, 5, False, "")
    assert not nearest("LM358", pieces(chip("XYZ").lines)).matched
