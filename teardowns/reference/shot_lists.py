"""What is worth a photo on each kind of weapon: the shot lists that the field app walks through.

`weapon_kinds.csv` puts each kind of weapon into one of a few groups that look alike; `shot_lists.csv` says what is
photographed of a group, in this order. A row without a group is for every weapon.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

_HERE = Path(__file__).parent

OTHER = "other"
"""The group of a weapon whose kind nobody has put into one, and of one that nobody has recognised."""

Scope = Literal["once", "board", "chip"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One photo to take: once a weapon, once a board, or once a chip of a board."""

    slot: str
    scope: Scope


def groups_of_kinds() -> dict[str, str]:
    """Kind of weapon, as in weapons.csv -> its group."""
    return {row["kind"]: row["group"] for row in _rows("weapon_kinds.csv")}


def group_names() -> list[str]:
    """Every group, in the order of weapon_kinds.csv; the last one is for what fits nowhere."""
    return [*dict.fromkeys(groups_of_kinds().values()), OTHER]


def shot_lists() -> dict[str, tuple[Slot, ...]]:
    """Group -> what to photograph, in order."""
    rows = _rows("shot_lists.csv")
    return {
        group: tuple(Slot(row["slot"], cast(Scope, row["scope"])) for row in rows if row["group"] in ("", group))
        for group in group_names()
    }


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
