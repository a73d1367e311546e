from datetime import date
from typing import Any

from teardowns.models import Identification
from web.shown import WHY, shown_dates

OUT = {"earliest": "2022-08-01", "latest": "2022-08-31", "why": "later_than_recovered"}


def stored(year: int, **more: Any) -> dict[str, Any]:
    days = {"earliest": f"{year}-08-01", "latest": f"{year}-08-31"}
    return {"text": "28M A0G9", "rule": "ti_year_month_lot", "manufacturer": "Texas Instruments", **days, **more}


def test_what_was_ruled_out_is_told_once_a_code() -> None:
    codes = [stored(2012, ruled_out=[OUT]), stored(2002, ruled_out=[OUT])]
    shown = shown_dates(Identification(date_codes=codes))
    assert [len(one.ruled_out) for one in shown] == [0, 1]
    assert (shown[1].ruled_out[0].earliest, shown[1].ruled_out[0].why) == (date(2022, 8, 1), WHY[OUT["why"]])


def test_codes_stored_before_it_was_kept_are_shown() -> None:
    (shown,) = shown_dates(Identification(date_codes=[stored(2012)]))
    assert (shown.earliest, shown.ruled_out) == (date(2012, 8, 1), ())


def test_nothing_is_judged() -> None:
    assert shown_dates(None) == []
