"""The lot code of a marking."""

import pytest

from teardowns.lots import lot_code


def role(text: str, name: str, probability: int = 600, *, line: str = "", start: int = 0) -> dict[str, object]:
    return {"line": line or text, "start": start, "text": text, "role": name, "probability": probability}


def test_the_likeliest_lot_of_several_is_it() -> None:
    roles = [role("D7283614A", "lot_code", 600), role("AB12345678", "lot_code", 400), role("#2147", "date_code", 900)]
    assert lot_code(roles) == "D7283614A"


def test_a_piece_that_is_likelier_something_else_is_none() -> None:
    assert lot_code([role("20471", "date_code", 700), role("20471", "lot_code", 200)]) == ""


def test_punctuation_goes_and_letters_stay_as_read() -> None:
    assert lot_code([role("3871462.1", "lot_code")]) == "38714621"
    assert lot_code([role("o0123b", "lot_code")]) == "O0123B"


@pytest.mark.parametrize("text", ["G4", "A412", "KOREA", "ABCDE1", "9" * 41])
def test_what_would_come_back_on_any_other_lot_is_none(text: str) -> None:
    assert lot_code([role(text, "lot_code")]) == ""


def test_nothing_stored_is_no_lot() -> None:
    assert lot_code([]) == ""
