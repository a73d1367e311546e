"""Date codes as intervals. A code is a whole word or line, never a piece of a part number, never in the future."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from provenance.partnumbers.families.base import YYWW, DateRule
from provenance.partnumbers.families.registry import date_rules
from provenance.partnumbers.types import DateCode

GENERIC = DateRule(
    "yyww",
    re.compile(rf"#?{YYWW}(?:-?(?:CHINA|TAIWAN|KOREA|MALAYSIA|JAPAN|PHILIPPINES|THAILAND))?"),
    "industry practice: two digits of the year, two of the week",
)
_MONTHS = {**{str(n): n for n in range(1, 10)}, "A": 10, "B": 11, "C": 12}
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
_SAID_YEARS = 30


def date_codes(
    lines: Sequence[str], *, manufacturer: str, taken: Collection[tuple[int, int]], today: date
) -> tuple[DateCode, ...]:
    """Every reading of every date code on the lines.

    `taken` are the places (line, word) that belong to the part number. A brand's own rules come first; a word that
    they explain is not read by the general rule. A one-digit year gives one reading a decade, the newest first.
    """
    found: list[DateCode] = []
    for index, line in enumerate(lines):
        words = line.split()
        free = [word for position, word in enumerate(words) if (index, position) not in taken]
        texts = [(line, "line")] if len(free) == len(words) else [(" ".join(free), "line")]
        texts += [(word, "word") for word in free]
        found += _read(texts, manufacturer, today)
    return tuple(dict.fromkeys(found))


def _read(texts: Sequence[tuple[str, str]], manufacturer: str, today: date) -> Iterator[DateCode]:
    explained = False
    for text, scope in texts:
        own = [
            DateCode(text, rule.name, manufacturer, *interval)
            for rule in date_rules(manufacturer)
            if rule.scope == scope
            for interval in intervals(rule, text, today)
        ]
        yield from own
        explained = explained or (scope == "line" and bool(own))
        if scope == "word" and not own and not explained:
            for interval in intervals(GENERIC, text.strip("()[],."), today):
                yield DateCode(text, GENERIC.name, "", *interval)


def intervals(rule: DateRule, text: str, today: date) -> list[tuple[date, date]]:
    """What a rule reads from a text as (earliest, latest) days, both inclusive; nothing that starts after today."""
    fit = rule.pattern.fullmatch(text)
    if not fit:
        return []
    groups = {name: value for name, value in fit.groupdict().items() if value}
    spans = (_span(year, groups) for year in _years(groups, rule.first_year, today))
    return [(start, min(end, today)) for start, end in (span for span in spans if span) if start <= today]


def _years(groups: dict[str, str], first: int, today: date) -> list[int]:
    if "yy" in groups:
        year = today.year - today.year % 100 + int(groups["yy"])
        year -= 100 if year > today.year else 0
        return [year] if year >= first else []
    newest = today.year - (today.year - int(groups["y"])) % 10
    return [year for year in range(newest, max(first, today.year - _SAID_YEARS) - 1, -10)]


def _span(year: int, groups: dict[str, str]) -> tuple[date, date] | None:
    """The days of the week, month or year; None when the year has no such week."""
    if "ww" in groups:
        return _week(year, int(groups["ww"]))
    month = (
        int(groups["mm"]) if "mm" in groups else _MONTHS.get(groups.get("m", "")) or _ROMAN.get(groups.get("roman", ""))
    )
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


@cache
def _week(year: int, week: int) -> tuple[date, date] | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6)
