"""Answers of the marking engine in the form of the command line: plain JSON values, reasons as sentences."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from provenance.marking_words import role_name
from provenance.partnumbers.types import Candidate, DateCode, LineRole, Resolution
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


def plain_role(role: LineRole, lines: Sequence[str]) -> JSON:
    """A role of a piece of one of the `lines`; `probability` 0..1, `name` and `says` in the active language."""
    return {
        "line": lines[role.line],
        "start": role.start,
        "text": role.text,
        "role": role.role.value,
        "name": role_name(role.role),
        "probability": role.probability,
        "says": describe(role.says),
    }


def plain_resolution(resolution: Resolution) -> JSON:
    """Candidates best first, date codes, decision, the lines that the first candidate has otherwise, what the pieces
    of the lines are for, and warnings of look-alikes."""
    return {
        "candidates": [plain_candidate(candidate) for candidate in resolution.candidates],
        "date_codes": [plain_date_code(code) for code in resolution.date_codes],
        "decision": resolution.decision.value,
        "decoded": [asdict(line) for line in resolution.decoded],
        "roles": [plain_role(role, resolution.lines) for role in resolution.roles],
        "warnings": [{"code": one.code, "text": describe(one)} for one in resolution.warnings],
    }
