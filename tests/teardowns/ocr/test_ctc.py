import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teardowns.ocr.ctc import BEAM, likelihoods, readings, together

CHARACTERS = ["", "A", "B", "0"]


def steps(*likely: str, sure: float = 0.97) -> np.ndarray:
    """Probabilities of a line: one character (or "" for the blank) is likely at each step."""
    rest = (1 - sure) / (len(CHARACTERS) - 1)
    table = np.full((len(likely), len(CHARACTERS)), rest, np.float32)
    for row, character in zip(table, likely, strict=True):
        row[CHARACTERS.index(character)] = sure
    return table


def exhaustive(table: np.ndarray) -> dict[str, float]:
    """The likelihood of every text, by going through every path."""
    texts: dict[str, float] = {}
    for path in itertools.product(range(len(CHARACTERS)), repeat=len(table)):
        likelihood = math.prod(float(row[i]) for row, i in zip(table, path, strict=True))
        text = "".join(CHARACTERS[i] for i, before in zip(path, (0, *path[:-1]), strict=True) if i and i != before)
        texts[text] = texts.get(text, 0.0) + likelihood
    return texts


def test_repeats_are_one_letter_unless_a_blank_parts_them() -> None:
    assert readings(steps("A", "A", "", "B"), CHARACTERS)[0][0] == "AB"
    assert readings(steps("A", "", "A", "B"), CHARACTERS)[0][0] == "AAB"


def test_what_it_doubts_stays_as_another_reading() -> None:
    table = steps("A", "", "B")
    table[2] = (0.02, 0.01, 0.57, 0.40)
    (first, sure), (second, less), *_ = readings(table, CHARACTERS)
    assert (first, second) == ("AB", "A0")
    assert len(first) * math.log(sure) - len(second) * math.log(less) == pytest.approx(math.log(0.57 / 0.40), abs=0.15)


def test_nothing_likely_by_far_less_is_kept() -> None:
    assert [text for text, _ in readings(steps("A", "", "B", sure=0.9999), CHARACTERS, within=3.0)] == ["AB"]


@pytest.mark.parametrize("length", [0, 1, 5])
def test_an_empty_line_has_no_reading(length: int) -> None:
    assert readings(steps(*[""] * length), CHARACTERS) == []


@given(st.lists(st.lists(st.floats(0.01, 1), min_size=4, max_size=4), min_size=1, max_size=5))
def test_likelihoods_are_those_of_all_paths(rows: list[list[float]]) -> None:
    table = np.array(rows)
    table /= table.sum(axis=1, keepdims=True)
    truth = exhaustive(table)
    for text, confidence in readings(table.astype(np.float32), CHARACTERS, keep=BEAM, within=99):
        assert confidence ** len(text) <= truth[text] * 1.001
    if len(rows) <= 2:  # the beam holds every text
        best = max(truth, key=lambda t: truth[t])
        found = readings(table.astype(np.float32), CHARACTERS)
        assert not (best and not found) or truth[best] == pytest.approx(truth[""], rel=1e-3)
        assert not found or found[0][1] ** len(found[0][0]) == pytest.approx(max(truth.values()), rel=1e-3)


@given(
    st.lists(st.lists(st.floats(0.01, 1), min_size=4, max_size=4), min_size=1, max_size=5),
    st.lists(st.text("AB0", min_size=1, max_size=3), min_size=1, max_size=4),
)
def test_the_likelihoods_of_texts_are_those_of_all_their_paths(rows: list[list[float]], texts: list[str]) -> None:
    table = np.array(rows)
    table /= table.sum(axis=1, keepdims=True)
    truth = exhaustive(table)
    found = likelihoods(table.astype(np.float32), texts, CHARACTERS)
    assert np.exp(found) == pytest.approx([truth.get(text, 0.0) for text in texts], abs=1e-5)


def test_blanks_in_a_row_count_once_and_still_part_a_letter_from_itself() -> None:
    parted = steps("A", "", "", "", "A", sure=0.9999)
    aa, a = likelihoods(parted, ["AA", "A"], CHARACTERS)
    assert aa == pytest.approx(0, abs=1e-2)
    assert a < aa - 5


def test_one_look_is_what_it_reads() -> None:
    table = steps("A", "", "B", sure=0.8)
    assert dict(together([table, table], CHARACTERS)) == pytest.approx(dict(readings(table, CHARACTERS)), abs=1e-3)


def test_several_looks_outvote_the_one_that_is_surest_of_another_letter() -> None:
    wrong, right = steps("A", "", "B"), steps("A", "", "B")
    wrong[2] = (0.01, 0.01, 0.20, 0.78)
    right[2] = (0.01, 0.01, 0.68, 0.30)
    assert readings(wrong, CHARACTERS)[0][0] == "A0"
    (first, sure), (second, less), *_ = together([wrong, right, right], CHARACTERS)
    assert (first, second) == ("AB", "A0")
    assert sure == pytest.approx(readings(right, CHARACTERS)[0][1], abs=1e-3)
    doubt = (2 * math.log(0.68 / 0.30) + math.log(0.20 / 0.78)) / 3
    assert len(first) * math.log(sure) - len(second) * math.log(less) == pytest.approx(doubt, abs=0.1)


def test_looks_at_nothing_say_nothing() -> None:
    assert together([steps("", ""), steps("")], CHARACTERS) == []
