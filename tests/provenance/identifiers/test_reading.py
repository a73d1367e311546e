"""Numbers of registers: told apart by how they are called, how they look, and their check digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_97_10

from provenance.identifiers import SCHEMES, read_identifier, read_number


@pytest.mark.parametrize(
    ("text", "country", "scheme", "value", "strong"),
    [
        ("7704730655 (Tax ID/INN)", "RU", "inn", "7704730655", True),
        ("ИНН 7704730655", "", "inn", "7704730655", True),
        ("7704730655", "RU", "inn", "7704730655", True),
        ("INN: 7704730656", "RU", "inn", "7704730656", False),
        ("Tax ID No. 500100732259 (Russia)", "", "inn", "500100732259", True),
        ("1027700132195 (OGRN)", "RU", "ogrn", "1027700132195", True),
        ("Reg. No. 1027700132195", "RU", "ogrn", "1027700132195", True),
        ("ЄДРПОУ 32855961", "", "edrpou", "32855961", True),
        ("32855961", "UA", "edrpou", "32855961", True),
        ("91110000600037341L (USCC)", "CN", "uscc", "91110000600037341L", True),
        ("CR No. 3176428", "HK", "hkcr", "3176428", False),
        ("Cr no: 3092848", "HK", "hkcr", "3092848", False),
        ("213800KUD8LAJWSQ9D15", "", "lei", "213800KUD8LAJWSQ9D15", True),
        ("LEI: 213800KUD8LAJWSQ9D16", "", "lei", "213800KUD8LAJWSQ9D16", False),
        ("DE 136 695 976 (VAT)", "DE", "vat", "DE136695976", True),
        ("DE136695977 (VAT)", "DE", "vat", "DE136695977", False),
        ("DE1234567 (EORI)", "DE", "eori", "DE1234567", False),
        ("HRB 7", "DE", "other", "7", False),
        ("0613-0759-7600-0001 (Central Registration System No.)", "TR", "other", "0613075976000001", False),
        ("11996849 (United Arab Emirates, National Economic Register Number (CBLS))", "AE", "other", "11996849", False),
    ],
)
def test_numbers_as_lists_write_them(text: str, country: str, scheme: str, value: str, strong: bool) -> None:
    found = read_identifier(text, country)
    assert found
    assert (found.scheme, found.value, found.strong) == (scheme, value, strong)
    assert found.text == text


def test_a_tax_number_of_another_country_is_no_russian_one() -> None:
    assert read_identifier("7704730655 (Tax ID)", "KZ").scheme == "other"
    assert read_identifier("7704730655 (Tax ID)").scheme == "other"


@pytest.mark.parametrize("text", ["", " ", "n/a", "not known", "()"])
def test_no_number_no_identifier(text: str) -> None:
    assert read_identifier(text, "RU") is None


@given(st.text(max_size=300), st.sampled_from(["", "RU", "UA", "CN", "HK", "DE"]))
def test_any_text_is_survived_and_only_checked_numbers_are_strong(text: str, country: str) -> None:
    found = read_identifier(text, country)
    if found:
        assert found.scheme in {*SCHEMES, "other"}
        assert found.value.isalnum()
        assert len(found.value) <= 100
        assert len(found.text) <= 200
        assert not found.strong or found.valid


@given(st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=18, max_size=18), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(text: str, step: int) -> None:
    right = text + mod_97_10.calc_check_digits(text)
    assert read_number(right, "LEI").strong
    wrong = right[:-1] + str((int(right[-1]) + step) % 10)
    assert not read_number(wrong, "LEI").strong
