"""What a person may see of what was found. Everything not visible answers as if it did not exist."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from accounts.queries import Principal
from accounts.roles import Capability
from problems import NotFound
from teardowns.models import Assembly, Component, Marking, Photo, Teardown

Row = TypeVar("Row", bound=Model)


def teardowns_for(principal: Principal) -> QuerySet[Teardown]:
    """Teardowns that this person may see, newest first."""
    teardowns = Teardown.objects.select_related("specimen__weapon_model", "organisation")
    if Capability.TEARDOWN_SEE_ALL in principal.capabilities:
        return teardowns
    if Capability.TEARDOWN_SEE_OWN in principal.capabilities:
        return teardowns.filter(organisation=principal.organisation)
    return teardowns.none()


def photos_for(principal: Principal) -> QuerySet[Photo]:
    """Photos of the teardowns that this person may see; with an upload-only token, those it sent."""
    photos = Photo.objects.select_related("teardown__specimen__weapon_model", "assembly")
    if Capability.TEARDOWN_SEE_ALL in principal.capabilities:
        return photos
    own = photos.filter(teardown__organisation=principal.organisation)
    if Capability.TEARDOWN_SEE_OWN in principal.capabilities:
        return own
    if Capability.RECEIPT_SEE_OWN in principal.capabilities:
        return own.filter(uploaded_by=principal.user)
    return photos.none()


def upload_target(principal: Principal, public_id: UUID | str) -> Teardown:
    """The teardown that photos may be sent to: one's own organisation's, also with a token that sees no list.

    Raises NotFound.
    """
    if Capability.PHOTO_UPLOAD not in principal.capabilities:
        raise NotFound
    return one_of(Teardown.objects.filter(organisation=principal.organisation), public_id)


def assemblies_for(principal: Principal) -> QuerySet[Assembly]:
    """Assemblies of the teardowns that this person may see."""
    return Assembly.objects.filter(teardown__in=teardowns_for(principal)).select_related("teardown", "parent")


def components_for(principal: Principal) -> QuerySet[Component]:
    """Components of the teardowns that this person may see, without those that are joined into another."""
    return _components(principal).filter(joined_into__isnull=True)


def markings_for(principal: Principal) -> QuerySet[Marking]:
    """Markings of the components that this person may see."""
    return Marking.objects.filter(component__teardown__in=teardowns_for(principal)).select_related(
        "component__teardown", "photo"
    )


def teardown_for(principal: Principal, public_id: UUID | str) -> Teardown:
    """One teardown. Raises NotFound, also when it is somebody else's."""
    return one_of(teardowns_for(principal), public_id)


def photo_for(principal: Principal, public_id: UUID | str) -> Photo:
    """One photo. Raises NotFound, also when it is somebody else's."""
    return one_of(photos_for(principal), public_id)


def assembly_for(principal: Principal, public_id: UUID | str) -> Assembly:
    """One assembly. Raises NotFound, also when it is somebody else's."""
    return one_of(assemblies_for(principal), public_id)


def component_for(principal: Principal, public_id: UUID | str) -> Component:
    """One component, also a joined one. Raises NotFound, also when it is somebody else's."""
    return one_of(_components(principal), public_id)


def marking_for(principal: Principal, public_id: UUID | str) -> Marking:
    """One marking. Raises NotFound, also when it is somebody else's."""
    return one_of(markings_for(principal), public_id)


def _components(principal: Principal) -> QuerySet[Component]:
    return Component.objects.filter(teardown__in=teardowns_for(principal)).select_related(
        "teardown__specimen__weapon_model", "assembly", "joined_into"
    )


def one_of(rows: QuerySet[Row], public_id: UUID | str) -> Row:
    """The row with this public id. Raises NotFound, also for what is no id."""
    try:
        wanted = public_id if isinstance(public_id, UUID) else UUID(str(public_id))
    except ValueError:
        raise NotFound from None
    row = rows.filter(public_id=wanted).first()
    if row is None:
        raise NotFound
    return row
