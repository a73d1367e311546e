from hypothesis import given
from hypothesis import strategies as st

from teardowns.ocr.merge import MAX_ALTERNATIVES, merge
from teardowns.ocr.types import TextLine

from .builders import line

lines = st.lists(
    st.builds(
        line,
        st.text("AB01 -", min_size=1, max_size=8),
        st.integers(0, 60).map(float),
        st.integers(0, 60).map(float),
        confidence=st.floats(0.5, 1),
        rotation=st.sampled_from([0, 90, 180, 270]),
        pass_name=st.sampled_from(["clahe", "bodies"]),
    ),
    max_size=12,
)


def test_the_same_text_twice_is_one_line_with_the_better_confidence() -> None:
    merged = merge([line("STM-32", confidence=0.7), line("stm32", 2, 1, confidence=0.9, pass_name="clahe")])
    assert [(m.text, m.confidence, m.seen, m.pass_name) for m in merged] == [("stm32", 0.9, 2, "clahe")]
    assert merged[0].alternatives == ()


def test_other_words_of_the_same_characters_are_kept_behind_other_characters() -> None:
    (merged,) = merge(
        [line("LM358N", confidence=0.95), line("LM 358N", confidence=0.9), line("LM358M", confidence=0.6)]
    )
    assert merged.seen == 2
    assert [merged.text, *(other.text for other in merged.alternatives)] == ["LM 358N", "LM358M", "LM358N"]


def test_another_text_at_the_same_place_stays_as_an_alternative() -> None:
    (merged,) = merge([line("25Q128SIG", confidence=0.93), line("25Q128S16", confidence=0.91, pass_name="bodies")])
    assert merged.text == "25Q128SIG"
    assert [(a.text, a.pass_name) for a in merged.alternatives] == [("25Q128S16", "bodies")]


def test_a_fragment_does_not_beat_the_whole_line() -> None:
    (merged,) = merge([line("00", 60, 0, confidence=1.0), line("STM32F405RG", confidence=0.9)])
    assert merged.text == "STM32F405RG"


def test_upside_down_nonsense_is_an_alternative_of_the_upright_reading() -> None:
    (merged,) = merge([line("LM358N", confidence=0.95), line("N8SEWT", rotation=180, confidence=0.6)])
    assert (merged.text, merged.rotation) == ("LM358N", 0)


def test_lines_below_each_other_stay_apart() -> None:
    assert len(merge([line("ATMEL", 0, 0), line("ATMEGA328P", 0, 24), line("AU 1004", 0, 48)])) == 3


def test_lines_whose_loose_boxes_reach_into_each_other_stay_apart() -> None:
    assert len(merge([line("24C02A", 0, 0, height=40), line("FT8eWD", 0, 19, height=40)])) == 2


def test_one_line_in_boxes_that_lie_askew_is_read_once() -> None:
    assert len(merge([line("24C02A", 0, 0, height=40), line("24CO2A", 0, 19, height=40)])) == 1


def test_two_lines_read_as_one_tall_box_do_not_swallow_a_line() -> None:
    assert len(merge([line("ATMEL", 0, 0), line("A7", 0, 0, height=46, width=60)])) == 2


def test_alternatives_are_bounded() -> None:
    texts = [f"A{i}B{i}" for i in range(30)]
    (merged,) = merge([line(t, width=60, confidence=0.9 - i / 100) for i, t in enumerate(texts)])
    assert len(merged.alternatives) == MAX_ALTERNATIVES


@given(lines)
def test_merging_again_changes_no_text_and_loses_no_sighting(several: list[TextLine]) -> None:
    once = merge(several)
    assert [m.text for m in merge(once)] == [m.text for m in once] or len(merge(once)) <= len(once)
    assert len(once) <= len(several)
    assert {m.text for m in once} <= {x.text for x in several}


@given(lines)
def test_the_best_line_survives(several: list[TextLine]) -> None:
    if several:
        assert max(merge(several), key=lambda m: m.confidence).confidence <= max(x.confidence for x in several)
