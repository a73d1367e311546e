"""Receipts and bag codes: codes that people read aloud, write by hand and check without the server."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teardowns import bag_codes, crockford, receipts

AT = datetime(2026, 11, 22, 11, 20, 44, 999_999, tzinfo=UTC)
SAID = {"sha256": "0" * 64, "size": 5_000_000, "photo": "3f9ac1d0-0000-4000-8000-00000000077b"}
FREE = st.text(crockford.ALPHABET, min_size=8, max_size=8)


def code(key: bytes = bytes(range(32)), at: datetime = AT) -> str:
    return receipts.receipt_code(key, received_at=at, **SAID)  # type: ignore[arg-type]


def test_the_code_that_phones_were_told_to_expect() -> None:
    assert code() == "EMDM-9CAF-1P7N"
    assert receipts.moment(AT) == "2026-11-22T11:20:44Z"


def test_another_key_or_another_second_gives_another_code() -> None:
    assert len({code(), code(b"x" * 32), code(at=AT + timedelta(seconds=1))}) == 3
    assert code(at=AT.astimezone(timezone(timedelta(hours=2)))) == code(at=AT.replace(microsecond=0)) == code()


@pytest.mark.parametrize("typed", ["emdm9caf1p7n", " EMDM 9CAF IP7N ", "ЕМDМ–9САF–lp7n"])
def test_a_receipt_is_known_however_it_is_typed(typed: str) -> None:
    assert receipts.same_code(typed, code())
    assert not receipts.same_code(typed + "0", code())


@pytest.mark.parametrize(("free", "whole"), [("00000000", "0000000001"), ("7K3M9QX2", "7K3M9QX216")])
def test_the_bag_codes_that_phones_were_told_to_expect(free: str, whole: str) -> None:
    assert bag_codes.with_check(free) == whole


@given(FREE)
def test_a_code_is_read_back_as_it_is_shown(free: str) -> None:
    whole = bag_codes.with_check(free)
    assert bag_codes.read(bag_codes.shown(whole).lower()) == whole


@given(FREE, st.integers(0, 9), st.sampled_from(crockford.ALPHABET))
def test_one_wrong_sign_is_noticed(free: str, place: int, sign: str) -> None:
    whole = bag_codes.with_check(free)
    wrong = whole[:place] + sign + whole[place + 1 :]
    assert (bag_codes.read(wrong) is None) == (wrong != whole)


@given(FREE, st.integers(0, 9), st.integers(0, 9))
def test_two_swapped_signs_are_noticed(free: str, one: int, other: int) -> None:
    signs = list(bag_codes.with_check(free))
    swapped = list(signs)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert (bag_codes.read("".join(swapped)) is None) == (swapped != signs)


@given(st.text(max_size=30))
def test_any_text_is_a_code_or_none(text: str) -> None:
    found = bag_codes.read(text)
    assert found is None or bag_codes.read(found) == found


def test_new_codes_hold() -> None:
    assert all(bag_codes.read(made) == made for made in (bag_codes.new_code() for _ in range(50)))
    with pytest.raises(ValueError, match="eight"):
        bag_codes.with_check("0")
