import pytest

from teardowns.ocr.enough import is_enough, main_chip
from teardowns.ocr.geometry import rectangle
from teardowns.ocr.types import ChipReading, TextLine

from .builders import line

CLOSE_UP = [line("SN74HC595N", 20, 20, confidence=0.99), line("52CXR7K E4", 20, 60, confidence=0.95)]
WIDTH, HEIGHT = 400, 200


def test_an_easy_close_up_is_enough() -> None:
    assert is_enough(CLOSE_UP, WIDTH, HEIGHT)


def test_a_logo_read_as_doubtful_letters_asks_for_no_second_look() -> None:
    sure = [*CLOSE_UP, line("CHN", 20, 100, confidence=1.0)]
    assert is_enough([*sure, line("ST0", 200, 20, confidence=0.85)], WIDTH, HEIGHT)
    assert not is_enough([*sure, line("ST0", 200, 20, confidence=0.6)], WIDTH, HEIGHT)


def test_small_lettering_is_not_a_close_up() -> None:
    assert not is_enough(CLOSE_UP, 4000, 3000)


def test_one_line_is_not_enough() -> None:
    assert not is_enough(CLOSE_UP[:1], WIDTH, HEIGHT)


def test_words_alone_are_not_enough() -> None:
    assert not is_enough([line("TAIWAN", 20, 20), line("KOREA", 20, 60)], WIDTH, HEIGHT)


def test_lettering_in_two_directions_is_a_board() -> None:
    assert not is_enough([*CLOSE_UP, line("R17A", 300, 20, rotation=90, confidence=1.0)], WIDTH, HEIGHT)


def test_many_lines_are_a_board() -> None:
    many = [line(f"LM35{k}N", 20, 30 * k, confidence=1.0) for k in range(11)]
    assert not is_enough(many, WIDTH, HEIGHT)


def chip(side: float, *lines: TextLine) -> ChipReading:
    return ChipReading(rectangle(0, 0, side, side), 0, lines)


DOUBTFUL = line("ATMEGA328F", confidence=0.75)
SURE = line("AU 1004", confidence=0.99)


def test_a_close_up_is_of_the_chip_that_fills_it_even_in_doubt() -> None:
    large = chip(150, DOUBTFUL, SURE)
    assert main_chip([chip(20, SURE), large], WIDTH, HEIGHT) == large


@pytest.mark.parametrize(
    "chips",
    [
        [],
        [chip(60, DOUBTFUL, SURE)],
        [chip(150, DOUBTFUL)],
        [chip(150, SURE), chip(120, SURE)],
        [chip(150, SURE), chip(20, SURE), chip(20, SURE)],
    ],
    ids=["none", "small", "nothing sure", "two", "a board"],
)
def test_a_photo_that_is_not_clearly_of_one_chip_is_no_close_up(chips: list[ChipReading]) -> None:
    assert main_chip(chips, WIDTH, HEIGHT) is None
