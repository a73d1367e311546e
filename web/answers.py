"""Stored answers of a list of markings as a page and a table show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from provenance.lines import SIGN
from provenance.models import MarkingBatchRow
from provenance.partnumbers.types import Reason
from provenance.reasons import describe
from web.shown import ShownCandidate, ShownDate, candidates_in, dates_in
from web.words import decision

COLUMNS = (
    "row", "reference", "marking", "recovered_on", "decision", "part_number", "maker", "owner", "catalogued", "made",
    "date_code", "date_rule", "reasons", "warnings", "other_candidates",
)  # fmt: skip

NONE_YET = {"decision": "", "candidates": [], "date_codes": [], "warnings": []}


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One row of a list; without an answer yet, `decision` is empty."""

    row: MarkingBatchRow
    decision: str
    candidates: list[ShownCandidate]
    dates: list[ShownDate]
    warnings: list[str]

    @property
    def marking(self) -> str:
        """Its lines in one."""
        return SIGN.join(self.row.lines)

    @property
    def best(self) -> ShownCandidate | None:
        """The first candidate."""
        return self.candidates[0] if self.candidates else None


def shown_answer(row: MarkingBatchRow) -> ShownAnswer:
    """A row in the language of the moment."""
    answer: Mapping[str, Any] = row.answer or NONE_YET
    return ShownAnswer(
        row=row,
        decision=answer["decision"],
        candidates=candidates_in(answer["candidates"], row.lines),
        dates=dates_in(answer["date_codes"]),
        warnings=[describe(Reason(one["sign"], one["code"], one["params"])) for one in answer["warnings"]],
    )


def cells(shown: ShownAnswer) -> list[str]:
    """The row as `COLUMNS` have it; intervals as ISO 8601, several of them parted by semicolons."""
    row, best = shown.row, shown.best
    reasons = best.reasons if best else []
    return [
        str(row.ordinal),
        row.reference,
        shown.marking,
        row.recovered_on.isoformat() if row.recovered_on else "",
        decision(shown.decision),
        best.part_number if best else "",
        best.manufacturer if best else "",
        best.owner if best else "",
        ("yes" if best.catalogued else "no") if best else "",
        "; ".join(f"{one.earliest.isoformat()}/{one.latest.isoformat()}" for one in shown.dates),
        "; ".join(dict.fromkeys(one.text for one in shown.dates)),
        "; ".join(dict.fromkeys(one.rule for one in shown.dates)),
        " ".join(one.text for one in reasons if one.sign != "against"),
        " ".join([*shown.warnings, *(one.text for one in reasons if one.sign == "against")]),
        "; ".join(f"{one.part_number} ({one.manufacturer or '?'})" for one in shown.candidates[1:]),
    ]
