"""What is known of a made world beforehand: the questions, and the chains that were planted. For the checker alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Planted:
    """One question. `hands`: (name, country) from the distributor to the importer; none where nothing is planted."""

    kind: str
    part_number: str
    manufacturer: str
    made: tuple[date, date]
    recovered: date
    hands: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """The questions with planted chains, those without, and the rows in the two files of shipments."""

    planted: Sequence[Planted]
    controls: Sequence[Planted]
    rows: int
    later: int


def save(truth: Truth, path: Path) -> None:
    """Write it as JSON."""
    path.write_text(json.dumps(asdict(truth), default=date.isoformat, ensure_ascii=False), encoding="utf-8")


def load(path: Path) -> Truth:
    """Read what `save` wrote."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Truth([*map(_question, raw["planted"])], [*map(_question, raw["controls"])], raw["rows"], raw["later"])


def _question(raw: dict[str, Any]) -> Planted:
    first, last = map(date.fromisoformat, raw["made"])
    return Planted(
        kind=raw["kind"],
        part_number=raw["part_number"],
        manufacturer=raw["manufacturer"],
        made=(first, last),
        recovered=date.fromisoformat(raw["recovered"]),
        hands=tuple((name, country) for name, country in raw["hands"]),
    )
