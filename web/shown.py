"""Stored readings, candidates and reasons as the templates show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from provenance.partnumbers.types import Reason
from provenance.reasons import describe
from teardowns.models import Identification, Reading
from web.lettering import Piece, changed, compact, doubtful

SHORTEST_PART = 3
"""Fewer shared characters do not make a line part of a part number."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a reading; `others` are what other passes read, `role` is "part", "date" or ""."""

    text: str
    pieces: list[Piece]
    doubts: int
    others: tuple[str, ...]
    role: str


@dataclass(frozen=True, slots=True)
class ShownReason:
    """One reason in the language of the moment."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownCandidate:
    """One candidate; `index` counts from zero as the operations do, `key` from one as the keyboard does."""

    index: int
    key: int
    part_number: str
    pieces: list[Piece]
    manufacturer: str
    owner: str
    catalogued: bool
    score: float
    reasons: list[ShownReason]


@dataclass(frozen=True, slots=True)
class ShownDate:
    """One way to read a date code."""

    text: str
    rule: str
    manufacturer: str
    earliest: date
    latest: date


def shown_lines(reading: Reading | None, judged: Identification | None = None) -> list[ShownLine]:
    """The lines of a reading, doubtful characters marked; with a judgement, what each line is for."""
    if reading is None:
        return []
    return [_line(line, _role(line["text"], judged), by_machine=reading.author_id is None) for line in reading.lines]


def shown_candidates(identification: Identification | None) -> list[ShownCandidate]:
    """The candidates of a judgement, best first, changed characters marked."""
    if identification is None:
        return []
    return candidates_in(identification.candidates, identification.reading.texts)


def candidates_in(stored: Iterable[Mapping[str, Any]], texts: list[str]) -> list[ShownCandidate]:
    """Stored candidates for a reading with these texts, best first, changed characters marked."""
    return [_candidate(index, one, texts) for index, one in enumerate(stored)]


def shown_dates(identification: Identification | None) -> list[ShownDate]:
    """The date codes that were found, each with the rule that reads it."""
    if identification is None:
        return []
    return [
        ShownDate(
            code["text"],
            code["rule"],
            code["manufacturer"],
            date.fromisoformat(code["earliest"]),
            date.fromisoformat(code["latest"]),
        )
        for code in identification.date_codes
    ]


def _role(text: str, judged: Identification | None) -> str:
    if judged is None:
        return ""
    if any(code["text"] and code["text"] in text for code in judged.date_codes):
        return "date"
    best = judged.part_number or next((one["part_number"] for one in judged.candidates), "")
    read, meant = compact(text).upper(), compact(best).upper()
    return "part" if len(read) >= SHORTEST_PART and _alike(read, meant) else ""


def _alike(read: str, meant: str) -> bool:
    shared = SequenceMatcher(None, read, meant, autojunk=False).find_longest_match().size
    return shared >= SHORTEST_PART and shared >= min(len(read), len(meant)) / 2


def _line(stored: Mapping[str, Any], role: str, *, by_machine: bool) -> ShownLine:
    text = stored["text"]
    others = tuple(other["text"] for other in stored.get("alternatives", ()) if other["text"] != text)
    pieces = doubtful(text, stored.get("confidence", 1000) / 1000, others, by_machine=by_machine)
    return ShownLine(text, pieces, sum(len(piece.text) for piece in pieces if piece.marked), others, role)


def _candidate(index: int, stored: Mapping[str, Any], texts: Iterable[str]) -> ShownCandidate:
    return ShownCandidate(
        index=index,
        key=index + 1,
        part_number=stored["part_number"],
        pieces=changed(stored["part_number"], texts),
        manufacturer=stored["manufacturer"],
        owner=stored["owner"],
        catalogued=stored["catalogued"],
        score=stored["score"] / 1000,
        reasons=[_reason(reason) for reason in stored["reasons"]],
    )


def _reason(stored: Mapping[str, Any]) -> ShownReason:
    reason = Reason(stored["sign"], stored["code"], stored["params"])
    return ShownReason(reason.sign, describe(reason))
