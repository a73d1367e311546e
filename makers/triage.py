"""Is it worth asking a maker now? Four marks from 0 to 3, each with its reasons as codes. Pure; it decides nothing.

The sum says in which order requests deserve a maker's time. People decide; `MOST_OPEN` alone is a limit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

MOST_OPEN: Final = 5
"""Requests that one maker has before it at a time."""
HIGH, FAIR = 8, 5
"""From which sum a request is worth asking now, and from which it may wait for room."""
_YEAR: Final = timedelta(days=365)
FRESH, RECENT, KEPT = 2 * _YEAR, 5 * _YEAR, 10 * _YEAR
"""Ages of a part: fresh; recent; and for how long records of sales are commonly kept."""
MANY_SPECIMENS: Final = 5


class Mark(StrEnum):
    """What is marked."""

    TRACEABILITY = "traceability"
    RECENCY = "recency"
    CRITICALITY = "criticality"
    NOVELTY = "novelty"


class Known(StrEnum):
    """What this maker has said of the part so far; the most that applies."""

    NOTHING = "nothing"
    OTHER_LOT = "other_lot"
    NO_REPLY = "no_reply"
    THIS_LOT = "this_lot"


@dataclass(frozen=True, slots=True)
class LotFacts:
    """What is known of a lot. `shared`: "lot" or "date"; `tier`: 1 to 4 of the Common High Priority List, 0: none."""

    shared: str
    specimens: int
    dated: bool
    made_latest: date | None
    recovered_latest: date | None
    tier: int
    known: Known


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a mark is what it is."""

    code: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Marked:
    """One mark, 0 to 3, and why."""

    mark: Mark
    points: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Triage:
    """All four marks."""

    marks: tuple[Marked, ...]

    @property
    def score(self) -> int:
        """Their sum, 0 to 12."""
        return sum(one.points for one in self.marks)

    @property
    def advice(self) -> str:
        """ "ask", "wait" or "spare"."""
        return "ask" if self.score >= HIGH else "wait" if self.score >= FAIR else "spare"

    def as_json(self) -> dict[str, Any]:
        """Plain values, for the database and the ledger."""
        return {
            one.mark.value: {
                "points": one.points,
                "reasons": [{"code": reason.code, "params": dict(reason.params)} for reason in one.reasons],
            }
            for one in self.marks
        }


def triage_of(stored: Mapping[str, Any]) -> Triage:
    """Marks as `Triage.as_json` wrote them; what is missing is left out."""
    return Triage(
        tuple(
            Marked(
                mark,
                stored[mark]["points"],
                tuple(Reason(row["code"], row["params"]) for row in stored[mark]["reasons"]),
            )
            for mark in Mark
            if mark in stored
        )
    )


def triage(facts: LotFacts, today: date) -> Triage:
    """The four marks of a lot on a day."""
    return Triage((_traceability(facts, today), _recency(facts, today), _criticality(facts), _novelty(facts)))


def _traceability(facts: LotFacts, today: date) -> Marked:
    """Can a sale be found by what is printed?"""
    if facts.shared == "lot":
        points, reasons = (3, [_because("lot_and_date")]) if facts.dated else (2, [_because("lot_alone")])
    else:
        points, reasons = 1, [_because("date_alone")]
    if facts.made_latest and today - facts.made_latest > KEPT:
        points -= 1
        reasons.append(_because("records_may_be_gone", years=KEPT.days // _YEAR.days))
    return _marked(Mark.TRACEABILITY, points, reasons)


def _recency(facts: LotFacts, today: date) -> Marked:
    """Was it made lately? Where no date was decoded, when it was recovered stands in, one point lower."""
    day = facts.made_latest or facts.recovered_latest
    if day is None:
        return _marked(Mark.RECENCY, 0, [_because("no_date")])
    age = max(today - day, timedelta(0))
    points = 3 if age <= FRESH else 2 if age <= RECENT else 1 if age <= KEPT else 0
    if facts.made_latest:
        return _marked(Mark.RECENCY, points, [_because("made", year=day.year)])
    return _marked(Mark.RECENCY, points - 1, [_because("recovered", year=day.year)])


def _criticality(facts: LotFacts) -> Marked:
    """Does the part matter, and how much of it is there?"""
    points = {1: 3, 2: 2, 3: 1, 4: 1}.get(facts.tier, 0)
    reasons = [_because("tier", tier=facts.tier) if facts.tier else _because("no_tier")]
    if facts.specimens >= MANY_SPECIMENS:
        points += 1
        reasons.append(_because("many_specimens", n=facts.specimens))
    return _marked(Mark.CRITICALITY, points, reasons)


def _novelty(facts: LotFacts) -> Marked:
    """Would the answer be news?"""
    points = {Known.NOTHING: 3, Known.OTHER_LOT: 2, Known.NO_REPLY: 1, Known.THIS_LOT: 0}[facts.known]
    return _marked(Mark.NOVELTY, points, [_because(f"known_{facts.known.value}")])


def _marked(mark: Mark, points: int, reasons: list[Reason]) -> Marked:
    return Marked(mark, min(max(points, 0), 3), tuple(reasons))


def _because(code: str, **params: Any) -> Reason:
    return Reason(code, params)
