"""Stored readings, candidates and reasons as the templates show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_noop

from provenance.partnumbers.dates.finding import BEFORE_THE_PART, LATER_THAN_RECOVERED
from provenance.partnumbers.normalise import clean_line
from provenance.partnumbers.rule_book import rules_behind
from provenance.partnumbers.script_guard import script_warnings
from provenance.partnumbers.types import Reason
from provenance.reasons import describe
from teardowns.models import Identification, Reading
from web.lettering import Piece, changed, doubtful
from web.line_roles import ShownRole, carry_number, named, roles_in

WHY = {
    LATER_THAN_RECOVERED: gettext_noop("it was recovered before"),
    BEFORE_THE_PART: gettext_noop("the part was not made yet"),
}
"""Why a date code does not mean an interval."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a reading; `others` are what other passes read, `roles` what its pieces are for.

    `decoded`: what the machine takes a line for that it read otherwise, for the part `decoded_for`; mostly empty.
    `warnings`: what look-alike letters of another alphabet make doubtful.
    """

    text: str
    pieces: list[Piece]
    doubts: int
    others: tuple[str, ...]
    roles: tuple[ShownRole, ...] = ()
    decoded: str = ""
    decoded_for: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def role(self) -> str:
        """What the line is for, in words; empty where nothing was judged."""
        return named(self.roles)

    @property
    def carries_number(self) -> bool:
        """Whether the part number, or some of it, stands on the line."""
        return carry_number(self.roles)


@dataclass(frozen=True, slots=True)
class ShownReason:
    """One reason in the language of the moment; `rule`: the id of the rule on which it rests, or empty."""

    sign: str
    text: str
    rule: str = ""


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
    return lines_with(judged.roles if judged else (), reading, judged.decoded if judged else ())


def lines_with(
    roles: Sequence[Mapping[str, Any]], reading: Reading, decoded: Iterable[Mapping[str, str]] = ()
) -> list[ShownLine]:
    """The lines of a reading with stored roles and, of a machine's reading, what they are taken for."""
    by_machine = reading.author_id is None
    taken = {one["read"]: one for one in decoded} if by_machine else {}
    return [
        _line(line, roles_in(roles, line["text"]), taken.get(clean_line(line["text"])), by_machine=by_machine)
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
    return dates_in(identification.date_codes if identification else [])


def dates_in(codes: Sequence[Mapping[str, Any]]) -> list[ShownDate]:
    """Stored date codes, each with the rule that reads it."""
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


def _line(
    stored: Mapping[str, Any], roles: tuple[ShownRole, ...], decoded: Mapping[str, str] | None, *, by_machine: bool
) -> ShownLine:
    text = stored["text"]
    others = tuple(other["text"] for other in stored.get("alternatives", ()) if other["text"] != text)
    pieces = doubtful(text, stored.get("confidence", 1000) / 1000, others, by_machine=by_machine)
    doubts = sum(len(piece.text) for piece in pieces if piece.marked)
    taken, part = (decoded["text"], decoded["part_number"]) if decoded else ("", "")
    warnings = tuple(describe(warning) for warning in script_warnings([clean_line(text)]))
    return ShownLine(text, pieces, doubts, others, roles, taken, part, warnings)


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
        reasons=_reasons(stored),
    )


def _reasons(stored: Mapping[str, Any]) -> list[ShownReason]:
    told = [Reason(one["sign"], one["code"], one["params"]) for one in stored["reasons"]]
    behind = rules_behind(told, stored["part_number"], stored["manufacturer"])
    return [ShownReason(one.sign, describe(one), rule) for one, rule in zip(told, behind, strict=True)]
