from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from provenance.partnumbers.quarters import EDITS, PAIRS, nearest, pairs_near, pairs_of

KEYS = st.text(alphabet="0123AB", min_size=1, max_size=24)


@st.composite
def misread(draw: st.DrawFn) -> tuple[str, str]:
    key = text = draw(KEYS)
    for _ in range(draw(st.integers(0, EDITS))):
        at = draw(st.integers(0, len(text)))
        character = draw(st.sampled_from(["", *"0123ABX"]))
        text = text[:at] + character + text[at + draw(st.integers(0, 1)) :]
    return key, text


@given(misread())
def test_two_edits_leave_one_pair(pair: tuple[str, str]) -> None:
    listed, read = pair
    assert Levenshtein.distance(listed, read) <= EDITS
    shared = [number in asked for number, asked in zip(pairs_of(listed), pairs_near(read), strict=True)]
    assert any(shared) or not read


@given(KEYS)
def test_few_questions_and_numbers_that_a_column_holds(key: str) -> None:
    assert sum(map(len, pairs_near(key))) <= 42
    assert len(pairs_of(key)) == len(PAIRS)
    assert all(-(2**31) <= number < 2**31 for number in pairs_of(key))


def test_other_lengths_give_other_numbers() -> None:
    assert not set(pairs_of("AD8015")) & set(pairs_of("AD80155"))


def test_the_nearest_come_first_and_others_not_at_all() -> None:
    listed = ["1T1013", "1T1019", "1T1", "1T1013CN8"]
    assert nearest(["1T1019"], listed) == [1, 0]
    assert nearest(["1T1019", "1T1013CN"], listed) == [1, 0, 3]
    assert nearest([], listed) == nearest(["1"], []) == []
