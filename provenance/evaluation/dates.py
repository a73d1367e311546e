"""How well the date codes of chips are read, judged by chips whose dates are known. Pure: no database is asked."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from provenance.evaluation.shares import Share
from provenance.partnumbers.dates.finding import date_codes
from provenance.partnumbers.normalise import clean_readings, plain
from provenance.partnumbers.types import DateCode

JSON = dict[str, Any]
Interval = tuple[date, date]
COLUMNS = ("marking_lines", "manufacturer", "part_number", "earliest", "latest")
SEPARATOR, OPEN, OR = "|", "?", ";"


class UnusableRow(ValueError):
    """A line of the file is no chip, `fault` says why."""

    def __init__(self, line: int, fault: str) -> None:
        super().__init__(line, fault)
        self.line, self.fault = line, fault


@dataclass(frozen=True, slots=True)
class DatedChip:
    """A chip and when it was made. Several intervals: the marking leaves it open; none: it bears no date.

    `known` is false when it may bear a date that nobody could read: such a chip is not judged.
    """

    lines: tuple[str, ...]
    manufacturer: str
    part_number: str
    made: frozenset[Interval]
    known: bool = True


class DateVerdict(StrEnum):
    """What is said of a chip's date. Right: its interval is told, and beside it no more than other decades of it."""

    RIGHT = "right"
    UNREAD = "unread"
    WRONG = "wrong"
    FALSE_DATE = "false date"
    NO_DATE = "no date"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Judged:
    """A chip with what was read of it."""

    chip: DatedChip
    codes: tuple[DateCode, ...]
    verdict: DateVerdict

    @property
    def intervals(self) -> frozenset[Interval]:
        """The intervals that were told."""
        return frozenset((code.earliest, code.latest) for code in self.codes)

    @property
    def settled(self) -> bool:
        """Whether only one interval was told."""
        return len(self.intervals) == 1


Reader = Callable[[DatedChip], Sequence[DateCode]]


def chips_of(rows: Iterable[str]) -> Iterator[DatedChip]:
    """The chips of a CSV with `COLUMNS`; several intervals are separated by `;`, `?` marks one that is not known.

    Raises UnusableRow, of the first line with the columns that are missing.
    """
    table = csv.DictReader(rows)
    missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
    if missing:
        raise UnusableRow(1, ", ".join(missing))
    for row in table:
        try:
            yield _chip(row)
        except (ValueError, AttributeError, TypeError) as error:
            raise UnusableRow(table.line_num, str(error)) from error


def _chip(row: dict[str, str]) -> DatedChip:
    lines = tuple(row["marking_lines"].split(SEPARATOR))
    if OPEN in (row["earliest"], row["latest"]):
        return DatedChip(lines, row["manufacturer"], row["part_number"], frozenset(), known=False)
    days = [[date.fromisoformat(day) for day in row[name].split(OR) if day] for name in ("earliest", "latest")]
    made = frozenset(zip(*days, strict=True))
    return DatedChip(lines, row["manufacturer"], row["part_number"], made)


def read_by_rules(chip: DatedChip, *, maker: str, today: date) -> tuple[DateCode, ...]:
    """The rules alone; `maker` as manufacturers.csv names it, the part as the label has it."""
    lines = tuple(line.text for line in clean_readings(chip.lines))
    number = plain(chip.part_number)
    taken = {
        (index, place)
        for index, line in enumerate(lines)
        for place, word in enumerate(line.split())
        if len(plain(word)) > 1 and plain(word) in number
    }
    return date_codes(lines, makers=[maker], taken=taken, today=today, part_number=chip.part_number)


def judge(chip: DatedChip, codes: Sequence[DateCode]) -> Judged:
    """What the readings are worth."""
    return Judged(chip, tuple(codes), _verdict(chip, codes))


def _verdict(chip: DatedChip, codes: Sequence[DateCode]) -> DateVerdict:
    if not chip.known:
        return DateVerdict.NOT_JUDGED
    if not chip.made:
        return DateVerdict.FALSE_DATE if codes else DateVerdict.NO_DATE
    if not codes:
        return DateVerdict.UNREAD
    fitting = {code.text for code in codes if (code.earliest, code.latest) in chip.made}
    right = bool(fitting) and all(code.text in fitting or (code.earliest, code.latest) in chip.made for code in codes)
    return DateVerdict.RIGHT if right else DateVerdict.WRONG


def report(judged: Sequence[Judged]) -> JSON:
    """`right` of the chips that bear a known date, `settled`: those of them with one interval only; `false_dates` of
    the chips that bear none."""
    dated = [one for one in judged if one.chip.made]
    bare = [one for one in judged if one.chip.known and not one.chip.made]
    right = [one for one in dated if one.verdict is DateVerdict.RIGHT]
    return {
        "chips": len(judged),
        "not_judged": sum(one.verdict is DateVerdict.NOT_JUDGED for one in judged),
        "right": Share(len(right), len(dated)).plain(),
        "settled": Share(sum(one.settled for one in right), len(dated)).plain(),
        "wrong": Share(sum(one.verdict is DateVerdict.WRONG for one in dated), len(dated)).plain(),
        "false_dates": Share(sum(one.verdict is DateVerdict.FALSE_DATE for one in bare), len(bare)).plain(),
        "misses": [
            _told(one) for one in (*dated, *bare) if one.verdict not in (DateVerdict.RIGHT, DateVerdict.NO_DATE)
        ],
    }


def _told(one: Judged) -> JSON:
    return {
        "marking": SEPARATOR.join(one.chip.lines),
        "manufacturer": one.chip.manufacturer,
        "verdict": one.verdict.value,
        "made": [_interval(made) for made in sorted(one.chip.made)],
        "read": [f"{code.text}: {_interval((code.earliest, code.latest))} ({code.rule})" for code in one.codes],
    }


def _interval(interval: Interval) -> str:
    return f"{interval[0]}/{interval[1]}"
