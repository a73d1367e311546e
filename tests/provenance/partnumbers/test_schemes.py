import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import reference
from provenance.partnumbers.confusions import CLASSES
from provenance.partnumbers.schemes import SERIES, as_numbered, put_right
from provenance.partnumbers.types import LineReading, OtherReading

SIZES_OF_Q = st.sampled_from(["16", "32", "64", "128", "256"])


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("250128JVSQ", "25Q128JVSQ"),
        ("W250128JVSQ", "W25Q128JVSQ"),
        ("25V0128AS1G", "25VQ128ASIG"),
        ("25QB4CS1G", "25Q64CSIG"),
        ("25Q128S1G", "25Q128SIG"),
        ("EN250H64A", "EN25QH64A"),
    ],
)
def test_lettering_that_no_scheme_has_is_put_right(read: str, printed: str) -> None:
    assert as_numbered(read) == printed


@pytest.mark.parametrize(
    "read",
    [
        "25Q128JVSQ",  # as it stands
        "25640DW",  # an EEPROM
        "NM25C040",
        "25C080",
        "MX25L12835F",  # the size in another way
        "25LC256",
        "TPS25820DSS",  # no flash
        "BQ25505RGR",
        "25040AS1G",  # 25Q40 and 25D40 alike
        "250",
        "",
    ],
)
def test_what_may_be_right_is_left_alone(read: str) -> None:
    assert as_numbered(read) == ""


def test_no_number_that_the_shipped_catalogue_lists_is_changed() -> None:
    listed = {row.number.upper() for row in reference.parts()}
    assert sorted(number for number in listed if as_numbered(number)) == []


@given(st.sampled_from(["Q", "VQ", "LQ"]), SIZES_OF_Q, st.data())
def test_a_number_of_the_scheme_stays_and_one_look_alike_in_it_comes_back(
    series: str, size: str, data: st.DataObject
) -> None:
    printed = f"25{series}{size}CSIG"
    assert as_numbered(printed) == ""
    letters = [(digit, letter) for digit, looks in CLASSES.items() for letter in looks]
    places = [(i, d) for i, c in enumerate(printed[:-4]) for d, x in letters if i > 1 and x == c]
    if places:
        at, digit = data.draw(st.sampled_from(places))
        assert as_numbered(printed[:at] + digit + printed[at + 1 :]) in ("", printed)


@given(st.text("25QOD0VBSIG1Z468A", max_size=14))
def test_any_text_gives_nothing_or_a_number_of_a_known_series(text: str) -> None:
    found = as_numbered(text)
    assert not found or any(found.partition("25")[2].startswith(series) for series in SERIES)


def test_the_line_as_read_stays_among_the_other_readings() -> None:
    (line, other) = put_right(
        [LineReading("WINBOND 250128JVSQ", (OtherReading("25Q128JVSQ", 0.3),)), LineReading("1820")]
    )
    assert line.text == "WINBOND 25Q128JVSQ"
    assert [one.text for one in line.alternatives] == ["WINBOND 250128JVSQ", "25Q128JVSQ"]
    assert other == LineReading("1820")
