import random

import pytest
from rapidfuzz.distance import Levenshtein

from provenance.management.benchmarking.noise import LEVELS
from provenance.partnumbers.normalise import canonical, plain

NUMBER = "ADS1115-IRUGR"


def noisy(level: str, number: str = NUMBER, maker: str = "") -> list[str]:
    return [LEVELS[level](number, maker, random.Random(seed)) for seed in range(200)]


@pytest.mark.parametrize(
    ("level", "most", "unchanged"),
    [("clean", 0, 200), ("light", 0, 200), ("heavy", 1, 50), ("wild", 2, 2), ("blind", 2, 8)],
)
def test_each_level_makes_so_many_edits_beyond_look_alikes(level: str, most: int, unchanged: int) -> None:
    distances = [Levenshtein.distance(canonical(NUMBER), canonical(text)) for text in noisy(level)]
    assert max(distances) == most
    assert unchanged * 0.5 <= distances.count(0) <= unchanged * 1.5 or distances.count(0) <= unchanged


@pytest.mark.parametrize(("level", "least", "most"), [("light", 1, 1), ("heavy", 1, 5)])
def test_look_alikes_are_read(level: str, least: int, most: int) -> None:
    distances = [Levenshtein.distance(plain(NUMBER), plain(text)) for text in noisy(level)]
    assert least <= min(distances) <= max(distances) <= most


def test_the_same_dice_give_the_same_noise() -> None:
    for level in LEVELS:
        assert noisy(level) == noisy(level)


@pytest.mark.parametrize(
    ("number", "maker", "left"),
    [
        ("AD7747ARUZ-REEL7", "Analog Devices", "AD7747ARUZ"),
        ("LM358DR", "Texas Instruments", "LM358"),
        ("TJA1051T", "", "TJA1051"),
        ("LT1013", "", ""),
        ("BAT-54", "", ""),
        ("SRU2013-1R0Y", "", "SRU2013-1R0"),
        ("RESISTORKIT", "", ""),
    ],
)
def test_the_ordering_suffix_is_cut(number: str, maker: str, left: str) -> None:
    assert noisy("truncated", number, maker)[0] == left


@pytest.mark.parametrize("number", ["7", "Ω", "--", "Ü1"])
def test_odd_numbers_have_noise_too(number: str) -> None:
    for level in LEVELS:
        assert len(noisy(level, number)) == 200
