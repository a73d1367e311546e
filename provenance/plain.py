"""Answers of the marking engine in the form of the command line: plain JSON values, reasons as sentences."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from provenance.partnumbers.types import Candidate, DateCode, Resolution
from provenance.reasons import describe

JSON = dict[str, Any]


def plain_candidate(candidate: Candidate) -> JSON:
    """A candidate; `score` 0..1, `reasons` with sign, code and a sentence in the active language."""
    return {
        "part_number": candidate.part_number,
        "manufacturer": candidate.manufacturer,
        "owner": candidate.owner,
        "catalogued": candidate.catalogued,
        "score": round(candidate.score, 3),
        "reasons": [
            {"sign": reason.sign, "code": reason.code, "text": describe(reason)} for reason in candidate.reasons
        ],
    }


def plain_date_code(code: DateCode) -> JSON:
    """A date code; both days inclusive, ISO 8601."""
    days: Sequence[tuple[str, date]] = (("earliest", code.earliest), ("latest", code.latest))
    return {
        "text": code.text,
        "rule": code.rule,
        "manufacturer": code.manufacturer,
        **{name: day.isoformat() for name, day in days},
        "line": code.line,
        "ruled_out": [
            {"earliest": one.earliest.isoformat(), "latest": one.latest.isoformat(), "why": one.why}
            for one in code.ruled_out
        ],
    }


def plain_resolution(resolution: Resolution) -> JSON:
    """Candidates best first, date codes, decision, and the lines that the first candidate has otherwise."""
    return {
        "candidates": [plain_candidate(candidate) for candidate in resolution.candidates],
        "date_codes": [plain_date_code(code) for code in resolution.date_codes],
        "decision": resolution.decision.value,
        "decoded": [asdict(line) for line in resolution.decoded],
    }
