"""Answers of the marking engine as they are stored: codes and parameters, so that any language can tell them later."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from provenance.partnumbers.types import Candidate, LineRole, Reason, Resolution

JSON = dict[str, Any]
THOUSAND = 1000


def stored(resolution: Resolution) -> JSON:
    """Decision, candidates best first, date codes (ISO 8601), what the lines are for; shares in thousandths."""
    return {
        "lines": list(resolution.lines),
        "decision": resolution.decision.value,
        "candidates": [stored_candidate(candidate) for candidate in resolution.candidates],
        "date_codes": [_plain(asdict(code)) for code in resolution.date_codes],
        "decoded": [asdict(line) for line in resolution.decoded],
        "roles": [_role(role, resolution.lines) for role in resolution.roles],
        "warnings": [_reason(warning) for warning in resolution.warnings],
    }


def stored_candidate(candidate: Candidate) -> JSON:
    """A candidate; its score in thousandths."""
    return {
        "part_number": candidate.part_number,
        "manufacturer": candidate.manufacturer,
        "owner": candidate.owner,
        "catalogued": candidate.catalogued,
        "score": round(candidate.score * THOUSAND),
        "reasons": [_reason(reason) for reason in candidate.reasons],
    }


def _role(role: LineRole, lines: Sequence[str]) -> JSON:
    return {
        "line": lines[role.line],
        "start": role.start,
        "text": role.text,
        "role": role.role.value,
        "probability": round(role.probability * THOUSAND),
        "says": _reason(role.says),
    }


def _reason(reason: Reason) -> JSON:
    return {"sign": reason.sign, "code": reason.code, "params": dict(reason.params)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
