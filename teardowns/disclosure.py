"""What a manufacturer may see of a finding. Pure: the one place where this is decided.

Level 1 shows the part, the marking on it with its date and lot codes, the weapon model, the region and month of
recovery, the covered picture of this one component, our grade, and of the custody counts and a month. Nothing here
knows the team, the order number, the specimen, the day, the original's hash or what the camera wrote.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from provenance.partnumbers.normalise import plain

LEVEL = 1
LONGEST_LOT = 80

WITHHELD = ("board", "place", "day", "team", "specimen", "original")
"""Codes of what is always left out, named to the maker."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reading. The reader groups by nearness: what lies beside the component may be a label of the
    team or a neighbour's print."""

    text: str
    on_component: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The facts about one component that enter the decision. `precision` is day, month or year.

    `catalogued`: the number is in a catalogue of the maker's parts. `sealed_at`: when the original came in.
    """

    part_number: str
    marking_lines: tuple[Line, ...]
    date_code: str
    region: str
    recovered_on: date | None
    precision: str
    lot_code: str = ""
    catalogued: bool = False
    sealed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What goes out. `date_code` and `lot_code` are empty when they are on none of the lines that are shown.

    `month` is the first day of the month, None when not even that is known; so is `sealed_month`.
    """

    part_number: str
    marking_lines: tuple[str, ...]
    date_code: str
    lot_code: str
    region: str
    month: date | None
    grade: str
    sealed_month: date | None
    level: int


def disclose(found: Found) -> Disclosed:
    """Reduce what was found to what its maker may see."""
    lines = tuple(line.text for line in found.marking_lines if line.on_component)
    return Disclosed(
        part_number=found.part_number,
        marking_lines=lines,
        date_code=found.date_code if shown_on(found.date_code, lines) else "",
        lot_code=found.lot_code[:LONGEST_LOT] if shown_on(found.lot_code, lines) else "",
        region=found.region,
        month=_month(found.recovered_on, found.precision),
        grade=graded(catalogued=found.catalogued),
        sealed_month=found.sealed_at.date().replace(day=1) if found.sealed_at else None,
        level=LEVEL,
    )


def graded(*, catalogued: bool) -> str:
    """The Admiralty grade of "this component is this part".

    A: our own examination of a sealed original. 2 where the number is one of the maker's catalogued parts, else 3:
    one analyst's word alone is never "confirmed by other sources" (1).
    """
    return "A2" if catalogued else "A3"


def shown_on(code: str, lines: Iterable[str]) -> bool:
    """Whether a code stands on one of these lines, whatever the punctuation."""
    return any(plain(code) in plain(line) for line in lines)


def _month(recovered_on: date | None, precision: str) -> date | None:
    if recovered_on is None or precision == "year":
        return None
    return recovered_on.replace(day=1)
