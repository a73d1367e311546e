"""Imports of photos that a person may see: those of their own team."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.queries import Principal
from accounts.roles import Capability
from problems import NotFound
from teardowns.models import PhotoImport


def photo_imports_for(principal: Principal) -> QuerySet[PhotoImport]:
    """Newest first."""
    if not principal.can(Capability.FIELD_SEND):
        return PhotoImport.objects.none()
    return PhotoImport.objects.filter(organisation=principal.organisation).select_related("person")


def photo_import_for(principal: Principal, public_id: UUID) -> PhotoImport:
    """One of them. Raises NotFound."""
    found = photo_imports_for(principal).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found
