"""Parts and whose hands they passed through."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.v1.analyst.shapes import tracing as shapes
from api.v1.analyst.shapes.parts import PartKnown
from api.views import Door, ListDoor
from problems import NotFound
from provenance.models import Trace
from provenance.operations.tracing import request_trace
from provenance.queries.merging import merged_parties
from provenance.queries.owning import brand_history
from provenance.queries.parties import maker_named
from provenance.queries.parts import part_view
from provenance.queries.trace_runs import trace_for, traces_for
from teardowns.problems import UnknownMaker
from teardowns.queries.page_parties import part_named
from teardowns.queries.page_parts import occurrences

TRACES_SHOWN = 20


class PartDetail(Door):
    """One part: facts with their sources, its brand's owners, where it was found by number, and its traces."""

    capabilities: ClassVar = {"GET": Capability.PART_SEE}

    @extend_schema(operation_id="analyst_part", responses=shapes.PartDetail)
    def get(self, request: Request, manufacturer: str, number: str) -> Response:
        maker, part = part_named(manufacturer, number)
        view = part_view(maker, number, part)
        found = occurrences(self.principal, number=number, manufacturer=maker)
        rows = merged_parties().rows([maker.pk])
        traces = Trace.objects.filter(manufacturer__in=rows, part_number=number).select_related("manufacturer")
        shown: dict[str, Any] = {
            "number": number,
            "manufacturer": maker,
            "catalogued": part is not None,
            "category": part.category if part else "",
            "found": len(found.found),
            "specimens": found.specimens,
            "teardowns": found.teardowns,
            "not_confirmed": found.not_confirmed,
            "known": PartKnown(view, brand_history(maker)),
            "traces": traces[:TRACES_SHOWN] if self.principal.can(Capability.TRACE_SEE) else [],
        }
        if not view.is_known and not shown["found"] and not shown["not_confirmed"] and not shown["traces"]:
            raise NotFound
        return Response(shapes.PartDetail(shown).data)


class TraceList(ListDoor):
    """Traces, newest first; a new one is answered in the background. The same question is traced once."""

    capabilities: ClassVar = {"GET": Capability.TRACE_SEE, "POST": Capability.TRACE_SEE}
    query = shapes.TraceQuery
    ordering = ("-created_at", "public_id")

    @extend_schema(operation_id="analyst_traces", parameters=[shapes.TraceQuery], responses=shapes.TraceRow(many=True))
    def get(self, request: Request) -> Response:
        traces = traces_for(self.principal).order_by()
        if (stale := self.asked.get("stale")) is not None:
            traces = traces.filter(stale_since__isnull=not stale)
        return self.page(traces, shapes.TraceRow)

    @extend_schema(operation_id="analyst_request_trace", request=shapes.NewTrace, responses={202: shapes.TraceDetail})
    def post(self, request: Request) -> Response:
        asked = self.body(shapes.NewTrace)
        maker = maker_named(asked["manufacturer"])
        if maker is None:
            raise UnknownMaker(name=asked["manufacturer"][:80])
        trace = request_trace(
            part_number=asked["part_number"],
            manufacturer=maker,
            made=(asked["made_from"], asked["made_to"]),
            recovered=asked["recovered"],
            actor=self.principal.actor,
        )
        return Response(shapes.TraceDetail(trace).data, status=status.HTTP_202_ACCEPTED)


class TraceDetail(Door):
    """One trace and, when done, its chains of hands with the evidence for each step."""

    capabilities: ClassVar = {"GET": Capability.TRACE_SEE}

    @extend_schema(operation_id="analyst_trace", responses=shapes.TraceDetail)
    def get(self, request: Request, trace_id: UUID) -> Response:
        return Response(shapes.TraceDetail(trace_for(self.principal, trace_id)).data)
