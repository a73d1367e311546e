"""What a manufacturer may see of a finding. Pure: the one place where this is decided.

Level 1 shows the part, the marking on it, the weapon model, the region and month of recovery, and the covered picture
of this one component. Nothing here knows the team, the order number, the specimen, the day, the original's
hash or what the camera wrote.
"""

from dataclasses import dataclass
from datetime import date

from provenance.partnumbers.normalise import plain

LEVEL = 1

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
    """The facts about one component that enter the decision. `precision` is day, month or year."""

    part_number: str
    marking_lines: tuple[Line, ...]
    date_code: str
    region: str
    recovered_on: date | None
    precision: str


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What goes out. `date_code` is empty when it is on none of the lines that are shown.

    `month` is the first day of the month, None when not even that is known.
    """

    part_number: str
    marking_lines: tuple[str, ...]
    date_code: str
    region: str
    month: date | None
    level: int


def disclose(found: Found) -> Disclosed:
    """Reduce what was found to what its maker may see."""
    lines = tuple(line.text for line in found.marking_lines if line.on_component)
    dated = any(plain(found.date_code) in plain(line) for line in lines)
    return Disclosed(
        part_number=found.part_number,
        marking_lines=lines,
        date_code=found.date_code if dated else "",
        region=found.region,
        month=_month(found.recovered_on, found.precision),
        level=LEVEL,
    )


def _month(recovered_on: date | None, precision: str) -> date | None:
    if recovered_on is None or precision == "year":
        return None
    return recovered_on.replace(day=1)
