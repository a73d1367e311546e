from datetime import date

import pytest

from provenance.evaluation.dates import DateVerdict, UnusableRow, chips_of, judge, read_by_rules, report

TODAY = date(2026, 6, 13)
HEAD = "marking_lines,manufacturer,part_number,earliest,latest"
ROWS = [
    HEAD,
    "1712|W25Q64,Winbond,W25Q64,2017-03-20,2017-03-26",
    "22D1HFK|NE5532,Texas Instruments,NE5532,2002-02-01;2012-02-01,2002-02-28;2012-02-29",
    "1712|LM358,,LM358,2012-01-01,2012-01-07",
    "LM358N,,LM358N,2012-01-01,2012-01-07",
    "LM358N|1712,,LM358N,,",
    "LM358N,,LM358N,,",
    "LM358N|1712,,LM358N,?,?",
]


def verdicts(rows: list[str]) -> list[str]:
    return [
        judge(chip, read_by_rules(chip, maker=chip.manufacturer, today=TODAY)).verdict.value for chip in chips_of(rows)
    ]


def test_each_verdict() -> None:
    assert verdicts(ROWS) == ["right", "right", "wrong", "unread", "false date", "no date", "not judged"]


def test_another_code_with_another_date_is_not_right() -> None:
    assert verdicts([HEAD, "1712|1815|W25Q64,,W25Q64,2017-03-20,2017-03-26"]) == ["wrong"]


def test_the_figures() -> None:
    answer = report([judge(chip, read_by_rules(chip, maker=chip.manufacturer, today=TODAY)) for chip in chips_of(ROWS)])
    assert (answer["chips"], answer["not_judged"]) == (7, 1)
    assert (answer["right"]["hits"], answer["right"]["of"]) == (2, 4)
    assert (answer["settled"]["hits"], answer["settled"]["of"]) == (1, 4)
    assert (answer["wrong"]["hits"], answer["false_dates"]["hits"], answer["false_dates"]["of"]) == (1, 1, 2)
    assert answer["right"]["low"] < 50 < answer["right"]["high"]
    assert [miss["verdict"] for miss in answer["misses"]] == [
        DateVerdict.WRONG, DateVerdict.UNREAD, DateVerdict.FALSE_DATE,
    ]  # fmt: skip
    assert answer["misses"][0]["read"] == ["1712: 2017-03-20/2017-03-26 (yyww)"]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (["marking_lines,manufacturer"], 1),
        ([], 1),
        ([HEAD, "A,B,C,2012-13-01,2012-01-07"], 2),
        ([HEAD, "A,B,C,2012-01-01;2012-02-01,2012-01-07"], 2),
        ([HEAD, "LM358N,,LM358N,,", "A,B"], 3),
    ],
)
def test_a_row_that_cannot_be_used_is_named(rows: list[str], line: int) -> None:
    with pytest.raises(UnusableRow) as error:
        list(chips_of(rows))
    assert error.value.line == line
