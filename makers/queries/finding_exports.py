"""Exports that are made in the background: whose they are, and the filter that they keep."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.db.models import QuerySet

from accounts.queries import Principal
from accounts.roles import Capability
from makers.models import FindingExport
from problems import NotFound
from teardowns.queries.findings import FindingFilter

_READ: Mapping[str, Callable[[str], date]] = MappingProxyType(
    {
        **dict.fromkeys(("made_from", "made_to", "found_from", "found_to"), date.fromisoformat),
        "opened_since": datetime.fromisoformat,
    }
)


def exports_for(principal: Principal) -> QuerySet[FindingExport]:
    """Exports that somebody of the asker's organisation asked for, newest first: its people are peers."""
    if not principal.can(Capability.FINDING_SEE_OWN_BRANDS):
        return FindingExport.objects.none()
    own = FindingExport.objects.filter(organisation=principal.organisation)
    return own.select_related("asked_by", "token", "organisation")


def export_for(principal: Principal, public_id: UUID) -> FindingExport:
    """One of them. Raises NotFound."""
    found = exports_for(principal).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def kept_filter(wanted: FindingFilter) -> dict[str, str]:
    """A filter as texts, without what is empty. The same filter is the same texts."""
    found: dict[str, str] = {}
    for one in fields(wanted):
        value = getattr(wanted, one.name)
        if value:
            found[one.name] = value.isoformat() if isinstance(value, date) else str(value)
    return found


def filter_of(kept: Mapping[str, str]) -> FindingFilter:
    """The filter that `kept_filter` made texts of."""
    values = {name: _READ.get(name, str)(text) for name, text in kept.items()}
    return FindingFilter(**values)  # type: ignore[arg-type]  # each text is read as what its field holds
