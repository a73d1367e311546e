"""The date codes on a marking as intervals. A code is whole words, never a piece of a part number, never too late."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from provenance.partnumbers.dates.rules import GOST, DateRule, first_year, rules_for
from provenance.partnumbers.dates.spans import Span, spans, years
from provenance.partnumbers.families.soviet import designation
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.rule_ids import date_rule
from provenance.partnumbers.types import DateCode, RuledOut

LATER_THAN_RECOVERED, BEFORE_THE_PART = "later_than_recovered", "before_the_part"
RULED_OUT = (LATER_THAN_RECOVERED, BEFORE_THE_PART)
"""Why a reading that the rule allows is left out."""
_COPYRIGHT = re.compile(r"(?:\([CМM]\)|COPYRIGHT)\s*", re.IGNORECASE)
_SETTLED = (False, False, 0)
"""The rank of what a maker documents: where it reads a date, no other rule is asked."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is known beside the marking: nothing is made after `today` or after it was recovered, or before its kind."""

    today: date
    recovered: date | None = None
    part_from: int | None = None

    @property
    def latest(self) -> date:
        """The last possible day."""
        return min(self.today, self.recovered or self.today)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A rule that fits words of a line; `dated`: where its signs stand."""

    line: int
    rule: DateRule
    fit: re.Match[str]
    dated: tuple[int, int]

    @property
    def length(self) -> int:
        return self.fit.end() - self.fit.start()

    def touches(self, other: "_Hit") -> bool:
        return self.line == other.line and self.fit.start() < other.fit.end() and other.fit.start() < self.fit.end()


def date_codes(
    lines: Sequence[str],
    *,
    makers: Sequence[str],
    taken: Collection[tuple[int, int]],
    today: date,
    recovered: date | None = None,
    part_number: str = "",
    left_aside: frozenset[str] = frozenset(),
) -> tuple[DateCode, ...]:
    """Every reading of every date code on the lines, the surest rule first, the newest reading of it first.

    `makers` may have made the part, the likeliest first; `taken` are the places (line, word) that belong to its number.
    The makers' own rules come before the industry's, and what a surer rule explains is not read by another. A one-digit
    year gives one reading a decade, unless the recovery date or the part's own first year excludes it: that is told
    with the readings that stay. The rules with the ids `left_aside` (`rule_ids`) are not asked.
    """
    asked = frozenset(filter(None, (*makers, GOST if designation(part_number) else "")))
    known = Narrowing(today, recovered, first_year(plain(part_number)))
    rules = [rule for rule in rules_for(asked) if date_rule(rule.name) not in left_aside]
    hits = _hits(lines, rules, [_places(line, index, taken) for index, line in enumerate(lines)], known)
    codes = (code for hit in hits for code in _codes(hit, lines[hit.line], makers, known))
    return tuple(dict.fromkeys(codes))


def _places(line: str, index: int, taken: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the words of the part number stand, and years behind a copyright sign."""
    words = [word.span() for position, word in enumerate(re.finditer(r"\S+", line)) if (index, position) in taken]
    return words + [(said.end(), said.end() + 4) for said in _COPYRIGHT.finditer(line)]


def _hits(
    lines: Sequence[str], asked: Sequence[DateRule], taken: Sequence[Sequence[tuple[int, int]]], known: Narrowing
) -> list[_Hit]:
    found: list[_Hit] = []
    for _rank, rules in groupby(asked, key=lambda rule: rule.rank):
        tier = list(rules)
        if found and (found[0].rule.rank == _SETTLED or not tier[0].sure):
            continue
        fitting = [hit for index, line in enumerate(lines) for rule in tier for hit in _fits(index, line, rule)]
        free = [
            hit
            for hit in fitting
            if not any(hit.dated[0] < end and start < hit.dated[1] for start, end in taken[hit.line])
            and not any(hit.touches(other) for other in found)
            and any(_readings(hit, known))
        ]
        found += [hit for hit in free if all(hit.length >= other.length for other in free if hit.touches(other))]
    return found


def _fits(index: int, line: str, rule: DateRule) -> Iterator[_Hit]:
    for fit in rule.pattern.finditer(line):
        signs = [fit.span(name) for name in fit.groupdict() if fit[name]]
        yield _Hit(index, rule, fit, (min(start for start, _ in signs), max(end for _, end in signs)))


def _readings(hit: _Hit, known: Narrowing) -> Iterator[tuple[Span, str]]:
    """Each interval that the rule allows until today, with why it is ruled out all the same, if it is."""
    signs = {name: text for name, text in hit.fit.groupdict().items() if text}
    last = min(hit.rule.last or known.today.year, known.today.year)
    for year in years(signs, hit.rule.first, last):
        for start, end in spans(year, signs, hit.rule.weeks):
            if start <= known.today:
                yield (start, end), _why_not(start, end, known)


def _why_not(start: date, end: date, known: Narrowing) -> str:
    if start > known.latest:
        return LATER_THAN_RECOVERED
    return BEFORE_THE_PART if known.part_from and end.year < known.part_from else ""


def _codes(hit: _Hit, line: str, makers: Sequence[str], known: Narrowing) -> Iterator[DateCode]:
    readings = list(_readings(hit, known))
    ruled_out = tuple(RuledOut(start, end, why) for (start, end), why in readings if why)
    maker = next((maker for maker in makers if maker in hit.rule.makers), "")
    for (start, end), why in readings:
        if not why:
            yield DateCode(hit.fit[0], hit.rule.name, maker, start, min(end, known.latest), line, ruled_out)
