"""Days, months and intervals as they are written in prose, never more exact than they are known."""

from calendar import monthrange
from datetime import date, timedelta

from django.utils.dateformat import format as django_format
from django.utils.translation import get_language, gettext

ONE_WEEK = timedelta(days=6)
UKRAINIAN = ["січ.", "лют.", "бер.", "квіт.", "трав.", "черв.", "лип.", "серп.", "вер.", "жовт.", "лист.", "груд."]
"""Months as CLDR shortens them; Django cuts each to three letters."""
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


def typed_day(text: str) -> date | None:
    """A day as typed, `2022-08-26`; None for what is none, or lies outside of any record."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def day(value: date | None) -> str:
    """ "14 Mar 2025", in Ukrainian "14 бер. 2025"."""
    return "" if value is None else f"{value.day} {_short(value)} {value.year}"


def month(value: date | None) -> str:
    """ "Mar 2025", in Ukrainian "березень 2025"."""
    if value is None:
        return ""
    return f"{django_format(value, 'F').lower() if get_language() == 'uk' else _short(value)} {value.year}"


def at_precision(value: date | None, precision: str) -> str:
    """A day, month or year, as exactly as it is known."""
    if value is None:
        return ""
    if precision == "year":
        return str(value.year)
    return month(value) if precision == "month" else day(value)


def interval(earliest: date | None, latest: date | None) -> str:
    """Both days included: "22–28 Nov 2021", "Apr–Aug 2022", "from 3 Feb 2022", "not known"."""
    if earliest is None and latest is None:
        return gettext("not known")
    if earliest is None:
        return gettext("until %(day)s") % {"day": day(latest)}
    if latest is None:
        return gettext("from %(day)s") % {"day": day(earliest)}
    return _closed(earliest, latest)


def made(earliest: date | None, latest: date | None) -> str:
    """A production interval in the words of its date code: "2021, week 47", "Mar 2021", "2021"."""
    if earliest is None or latest is None or latest - earliest != ONE_WEEK:
        return interval(earliest, latest)
    year, week, _ = earliest.isocalendar()
    return gettext("%(year)d, week %(week)02d") % {"year": year, "week": week}


def _closed(earliest: date, latest: date) -> str:
    if earliest == latest:
        return day(earliest)
    whole_months = earliest.day == 1 and latest.day == monthrange(latest.year, latest.month)[1]
    same_year = earliest.year == latest.year
    if whole_months and same_year and (earliest.month, latest.month) == (1, 12):
        return str(earliest.year)
    if whole_months and same_year:
        if earliest.month == latest.month:
            return month(earliest)
        return f"{_short(earliest)}–{month(latest) if get_language() != 'uk' else _short(latest) + f' {latest.year}'}"
    if whole_months:
        return f"{month(earliest)} – {month(latest)}"
    if same_year and earliest.month == latest.month:
        return f"{earliest.day}–{day(latest)}"
    if same_year:
        return f"{earliest.day} {_short(earliest)} – {day(latest)}"
    return f"{day(earliest)} – {day(latest)}"


def _short(value: date) -> str:
    return UKRAINIAN[value.month - 1] if get_language() == "uk" else django_format(value, "M")
