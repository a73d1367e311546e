"""What the demonstration found: the rows of the table, and summary.json."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from config.demo.device import Sent
from provenance.models import Trace
from teardowns.models import TERMINAL_STATES, Identification, Marking, Photo
from teardowns.queries.judgements import current_identification, current_reading

HEADINGS = ("photo", "chip", "marking", "part number", "maker", "date code", "chain", "grade")
SHARES = (24, 4, 26, 18, 17, 10, 28, 11)
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ChipRow:
    """One chip of one photo. `score` is 0 to 1; `route` and `grade` describe its best chain."""

    marking: str
    part_number: str
    manufacturer: str
    score: float
    decision: str
    date_code: str
    chains: int
    route: str
    grade: str


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """One photo with its chips."""

    file: str
    state: str
    sha256: str
    chips: list[ChipRow] = field(default_factory=list)

    @property
    def terminal(self) -> bool:
        """Whether the work on this photo is over."""
        return self.state in TERMINAL_STATES


def rows_of(sent: Sequence[Sent]) -> list[PhotoRow]:
    """One row for every file that was sent."""
    return [_photo_row(one) for one in sent]


def summary(rows: Sequence[PhotoRow], seconds: float) -> dict[str, Any]:
    """The content of summary.json."""
    photos = [asdict(row) for row in rows]
    for photo in photos:
        for chip in photo["chips"]:
            del chip["route"], chip["grade"]
    return {"seconds": round(seconds, 1), "photos": photos}


def write_summary(file: Path, content: dict[str, Any]) -> None:
    """Write it whole or not at all."""
    unfinished = file.with_suffix(".new")
    unfinished.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
    unfinished.replace(file)


def table(rows: Sequence[PhotoRow], width: int | None = None) -> str:
    """The rows as text, cut to the width of the terminal."""
    columns = width or max(120, shutil.get_terminal_size((160, 40)).columns)
    widths = [share * (columns - len(SHARES)) // sum(SHARES) for share in SHARES]
    lines = [_line(HEADINGS, widths), _line(["-" * size for size in widths], widths)]
    for row in rows:
        lines += [_line(cells, widths) for cells in _cells(row)]
    return "\n".join(lines)


def _cells(row: PhotoRow) -> list[tuple[str, ...]]:
    if not row.chips:
        return [(row.file, "", f"({row.state})", "", "", "", "", "")]
    return [
        (
            row.file if number == 1 else "",
            str(number),
            chip.marking,
            chip.part_number + ("" if chip.decision == "identified" else "?" if chip.part_number else "unknown"),
            chip.manufacturer,
            chip.date_code,
            chip.route,
            chip.grade,
        )
        for number, chip in enumerate(row.chips, start=1)
    ]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    cut = [cell if len(cell) <= width else cell[: width - 1] + "…" for cell, width in zip(cells, widths, strict=True)]
    return " ".join(cell.ljust(width) for cell, width in zip(cut, widths, strict=True)).rstrip()


def _photo_row(sent: Sent) -> PhotoRow:
    if not sent.photo:
        return PhotoRow(sent.file.name, REFUSED, "")
    photo = Photo.objects.get(public_id=sent.photo)
    markings = photo.markings.select_related("component").order_by("ordinal")
    return PhotoRow(sent.file.name, photo.state, photo.sha256, [_chip_row(marking) for marking in markings])


def _chip_row(marking: Marking) -> ChipRow:
    reading = current_reading(marking)
    judged = current_identification(marking.component)
    best = judged.candidates[0] if judged and judged.candidates else None
    chains = _chains(judged.trace if judged else None)
    return ChipRow(
        marking=" | ".join(reading.texts) if reading else "",
        part_number=(judged.part_number if judged else "") or (best["part_number"] if best else ""),
        manufacturer=_maker(judged, best),
        score=best["score"] / 1000 if best else 0.0,
        decision=judged.decision if judged else "unknown",
        date_code=judged.date_code if judged else "",
        chains=len(chains),
        route=_route(chains[0]) if chains else "",
        grade=_grade(chains[0]) if chains else "",
    )


def _maker(judged: Identification | None, best: dict[str, Any] | None) -> str:
    if judged and judged.manufacturer:
        return judged.manufacturer.name
    return str(best["manufacturer"]) if best else ""


def _chains(trace: Trace | None) -> list[dict[str, Any]]:
    return trace.answer.get("chains", []) if trace else []


def _route(chain: dict[str, Any]) -> str:
    """How long the chain is, and that its companies are invented: a name cut to the column would lose that word."""
    invented = any("(fictitious)" in hop["to"]["name"] for hop in chain["hops"])
    count = len(chain["hops"])
    return f"{count} hop{'' if count == 1 else 's'}" + (", invented companies" if invented else "")


def _grade(chain: dict[str, Any]) -> str:
    """The tier of the chain and the weakest grade among its evidence, as in `declared F6`."""
    grades = [said["grade"] for hop in chain["hops"] for said in hop["evidence"] if said.get("grade")]
    return f"{chain['tier']} {max(grades)}" if grades else str(chain["tier"])
