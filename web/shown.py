"""Stored readings, candidates and reasons as the templates show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext, gettext_noop

from provenance.partnumbers.dates.finding import BEFORE_THE_PART, LATER_THAN_RECOVERED
from provenance.partnumbers.normalise import clean_line
from provenance.partnumbers.types import Reason
from provenance.reasons import describe
from teardowns.models import Identification, Reading
from web.lettering import Piece, changed, compact, doubtful

WHY = {
    LATER_THAN_RECOVERED: gettext_noop("it was recovered before"),
    BEFORE_THE_PART: gettext_noop("the part was not made yet"),
}
"""Why a date code does not mean an interval."""
SHORTEST_PART = 3
"""Fewer shared characters do not make a line part of a part number."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a reading; `others` are what other passes read, `role` is "part", "date" or "".

    `decoded`: what the machine takes a line for that it read otherwise, for the part `decoded_for`; mostly empty.
    """

    text: str
    pieces: list[Piece]
    doubts: int
    others: tuple[str, ...]
    role: str
    decoded: str = ""
    decoded_for: str = ""


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
class ShownRuledOut:
    """An interval that a date code does not mean, and why."""

    earliest: date
    latest: date
    why: str


@dataclass(frozen=True, slots=True)
class ShownDate:
    """One way to read a date code; the last way of a code tells what was `ruled_out`."""

    text: str
    rule: str
    manufacturer: str
    earliest: date
    latest: date
    ruled_out: tuple[ShownRuledOut, ...] = ()


def shown_lines(reading: Reading | None, judged: Identification | None = None) -> list[ShownLine]:
    """The lines of a reading, doubtful characters marked; with a judgement, what each line is for and taken for."""
    if reading is None:
        return []
    by_machine = reading.author_id is None
    decoded = {one["read"]: one for one in judged.decoded} if judged and by_machine else {}
    return [
        _line(line, _role(line["text"], judged), decoded.get(clean_line(line["text"])), by_machine=by_machine)
        for line in reading.lines
    ]


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
    codes = identification.date_codes if identification else []
    following = [(one["text"], one["rule"]) for one in codes[1:]]
    return [
        ShownDate(
            code["text"],
            code["rule"],
            code["manufacturer"],
            date.fromisoformat(code["earliest"]),
            date.fromisoformat(code["latest"]),
            () if (code["text"], code["rule"]) in following[place:] else _ruled_out(code),
        )
        for place, code in enumerate(codes)
    ]


def _ruled_out(code: Mapping[str, Any]) -> tuple[ShownRuledOut, ...]:
    """Nothing for a code that was stored before this was kept."""
    return tuple(
        ShownRuledOut(date.fromisoformat(one["earliest"]), date.fromisoformat(one["latest"]), gettext(WHY[one["why"]]))
        for one in code.get("ruled_out", ())
    )


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


def _line(stored: Mapping[str, Any], role: str, decoded: Mapping[str, str] | None, *, by_machine: bool) -> ShownLine:
    text = stored["text"]
    others = tuple(other["text"] for other in stored.get("alternatives", ()) if other["text"] != text)
    pieces = doubtful(text, stored.get("confidence", 1000) / 1000, others, by_machine=by_machine)
    doubts = sum(len(piece.text) for piece in pieces if piece.marked)
    taken, part = (decoded["text"], decoded["part_number"]) if decoded else ("", "")
    return ShownLine(text, pieces, doubts, others, role, taken, part)


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
