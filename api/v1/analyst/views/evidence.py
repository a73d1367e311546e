"""Reading the evidence: teardowns, photos, components, pictures."""

from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.pagination import PageQuery
from api.pictures import jpeg
from api.v1.analyst.shapes import evidence as shapes
from api.views import Door, ListDoor
from teardowns.queries.page_components import rows
from teardowns.queries.pictures import marking_crop, picture_of
from teardowns.queries.visible import (
    components_for,
    marking_for,
    photo_for,
    photos_for,
    teardown_for,
    teardowns_for,
)

SEES = {"GET": Capability.TEARDOWN_SEE_ALL}
JPEG = {(200, "image/jpeg"): OpenApiTypes.BINARY}


class TeardownList(ListDoor):
    """All teardowns, newest first."""

    capabilities = SEES
    ordering = ("-created_at", "public_id")

    @extend_schema(
        operation_id="analyst_teardowns", parameters=[PageQuery], responses=shapes.AnalystTeardownRow(many=True)
    )
    def get(self, request: Request) -> Response:
        return self.page(teardowns_for(self.principal), shapes.AnalystTeardownRow)


class TeardownDetail(Door):
    """One teardown with its tree of assemblies."""

    capabilities = SEES

    @extend_schema(operation_id="analyst_teardown", responses=shapes.AnalystTeardown)
    def get(self, request: Request, teardown_id: UUID) -> Response:
        teardown = teardown_for(self.principal, teardown_id)
        prefetch_related_objects([teardown], "assemblies__parent")
        return Response(shapes.AnalystTeardown(teardown).data)


class PhotoList(ListDoor):
    """The photos of one teardown, oldest first."""

    capabilities = SEES
    query = shapes.PhotoQuery
    ordering = ("received_at", "public_id")

    @extend_schema(
        operation_id="analyst_photos",
        parameters=[shapes.PhotoQuery],
        responses=shapes.AnalystPhotoRow(many=True),
    )
    def get(self, request: Request, teardown_id: UUID) -> Response:
        found = photos_for(self.principal).filter(teardown=teardown_for(self.principal, teardown_id))
        state = self.asked["state"]
        return self.page(found.filter(state=state) if state else found, shapes.AnalystPhotoRow)


class PhotoDetail(Door):
    """One photo with the box, the standing reading and the state of each chip on it."""

    capabilities = SEES

    @extend_schema(operation_id="analyst_photo", responses=shapes.AnalystPhoto)
    def get(self, request: Request, photo_id: UUID) -> Response:
        photo = photo_for(self.principal, photo_id)
        photo.chips = rows(photo.markings.all())  # type: ignore[attr-defined]
        return Response(shapes.AnalystPhoto(photo).data)


class PhotoPicture(Door):
    """A picture made from the original: pixels only."""

    capabilities = SEES

    @extend_schema(operation_id="analyst_photo_picture", responses=JPEG)
    def get(self, request: Request, photo_id: UUID, kind: str) -> HttpResponse:
        return jpeg(picture_of(photo_for(self.principal, photo_id), kind), f"photo-{photo_id}-{kind}")


class MarkingPicture(Door):
    """One component cut out of its photo and turned upright."""

    capabilities = SEES

    @extend_schema(operation_id="analyst_marking_picture", responses=JPEG)
    def get(self, request: Request, marking_id: UUID) -> HttpResponse:
        return jpeg(marking_crop(marking_for(self.principal, marking_id)), f"marking-{marking_id}")


class ComponentList(ListDoor):
    """Components, oldest first; of one teardown when it is named."""

    capabilities = SEES
    query = shapes.ComponentQuery
    ordering = ("created_at", "public_id")

    @extend_schema(
        operation_id="analyst_components",
        parameters=[shapes.ComponentQuery],
        responses=shapes.ComponentRow(many=True),
    )
    def get(self, request: Request) -> Response:
        found = components_for(self.principal)
        wanted = self.asked["teardown"]
        return self.page(found.filter(teardown__public_id=wanted) if wanted else found, shapes.ComponentRow)
