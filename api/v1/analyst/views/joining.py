"""Two components that are one physical part, and two again."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.v1.analyst.shapes.evidence import ComponentDetail
from api.v1.analyst.shapes.joining import OtherComponent
from api.views import Door
from teardowns.operations.joining import join_components, part_components
from teardowns.queries.visible import component_for


class Joins(Door):
    """Say that another component of the teardown is the same chip, seen on another photo.

    The answer is the one that stands for both: this one, unless only the other carries a person's word on its part.
    Nothing is deleted; the machine proposes anew over all photos. 409 when the two are judged differently.
    """

    capabilities: ClassVar = {"POST": Capability.IDENTIFICATION_CONFIRM}

    @extend_schema(operation_id="analyst_join_components", request=OtherComponent, responses={201: ComponentDetail})
    def post(self, request: Request, component_id: UUID) -> Response:
        component = component_for(self.principal, component_id)
        other = component_for(self.principal, self.body(OtherComponent)["other"])
        kept = join_components(principal=self.principal, component=component, other=other)
        return Response(ComponentDetail(kept).data, status=status.HTTP_201_CREATED)


class Partings(Door):
    """Take back that another component is joined into this one. The answer is the other, which stands by itself."""

    capabilities: ClassVar = {"POST": Capability.IDENTIFICATION_CONFIRM}

    @extend_schema(operation_id="analyst_part_components", request=OtherComponent, responses={201: ComponentDetail})
    def post(self, request: Request, component_id: UUID) -> Response:
        component = component_for(self.principal, component_id)
        other = component_for(self.principal, self.body(OtherComponent)["other"])
        parted = part_components(principal=self.principal, component=component, other=other)
        return Response(ComponentDetail(parted).data, status=status.HTTP_201_CREATED)
