"""Writing: readings, judgements, descriptions. What an analyst says supersedes and never overwrites."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.queries import Principal
from accounts.roles import Capability
from api.pagination import PageQuery
from api.v1.analyst.shapes import evidence as shapes
from api.v1.analyst.shapes.judging import CONFIRM, REJECT, NewJudgement, NewReading
from api.views import Door, ListDoor
from teardowns.models import Component, Identification
from teardowns.operations.identifying import confirm, mark_illegible, reject
from teardowns.operations.opening import describe_component
from teardowns.operations.reading import write_reading
from teardowns.queries.judgements import waiting_for_analyst
from teardowns.queries.visible import assembly_for, component_for, marking_for


class ComponentDetail(Door):
    """One component with every reading and every judgement."""

    capabilities: ClassVar = {"GET": Capability.TEARDOWN_SEE_ALL, "PATCH": Capability.IDENTIFICATION_WRITE}

    @extend_schema(operation_id="analyst_component", responses=shapes.ComponentDetail)
    def get(self, request: Request, component_id: UUID) -> Response:
        return Response(shapes.ComponentDetail(component_for(self.principal, component_id)).data)

    @extend_schema(
        operation_id="analyst_describe_component", request=shapes.ComponentChange, responses=shapes.ComponentDetail
    )
    def patch(self, request: Request, component_id: UUID) -> Response:
        component = component_for(self.principal, component_id)
        change = self.body(shapes.ComponentChange)
        if "assembly" in change:
            change["assembly"] = assembly_for(self.principal, change["assembly"])
        described = describe_component(principal=self.principal, component=component, **change)
        return Response(shapes.ComponentDetail(described).data)


class Readings(Door):
    """A person's text of one marking."""

    capabilities: ClassVar = {"POST": Capability.READING_WRITE}

    @extend_schema(operation_id="analyst_write_reading", request=NewReading, responses={201: shapes.ReadingRow})
    def post(self, request: Request, marking_id: UUID) -> Response:
        marking = marking_for(self.principal, marking_id)
        asked = self.body(NewReading)
        written = write_reading(principal=self.principal, marking=marking, **{**asked, "seen": _seen(asked)})
        return Response(shapes.ReadingRow(written).data, status=status.HTTP_201_CREATED)


class Identifications(Door):
    """A person's judgement about one component. To confirm opens the finding to its maker."""

    capabilities: ClassVar = {"POST": Capability.IDENTIFICATION_CONFIRM}

    @extend_schema(operation_id="analyst_judge", request=NewJudgement, responses={201: shapes.IdentificationRow})
    def post(self, request: Request, component_id: UUID) -> Response:
        component = component_for(self.principal, component_id)
        judged = _judge(self.principal, component, self.body(NewJudgement))
        return Response(shapes.IdentificationRow(judged).data, status=status.HTTP_201_CREATED)


class Queue(ListDoor):
    """Proposals of the machine that nobody judged yet: identified, then ambiguous, then unknown; oldest first."""

    capabilities: ClassVar = {"GET": Capability.IDENTIFICATION_CONFIRM}
    ordering = ("rank", "created_at", "public_id")

    @extend_schema(operation_id="analyst_queue", parameters=[PageQuery], responses=shapes.QueueRow(many=True))
    def get(self, request: Request) -> Response:
        waiting = waiting_for_analyst(self.principal)
        return self.page(waiting.select_related("trace", "supersedes"), shapes.QueueRow)


def _judge(principal: Principal, component: Component, asked: Mapping[str, Any]) -> Identification:
    said = {"principal": principal, "component": component, "note": asked["note"], "seen": _seen(asked)}
    if asked["judgement"] == CONFIRM:
        own = {name: asked[name] for name in ("candidate", "part_number", "manufacturer")}
        return confirm(**said, **own)
    return reject(**said) if asked["judgement"] == REJECT else mark_illegible(**said)


def _seen(asked: Mapping[str, Any]) -> str:
    return str(asked["seen"] or "")
