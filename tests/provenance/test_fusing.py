"""Several photos of one chip: agreement raises, disagreement lowers, and nothing depends on their order."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.fusing import CONTRADICTED, SEEN, fuse
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.ranking import CLEARLY_AHEAD, IDENTIFIED_FROM
from provenance.partnumbers.types import (
    Candidate,
    CataloguePart,
    DateCode,
    Decision,
    DecodedLine,
    Line,
    LineReading,
    OtherReading,
    Reason,
    Resolution,
)
from provenance.resolving import resolve

TODAY = date(2026, 6, 13)
AD, TI = "Analog Devices", "Texas Instruments"
NUMBERS = ("AD9361BBCZ", "LM358N", "STM32F405RGT6", "XC7A100T")
CATALOGUE = MemoryCatalogue(
    CataloguePart(number, maker, canonical(number))
    for number, maker in (("AD9361BBCZ", AD), ("ADF4351BCPZ", AD), ("STM32F405RGT6", "STMicroelectronics"))
)


def candidate(number: str, score: float, maker: str = AD, *doubts: Reason) -> Candidate:
    return Candidate(number, maker, maker, True, score, (Reason("for", "exact_number", {"number": number}), *doubts))


def photo(*candidates: Candidate, decision: Decision | None = None, codes: tuple[DateCode, ...] = ()) -> Resolution:
    ordered = tuple(sorted(candidates, key=lambda one: -one.score))
    return Resolution(tuple(one.part_number for one in ordered), ordered, codes, decision or decided(ordered))


def decided(ordered: tuple[Candidate, ...]) -> Decision:
    if not ordered:
        return Decision.UNKNOWN
    best, rivals = ordered[0], [one.score for one in ordered[1:]]
    clear = best.score - max(rivals, default=0.0) >= CLEARLY_AHEAD
    return Decision.IDENTIFIED if clear and best.score >= IDENTIFIED_FROM else Decision.AMBIGUOUS


def read(*lines: str) -> Resolution:
    return resolve(lines, CATALOGUE, today=TODAY)


def scores(fused: Resolution) -> dict[str, float]:
    return {one.part_number: one.score for one in fused.candidates}


def codes_of(one: Candidate) -> list[str]:
    return [reason.code for reason in one.reasons]


PHOTOS = st.builds(
    lambda found, unsure: photo(*found, decision=Decision.AMBIGUOUS if unsure and found else None),
    st.lists(
        st.builds(
            candidate,
            st.sampled_from(NUMBERS),
            st.integers(450, 990).map(lambda n: n / 1000),
            st.sampled_from([AD, TI]),
        ),
        max_size=4,
        unique_by=lambda one: one.part_number,
    ),
    st.booleans(),
)
RELAXED = settings(deadline=None)
EMPTY = Resolution((), (), (), Decision.UNKNOWN)


@RELAXED
@given(PHOTOS)
def test_one_photo_alone_says_what_it_said(one: Resolution) -> None:
    assert fuse([one]) == one
    assert fuse([one, EMPTY]) == fuse([EMPTY, one]) == one
    assert fuse([]) == fuse([EMPTY, EMPTY]) == EMPTY


@RELAXED
@given(st.lists(PHOTOS, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_photos_does_not_matter(photos: list[Resolution], random: object) -> None:
    shuffled = list(photos)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fuse(shuffled) == fuse(photos) == fuse([*photos, EMPTY])


@RELAXED
@given(st.lists(PHOTOS, max_size=6))
def test_scores_are_bounded_and_no_part_is_new(photos: list[Resolution]) -> None:
    fused = fuse(photos)
    shown = {(one.part_number, one.manufacturer) for each in photos for one in each.candidates}
    assert {(one.part_number, one.manufacturer) for one in fused.candidates} <= shown
    assert all(0 <= one.score <= 0.99 for one in fused.candidates)
    assert [one.score for one in fused.candidates] == sorted((one.score for one in fused.candidates), reverse=True)
    assert (fused.decision is Decision.UNKNOWN) == all(each.decision is Decision.UNKNOWN for each in photos)


@RELAXED
@given(PHOTOS, PHOTOS)
def test_agreement_never_lowers(one: Resolution, other: Resolution) -> None:
    if not one.candidates or not other.candidates:
        return
    best, second = one.candidates[0], other.candidates[0]
    if (best.part_number, best.manufacturer) != (second.part_number, second.manufacturer):
        return
    fused = fuse([one, other])
    assert scores(fused)[best.part_number] >= max(best.score, second.score)
    if one.decision is other.decision is Decision.IDENTIFIED:
        assert fused.decision is Decision.IDENTIFIED and fused.candidates[0].part_number == best.part_number


@RELAXED
@given(PHOTOS)
def test_the_same_said_twice_is_decided_alike(one: Resolution) -> None:
    twice = fuse([one, replace(one, lines=(*one.lines, "#2147"))])
    ranks = {Decision.UNKNOWN: 0, Decision.AMBIGUOUS: 1, Decision.IDENTIFIED: 2}
    assert ranks[twice.decision] >= ranks[one.decision]


@RELAXED
@given(st.lists(PHOTOS, min_size=2, max_size=4))
def test_photos_that_name_different_parts_are_never_decided(photos: list[Resolution]) -> None:
    named = [each.candidates[0] for each in photos if each.decision is Decision.IDENTIFIED]
    if len({(one.part_number, one.manufacturer) for one in named}) > 1:
        assert fuse(photos).decision is Decision.AMBIGUOUS


def test_two_photos_that_agree_say_so() -> None:
    fused = fuse([read("AD9361BBCZ", "#2147"), read("ANALOG DEVICES", "AD9361BBCZ")])
    best = fused.candidates[0]
    assert best.part_number == "AD9361BBCZ" and fused.decision is Decision.IDENTIFIED
    assert best.score > read("AD9361BBCZ").candidates[0].score
    assert Reason("for", SEEN, {"count": "2"}) in best.reasons
    assert [code.text for code in fused.date_codes] == ["2147"] or fused.date_codes[0].text == "#2147"


def test_two_strong_photos_that_disagree_are_left_to_a_person() -> None:
    one, other = read("AD9361BBCZ"), read("ADF4351BCPZ")
    assert one.decision is other.decision is Decision.IDENTIFIED
    fused = fuse([one, other])
    assert fused.decision is Decision.AMBIGUOUS
    assert {found.part_number for found in fused.candidates[:2]} == {"AD9361BBCZ", "ADF4351BCPZ"}
    for found in fused.candidates[:2]:
        assert CONTRADICTED in codes_of(found)
        assert found.score < max(one.candidates[0].score, other.candidates[0].score)
    assert fuse([one, other, one]).decision is Decision.AMBIGUOUS, "a majority does not settle it either"


def test_a_second_photo_tells_two_candidates_apart() -> None:
    doubtful = photo(candidate("AD9361BBCZ", 0.90), candidate("LM358N", 0.88))
    assert doubtful.decision is Decision.AMBIGUOUS
    fused = fuse([doubtful, photo(candidate("AD9361BBCZ", 0.93))])
    assert fused.decision is Decision.IDENTIFIED
    assert scores(fused)["AD9361BBCZ"] > 0.93 and scores(fused)["LM358N"] < 0.88


def test_a_poor_photo_hardly_shakes_a_clear_one() -> None:
    fused = fuse([photo(candidate("AD9361BBCZ", 0.95)), photo(candidate("LM358N", 0.48))])
    assert fused.decision is Decision.IDENTIFIED
    assert 0.93 < scores(fused)["AD9361BBCZ"] < 0.95


def test_what_is_merely_read_speaks_against_nothing() -> None:
    fused = fuse([photo(candidate("AD9361BBCZ", 0.93)), photo(candidate("LM358N", 0.6), decision=Decision.UNKNOWN)])
    assert scores(fused)["AD9361BBCZ"] == 0.93 and fused.decision is Decision.IDENTIFIED


def test_a_doubt_that_every_photo_shares_is_not_settled_by_more_photos() -> None:
    shared, own = (
        Reason("against", "wrong_letter", {"read": "AD9361BBC2"}),
        Reason("against", "unreadable", {"read": "?"}),
    )
    same = [photo(candidate("AD9361BBCZ", 0.84, AD, shared)) for _ in range(3)]
    assert scores(fuse(same))["AD9361BBCZ"] > IDENTIFIED_FROM
    assert fuse(same).decision is Decision.AMBIGUOUS
    assert fuse([same[0], photo(candidate("AD9361BBCZ", 0.84, AD, own))]).decision is Decision.IDENTIFIED


def test_a_veto_that_every_photo_has_is_not_settled_by_more_photos() -> None:
    unsure = replace(candidate("AD9361BBCZ", 0.9), vetoes=("unsure",))
    torn = replace(candidate("AD9361BBCZ", 0.9), vetoes=("LM358N",))
    photos = [photo(one, decision=Decision.AMBIGUOUS) for one in (unsure, unsure, torn)]
    assert fuse(photos[:2]).decision is Decision.AMBIGUOUS
    assert fuse(photos[1:]).decision is Decision.IDENTIFIED


def test_two_photos_that_leave_the_same_two_numbers_open_decide_nothing() -> None:
    listed = MemoryCatalogue(CataloguePart(number, AD, canonical(number)) for number in ("ADF4351BCPZ", "ADF4350BCPZ"))
    lines: list[Line] = [LineReading("ADF4351BCPZ", (OtherReading("ADF4350BCPZ", 3.0),)), "2041"]
    one = resolve(lines, listed, today=TODAY)
    assert one.decision is Decision.AMBIGUOUS and one.candidates[0].vetoes == ("ADF4350BCPZ",)
    assert fuse([one, one]).decision is Decision.AMBIGUOUS
    assert fuse([one, resolve(["ADF4351BCPZ", "2041"], listed, today=TODAY)]).decision is Decision.IDENTIFIED


def test_lines_are_decoded_as_the_photos_have_them_that_agree() -> None:
    line = DecodedLine("AD9361BBC2", "AD9361BBCZ", "AD9361BBCZ", AD)
    other = DecodedLine("LM35BN", "LM358N", "LM358N", TI)
    agreeing = replace(photo(candidate("AD9361BBCZ", 0.95)), decoded=(line,))
    against = replace(photo(candidate("LM358N", 0.7, TI)), decoded=(other,))
    assert fuse([agreeing, agreeing, against]).decoded == (line,)


def test_the_beginning_of_a_number_agrees_with_all_of_it_and_decides_between_none() -> None:
    short, long, other = (
        candidate("STM32F405", 0.88),
        candidate("STM32F405RGT6", 0.95),
        candidate("STM32F405VGT6", 0.95),
    )
    agreed = fuse([photo(short, decision=Decision.AMBIGUOUS), photo(long)])
    assert agreed.candidates[0].part_number == "STM32F405RGT6" and agreed.decision is Decision.IDENTIFIED
    assert agreed.candidates[0].score > 0.95
    level = fuse([photo(replace(short, score=0.96)), photo(long)])
    assert level.candidates[0].part_number == "STM32F405RGT6", "the full number, read nearly as well"
    torn = fuse([photo(long), photo(other, short, decision=Decision.IDENTIFIED)])
    assert torn.decision is Decision.AMBIGUOUS


def test_another_maker_of_the_same_number_is_another_part() -> None:
    fused = fuse([photo(candidate("LM358N", 0.95, TI)), photo(candidate("LM358N", 0.95, "STMicroelectronics"))])
    assert fused.decision is Decision.AMBIGUOUS
    open_maker = fuse([photo(candidate("LM358N", 0.95, TI)), photo(candidate("LM358N", 0.80, ""))])
    assert open_maker.candidates[0].manufacturer == TI and open_maker.decision is Decision.IDENTIFIED


@pytest.mark.parametrize("turn", [1, -1])
def test_date_codes_that_agree_come_first(turn: int) -> None:
    def code(text: str, year: int) -> DateCode:
        return DateCode(text, "yyww", "", date(year, 11, 22), date(year, 11, 28))

    photos = [
        photo(candidate("LM358N", 0.9), codes=(code("2117", 2017), code("2147", 2021))),
        photo(candidate("LM358N", 0.8), codes=(code("#2147", 2021),)),
    ]
    fused = fuse(photos[::turn])
    assert [found.earliest.year for found in fused.date_codes] == [2021, 2021, 2017]


def test_roles_of_a_line_are_those_of_the_first_photo_that_shows_it() -> None:
    one, other = read("winbond", "25Q128JVSQ", "1927"), read("winbond", "25Q128JVSQ", "МАХ3490")
    both = fuse([one, other])
    told = {(both.lines[role.line], role.text) for role in both.roles}
    assert {("1927", "1927"), ("МАХ3490", "МАХ3490"), ("winbond", "winbond")} <= told
    assert len({(role.line, role.start, role.role) for role in both.roles}) == len(both.roles)
    assert [warning.code for warning in both.warnings] == ["script_lookalikes"]
