"""Addresses that say the same place have one key; vague ones have none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.addresses import LONGEST, address_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("119435, Moscow, Primernaya Str., 18, Building 1, Russia", "г. Москва, ул. Примерная, д. 18, стр. 1"),
        ("Room 1502, 15/F, Sample Tower, 1 Example Road, Kowloon", "1 Example Rd, Sample Tower, 15 Fl, 1502, Kowloon"),
    ],
)  # fmt: skip
def test_one_place_written_twice(one: str, other: str) -> None:
    assert address_key(one) == address_key(other) != ""


def test_other_numbers_are_other_places() -> None:
    assert address_key("1 Example Road, Sample Town") != address_key("2 Example Road, Sample Town")


@pytest.mark.parametrize("vague", ["", "Moscow", "Moscow, Russia", "119435 Moscow, Primernaya", "18", "Building 7"])
def test_what_is_vague_has_no_key(vague: str) -> None:
    assert address_key(vague) == ""


@given(st.text(max_size=600))
def test_any_text_is_survived(text: str) -> None:
    assert len(address_key(text)) <= LONGEST
