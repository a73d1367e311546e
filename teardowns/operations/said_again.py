"""A later word of a phone replaces the earlier one, which is kept beside it."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Model
from django.utils import timezone

MOST_KEPT: Final = 100
"""Versions beside a row. Every change stands in the ledger too, whatever their number."""


def replaced(row: Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Put `values` into the row, unsaved; what stood in the fields that changed."""
    before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, values[name])
    return before


def kept(earlier: list[dict[str, Any]], before: Mapping[str, Any], *, actor: str) -> list[dict[str, Any]]:
    """The versions of a row's field `earlier` with one more: until now, `actor` says otherwise. Oldest first."""
    version = {"until": timezone.now().isoformat(timespec="seconds"), "by": actor, "values": dict(before)}
    versions = [*earlier, version]
    return versions if len(versions) <= MOST_KEPT else [versions[0], *versions[-MOST_KEPT + 1 :]]
