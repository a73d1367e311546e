"""Teardowns, their assemblies, and what became of the photos of one's own team."""

from typing import ClassVar
from uuid import UUID

from django.db.models import prefetch_related_objects
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.pagination import PageQuery
from api.v1.field import serializers as shapes
from api.views import Door, ListDoor
from teardowns.models import WeaponModel
from teardowns.operations.opening import add_assembly, move_assembly, open_teardown
from teardowns.queries.visible import assembly_for, photo_for, teardown_for, teardowns_for

SEES = Capability.TEARDOWN_SEE_OWN


class WeaponModelList(ListDoor):
    """Weapon models to choose from, with their names in Ukrainian and English. A phone keeps this list."""

    capabilities: ClassVar = {"GET": Capability.TEARDOWN_CREATE}
    ordering = ("name_en", "slug")

    @extend_schema(
        operation_id="field_weapon_models", parameters=[PageQuery], responses=shapes.WeaponModelRow(many=True)
    )
    def get(self, request: Request) -> Response:
        return self.page(WeaponModel.objects.all(), shapes.WeaponModelRow)


class TeardownList(ListDoor):
    """Teardowns of one's own organisation, newest first."""

    capabilities: ClassVar = {"GET": SEES, "POST": Capability.TEARDOWN_CREATE}
    ordering = ("-created_at", "public_id")

    @extend_schema(operation_id="field_teardowns", parameters=[PageQuery], responses=shapes.TeardownRow(many=True))
    def get(self, request: Request) -> Response:
        return self.page(teardowns_for(self.principal), shapes.TeardownRow)

    @extend_schema(
        operation_id="field_open_teardown", request=shapes.NewTeardown, responses={201: shapes.TeardownDetail}
    )
    def post(self, request: Request) -> Response:
        opened = open_teardown(principal=self.principal, **self.body(shapes.NewTeardown))
        return Response(shapes.TeardownDetail(opened).data, status=status.HTTP_201_CREATED)


class TeardownDetail(Door):
    """One teardown with its tree of assemblies."""

    capabilities: ClassVar = {"GET": SEES}

    @extend_schema(operation_id="field_teardown", responses=shapes.TeardownDetail)
    def get(self, request: Request, teardown_id: UUID) -> Response:
        teardown = teardown_for(self.principal, teardown_id)
        prefetch_related_objects([teardown], "assemblies__parent")
        return Response(shapes.TeardownDetail(teardown).data)


class AssemblyList(Door):
    """The boards and modules of one teardown."""

    capabilities: ClassVar = {"POST": Capability.TEARDOWN_CREATE}

    @extend_schema(operation_id="field_add_assembly", request=shapes.NewAssembly, responses={201: shapes.AssemblyRow})
    def post(self, request: Request, teardown_id: UUID) -> Response:
        teardown = teardown_for(self.principal, teardown_id)
        asked = self.body(shapes.NewAssembly)
        parent = assembly_for(self.principal, asked["parent"]) if asked["parent"] else None
        added = add_assembly(principal=self.principal, teardown=teardown, name=asked["name"], parent=parent)
        return Response(shapes.AssemblyRow(added).data, status=status.HTTP_201_CREATED)


class AssemblyDetail(Door):
    """One board or module: hang it elsewhere in the tree."""

    capabilities: ClassVar = {"PATCH": Capability.TEARDOWN_CREATE}

    @extend_schema(operation_id="field_move_assembly", request=shapes.AssemblyMove, responses=shapes.AssemblyRow)
    def patch(self, request: Request, assembly_id: UUID) -> Response:
        assembly = assembly_for(self.principal, assembly_id)
        asked = self.body(shapes.AssemblyMove)
        parent = assembly_for(self.principal, asked["parent"]) if asked["parent"] else None
        return Response(
            shapes.AssemblyRow(move_assembly(principal=self.principal, assembly=assembly, parent=parent)).data
        )


class PhotoDetail(Door):
    """What became of one photo: receipt, state, progress, and whether to shoot it again."""

    capabilities: ClassVar = {"GET": frozenset({Capability.RECEIPT_SEE_OWN, Capability.TEARDOWN_SEE_OWN})}

    @extend_schema(operation_id="field_photo", responses=shapes.PhotoDetail)
    def get(self, request: Request, photo_id: UUID) -> Response:
        return Response(shapes.PhotoDetail(photo_for(self.principal, photo_id)).data)
