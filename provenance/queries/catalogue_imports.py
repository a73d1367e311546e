"""Reads of imports of lists of parts, for whoever may run them."""

from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from accounts.queries import Principal
from accounts.roles import Capability
from problems import NotFound
from provenance.models import CatalogueImport, ImportState, Part, Source

LONG = 100_000
"""Changed parts from which on an application takes as long as others may notice."""


def holds_others_up(row: CatalogueImport) -> bool:
    """Whether nobody else can save while it is applied: SQLite has one writer at a time."""
    changes = sum(row.counts.get(kind, 0) for kind in ("new", "changed", "gone"))
    return connection.vendor == "sqlite" and row.state == ImportState.PREVIEWED and changes >= LONG


def imports_for(principal: Principal) -> QuerySet[CatalogueImport]:
    """All imports, newest first. Raises NotAllowed."""
    principal.require(Capability.IMPORT_RUN)
    return CatalogueImport.objects.select_related("source").order_by("-created_at", "-pk")


def import_for(principal: Principal, public_id: UUID) -> CatalogueImport:
    """One import. Raises NotAllowed, NotFound."""
    found = imports_for(principal).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def sources_for(principal: Principal) -> QuerySet[Source]:
    """Sources of which a list was imported before. Raises NotAllowed."""
    principal.require(Capability.IMPORT_RUN)
    return Source.objects.filter(imports__isnull=False).distinct().order_by("name")


def later_applied(row: CatalogueImport) -> QuerySet[CatalogueImport]:
    """Imports of the same source that were applied after this one and stand, the latest first."""
    states = (ImportState.APPLIED, ImportState.ROLLING_BACK)
    applied = CatalogueImport.objects.filter(source=row.source_id, state__in=states, applied_at__gt=row.applied_at)
    return applied.order_by("-applied_at")


def others_since(row: CatalogueImport) -> QuerySet[CatalogueImport]:
    """Imports of other sources since: what they found listed already would go with this one."""
    later = CatalogueImport.objects.filter(state=ImportState.APPLIED, applied_at__gt=row.applied_at)
    return later.exclude(source=row.source_id).order_by("applied_at")


def parts_of_source(source: Source) -> int:
    """How many parts of a source stand in the catalogue and are not gone."""
    return Part.objects.filter(source=source, gone_on=None).count()
