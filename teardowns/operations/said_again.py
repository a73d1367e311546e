"""A later word of a phone replaces the earlier one, which is kept beside it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Model
from django.utils import timezone

LONGEST_TEXT: Final = 300
"""Characters of one value that the ledger repeats; a longer one is cut there, and hashed whole."""


def replaced(row: Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Put `values` into the row, unsaved; what stood in the fields that changed."""
    before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, values[name])
    return before


def kept(earlier: list[dict[str, Any]], before: Mapping[str, Any], *, actor: str) -> list[dict[str, Any]]:
    """The versions of a row's field `earlier` with one more: until now, `actor` says otherwise. Oldest first."""
    version = {"until": timezone.now().isoformat(timespec="seconds"), "by": actor, "values": dict(before)}
    return [*earlier, version]


def for_ledger(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, as the ledger keeps it: field by field, plain and bounded; what says nothing is left out."""
    return {name: _bounded(value) for name, value in values.items() if value not in (None, "", [], {})}


def changes_for_ledger(row: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that changed: each with what stood there `before`, and what does now."""
    return {name: {"from": _bounded(old), "to": _bounded(row.get(name))} for name, old in before.items()}


def _bounded(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Model):
        return str(getattr(value, "public_id", None) or value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    if isinstance(value, date):
        text = value.isoformat()
    if len(text) <= LONGEST_TEXT:
        return text
    return {"begins": text[:LONGEST_TEXT], "sha256": hashlib.sha256(text.encode()).hexdigest()}
