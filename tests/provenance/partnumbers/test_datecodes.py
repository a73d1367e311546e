from collections.abc import Collection
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.partnumbers.datecodes import date_codes

TODAY = date(2026, 6, 13)


def read(*lines: str, maker: str = "", taken: Collection[tuple[int, int]] = ()) -> list[tuple[str, str, date, date]]:
    return [
        (c.text, c.rule, c.earliest, c.latest) for c in date_codes(lines, manufacturer=maker, taken=taken, today=TODAY)
    ]


def test_year_and_week() -> None:
    assert read("1712") == [("1712", "yyww", date(2017, 3, 20), date(2017, 3, 26))]
    assert read("#1742")[0][2] == date(2017, 10, 16)
    assert read("9907")[0][2] == date(1999, 2, 15)


@pytest.mark.parametrize(
    "text", ["1760", "1700", "2712", "2650", "4140", "17", "171", "TEN 20-2412", "TMR3-0521", "12.17"]
)
def test_no_date(text: str) -> None:
    assert read(text) == []


def test_the_week_that_runs_is_cut_at_today() -> None:
    assert read("2624")[0][3] == TODAY


def test_words_of_the_part_number_are_left_alone() -> None:
    assert read("TEN 20-2412 2412", taken={(0, 0), (0, 1)}) == [("2412", "yyww", date(2024, 3, 18), date(2024, 3, 24))]
    assert read("LT 1013", taken={(0, 0), (0, 1)}) == []


def test_a_one_digit_year_gives_every_decade_newest_first() -> None:
    found = read("28M A0G9 G4", maker="Texas Instruments")
    assert [(f[2], f[3]) for f in found] == [
        (date(2022, 8, 1), date(2022, 8, 31)),
        (date(2012, 8, 1), date(2012, 8, 31)),
        (date(2002, 8, 1), date(2002, 8, 31)),
    ]


def test_a_year_digit_ahead_of_today_is_the_decade_before() -> None:
    assert read("SEC 816", maker="Samsung Electronics")[0][2] == date(2018, 4, 16)


@pytest.mark.parametrize(
    ("line", "maker", "rule", "earliest"),
    [
        ("1418K7P", "Microchip Technology", "microchip_yyww_trace", date(2014, 4, 28)),
        ("C 07 PHI 1111", "Cypress Semiconductor", "cypress_country_yyww", date(2011, 3, 14)),
        ("PQG208EGQ0525", "Xilinx", "xilinx_package_codes_yyww", date(2005, 6, 20)),
        ("AU 1112", "Atmel", "atmel_package_yyww", date(2011, 3, 21)),
        ("FnG1740B", "NXP Semiconductors", "nxp_site_yyww", date(2017, 10, 2)),
        ("1925AB", "Nordic Semiconductor", "nordic_yyww_lot", date(2019, 6, 17)),
        ("1845", "Milandr", "yyww", date(2018, 11, 5)),
        ("8705", "Kvazar", "soviet_yymm", date(1987, 5, 1)),
        ("VII-84", "Kvazar", "soviet_roman_month", date(1984, 7, 1)),
        ("1612-BKTSH", "MediaTek", "mediatek_yyww_lot", date(2016, 3, 21)),
        ("1512-CHINA", "", "yyww", date(2015, 3, 16)),
    ],
)
def test_makers_rules(line: str, maker: str, rule: str, earliest: date) -> None:
    found = read(line, maker=maker)
    assert (found[0][1], found[0][2]) == (rule, earliest)


def test_a_makers_rule_is_not_used_for_another_maker() -> None:
    assert read("28M A0G9 G4", maker="Winbond") == []


@given(
    st.lists(st.text(max_size=30), max_size=6), st.sampled_from(["", "Texas Instruments", "Kvazar", "Atmel", "onsemi"])
)
def test_never_in_the_future_and_never_backwards(lines: list[str], maker: str) -> None:
    for code in date_codes(lines, manufacturer=maker, taken=(), today=TODAY):
        assert code.earliest <= code.latest <= TODAY
