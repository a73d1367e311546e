from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.partnumbers.dates.finding import BEFORE_THE_PART, LATER_THAN_RECOVERED, date_codes
from provenance.partnumbers.dates.rules import date_rules

TODAY = date(2026, 6, 13)
TI = "Texas Instruments"
MAKERS = sorted({maker for rule in date_rules() for maker in rule.makers})


def read(*lines: str, maker: str = "", taken: Collection[tuple[int, int]] = (), **known: Any) -> list[Any]:
    return list(date_codes(lines, makers=[maker], taken=taken, today=TODAY, **known))


def starts(*lines: str, maker: str = "", **known: Any) -> list[tuple[int, int, int]]:
    return [(c.earliest.year, c.earliest.month, c.earliest.day) for c in read(*lines, maker=maker, **known)]


def test_year_and_week() -> None:
    (code,) = read("1712")
    assert (code.text, code.rule, code.manufacturer) == ("1712", "yyww", "")
    assert (code.earliest, code.latest) == (date(2017, 3, 20), date(2017, 3, 26))
    assert starts("#1742") == [(2017, 10, 16)]
    assert starts("9907") == [(1999, 2, 15)]


@pytest.mark.parametrize(
    "text",
    [
        "1760", "1700", "2712", "2650", "4140", "6239", "17", "171", "TEN 20-2412", "TMR3-0521", "12.17", "1217.5",
        "V1.2013", "20-2412", "LM1013", "(C)2018", "(C) 2018", "Copyright 2012", "DMC(C)2018", "12171", "2018/2019",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["(1712)", "[1712]", "1712,", "1712.", "1712;"])
def test_signs_around_a_code_are_no_part_of_it(text: str) -> None:
    assert starts(text) == [(2017, 3, 20)]


def test_the_code_stands_in_its_line() -> None:
    (code,) = read("HBAE8R941 1830")
    assert (code.text, code.line) == ("1830", "HBAE8R941 1830")
    (code,) = read("USB2514B", "D1802-A2P10", "802QWBA", maker="SMSC", taken={(0, 0)})
    assert (code.text, code.earliest) == ("D1802-A2P10", date(2018, 1, 8))
    assert starts("Hi3518", "CP78A1640", "1640-CHINA", maker="HiSilicon", taken={(0, 0)}) == [(2016, 10, 3)]


def test_the_week_that_runs_is_cut_at_today() -> None:
    assert read("2624")[0].latest == TODAY


def test_words_of_the_part_number_are_left_alone() -> None:
    assert starts("TEN 20-2412 2412", taken={(0, 0), (0, 1)}) == [(2024, 3, 18)]
    assert read("LT 1013", taken={(0, 0), (0, 1)}) == []
    assert starts("ATMEGA328P 20AU 0723", maker="Atmel", taken={(0, 0), (0, 1)}) == [(2007, 6, 4)]


def test_a_one_digit_year_gives_every_decade_newest_first() -> None:
    assert starts("28M A0G9", maker=TI) == [(2022, 8, 1), (2012, 8, 1), (2002, 8, 1)]
    assert read("28M A0G9", maker=TI)[0].latest == date(2022, 8, 31)


def test_a_lead_finish_code_is_younger_than_its_standard() -> None:
    assert starts("28M A0G9 G4", maker=TI) == [(2022, 8, 1), (2012, 8, 1)]


def test_a_rule_holds_in_its_years_only() -> None:
    assert starts("249BB842 B", maker="Spansion") == [(2012, 12, 3)]
    assert starts("84AD5QUG3", maker="National Semiconductor") == [(2018, 4, 1)]
    assert starts("84AD5QUG3", maker=TI) == [(2018, 4, 1), (2008, 4, 1)]


def test_a_year_digit_ahead_of_today_is_the_decade_before() -> None:
    assert starts("SEC 816", maker="Samsung Electronics")[0] == (2018, 4, 16)


def test_the_recovery_rules_out_what_is_later_and_says_so() -> None:
    codes = read("28M A0G9", maker=TI, recovered=date(2014, 1, 31))
    assert [code.earliest.year for code in codes] == [2012, 2002]
    assert [(one.earliest, one.latest, one.why) for one in codes[0].ruled_out] == [
        (date(2022, 8, 1), date(2022, 8, 31), LATER_THAN_RECOVERED)
    ]
    assert read("2412", recovered=date(2023, 5, 1)) == []


def test_the_week_of_the_recovery_is_cut_at_it() -> None:
    assert read("1712", recovered=date(2017, 3, 22))[0].latest == date(2017, 3, 22)


def test_the_life_of_the_part_rules_out_what_was_before_it() -> None:
    codes = read("SEC 907", maker="Samsung Electronics", part_number="KLMBG2JETD")
    assert [code.earliest for code in codes] == [date(2019, 2, 11)]
    assert {one.why for one in codes[0].ruled_out} == {BEFORE_THE_PART}
    assert {one.earliest.year for one in codes[0].ruled_out} == {2009, 1999}


def test_two_rules_that_read_the_same_are_both_told() -> None:
    codes = read("1235 3512", maker="NVS Technologies")
    assert {(c.text, c.rule) for c in codes} == {("1235", "nvs_yyww"), ("3512", "nvs_wwyy")}
    both = read("1215", maker="NVS Technologies")
    assert {(c.rule, c.earliest) for c in both} == {
        ("nvs_yyww", date(2012, 4, 9)),
        ("nvs_wwyy", date(2015, 3, 16)),
    }


def test_a_number_of_several_makers_is_dated_by_the_rules_of_each() -> None:
    makers = [TI, "National Semiconductor"]
    codes = date_codes(["ED45JF", "LM358N"], makers=makers, taken={(1, 0)}, today=TODAY)
    assert {(code.rule, code.manufacturer) for code in codes} == {("national_year_period", makers[1])}
    codes = date_codes(["52CXR7K", "LM358N"], makers=makers, taken={(1, 0)}, today=TODAY)
    assert {code.manufacturer for code in codes} == {TI, makers[1]}


def test_what_the_maker_documents_settles_it() -> None:
    assert [code.rule for code in read("#1742", "1130", maker="Analog Devices")] == ["adi_hash_yyww"]
    assert [code.rule for code in read("1742", "1130", maker="Analog Devices")] == ["yyww", "yyww"]


def test_low_confidence_is_read_only_where_nothing_else_is() -> None:
    assert [code.rule for code in read("7WB45", maker="Micron Technology")][:1] == ["micron_year_week_pair"]
    assert {code.rule for code in read("7WB45", "1745", maker="Micron Technology")} == {"yyww"}


def test_a_makers_rule_is_not_used_for_another_maker() -> None:
    assert read("28M A0G9 G4", maker="Winbond") == []


@pytest.mark.parametrize(
    ("lines", "number", "start"),
    [
        (("К561ТМ2", "8705"), "К561ТМ2", (1987, 5, 1)),
        (("К561ТМ2", "VII-84"), "К561ТМ2", (1984, 7, 1)),
        (("К561ТМ2", "ХІІ 84"), "К561ТМ2", (1984, 12, 1)),
        (("К561ТМ2", "0584"), "К561ТМ2", (1984, 5, 1)),
        (("К1986ВЕ92QI", "1845"), "К1986ВЕ92QI", (2018, 11, 5)),
    ],
)
def test_a_soviet_designation_brings_its_standards(
    lines: tuple[str, ...], number: str, start: tuple[int, int, int]
) -> None:
    assert starts(*lines, part_number=number, taken={(0, 0)})[0] == start


@given(st.lists(st.text(max_size=30), max_size=6), st.sampled_from(["", *MAKERS]))
@settings(deadline=None)
def test_any_text(lines: list[str], maker: str) -> None:
    for code in date_codes(lines, makers=[maker], taken=(), today=TODAY):
        assert code.earliest <= code.latest <= TODAY
        assert code.text in code.line and code.line in lines


@given(
    st.lists(st.text(alphabet="0123456789ABGMSE#-/ ", max_size=14), max_size=3),
    st.sampled_from(MAKERS),
    st.dates(date(1990, 1, 1), TODAY),
)
@settings(deadline=None, max_examples=200)
def test_narrowing_takes_away_and_never_adds(lines: list[str], maker: str, recovered: date) -> None:
    everything = {(c.text, c.rule, c.earliest) for c in read(*lines, maker=maker)}
    narrowed = read(*lines, maker=maker, recovered=recovered)
    assert {(c.text, c.rule, c.earliest) for c in narrowed} <= everything
    assert all(c.latest <= recovered for c in narrowed)


def test_a_huge_line_is_read_fast() -> None:
    assert len(read("1712 " * 48)) == 1
