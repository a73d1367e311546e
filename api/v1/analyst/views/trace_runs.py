"""Runs of many traces, and what one trace was and is for other programs."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.pagination import PageQuery
from api.v1.analyst.shapes import trace_runs as shapes
from api.v1.analyst.shapes.tracing import PastAnswerDetail, PastAnswerRow
from api.views import Door, ListDoor
from problems import NotFound
from provenance.models import RunKind
from provenance.operations.trace_orders import retrace, retrace_all, retrace_now
from provenance.operations.trace_runs import stop_run
from provenance.queries.trace_exports import COLUMNS, ftm_of, hop_rows
from provenance.queries.trace_runs import run_for, runs_for, trace_for
from provenance.table_text import csv_pieces, json_lines
from teardowns.operations.tracing_teardowns import trace_teardown
from teardowns.queries.visible import teardown_for

CSV_TYPE = "text/csv; charset=utf-8"
FTM_TYPE = "application/x-ndjson"
SEE_POST = {"POST": Capability.TRACE_SEE}


class TraceRuns(ListDoor):
    """Runs, newest first; a new one fans out one task a trace. Ordering one that is open gives that one."""

    capabilities: ClassVar = {"GET": Capability.TRACE_SEE, "POST": Capability.TRACE_SEE}
    ordering = ("-created_at", "public_id")

    @extend_schema(operation_id="analyst_trace_runs", parameters=[PageQuery], responses=shapes.TraceRunRow(many=True))
    def get(self, request: Request) -> Response:
        return self.page(runs_for(self.principal).order_by(), shapes.TraceRunRow)

    @extend_schema(
        operation_id="analyst_start_trace_run", request=shapes.NewTraceRun, responses={202: shapes.TraceRunRow}
    )
    def post(self, request: Request) -> Response:
        asked = self.body(shapes.NewTraceRun)
        if asked["kind"] == RunKind.TEARDOWN:
            run = trace_teardown(principal=self.principal, teardown=teardown_for(self.principal, asked["teardown"]))
        else:
            order = retrace_all if asked["kind"] == RunKind.ALL else retrace_now
            run = order(principal=self.principal)
        return Response(shapes.TraceRunRow(run).data, status=status.HTTP_202_ACCEPTED)


class TraceRunDetail(Door):
    """One run with its progress."""

    capabilities: ClassVar = {"GET": Capability.TRACE_SEE}

    @extend_schema(operation_id="analyst_trace_run", responses=shapes.TraceRunRow)
    def get(self, request: Request, run_id: UUID) -> Response:
        return Response(shapes.TraceRunRow(run_for(self.principal, run_id)).data)


class TraceRunStop(Door):
    """Walk no further traces of a run; what is done stays."""

    capabilities: ClassVar = SEE_POST

    @extend_schema(operation_id="analyst_stop_trace_run", request=None, responses=shapes.TraceRunRow)
    def post(self, request: Request, run_id: UUID) -> Response:
        run = stop_run(run=run_for(self.principal, run_id), actor=self.principal.actor)
        return Response(shapes.TraceRunRow(run).data)


class TraceAgain(Door):
    """Walk one trace again. The same data give the same answer: then it is only checked."""

    capabilities: ClassVar = SEE_POST

    @extend_schema(operation_id="analyst_retrace", request=None, responses={202: shapes.TraceRunRow})
    def post(self, request: Request, trace_id: UUID) -> Response:
        run = retrace(principal=self.principal, trace=trace_for(self.principal, trace_id))
        return Response(shapes.TraceRunRow(run).data, status=status.HTTP_202_ACCEPTED)


class PastAnswers(ListDoor):
    """Answers that the present one replaced, the latest first: what was known then."""

    capabilities: ClassVar = {"GET": Capability.TRACE_SEE}
    ordering = ("-replaced_at", "-pk")

    @extend_schema(operation_id="analyst_past_answers", parameters=[PageQuery], responses=PastAnswerRow(many=True))
    def get(self, request: Request, trace_id: UUID) -> Response:
        return self.page(trace_for(self.principal, trace_id).past_answers.order_by().defer("answer"), PastAnswerRow)


class PastAnswerOne(Door):
    """One earlier answer in full."""

    capabilities: ClassVar = {"GET": Capability.TRACE_SEE}

    @extend_schema(operation_id="analyst_past_answer", responses=PastAnswerDetail)
    def get(self, request: Request, trace_id: UUID, sha256: str) -> Response:
        past = trace_for(self.principal, trace_id).past_answers.filter(answer_sha256=sha256).first()
        if past is None:
            raise NotFound
        return Response(PastAnswerDetail(past).data)


class TraceAsTable(Door):
    """The chains of one trace as CSV, a row a hop."""

    capabilities: ClassVar = {"GET": Capability.TRACE_SEE}

    @extend_schema(operation_id="analyst_trace_csv", responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, trace_id: UUID) -> HttpResponse:
        trace = trace_for(self.principal, trace_id)
        return _file("".join(csv_pieces(COLUMNS, hop_rows(trace))), CSV_TYPE, f"trace-{trace.public_id}.csv")


class TraceAsEntities(Door):
    """The parties and hops of one trace as FollowTheMoney entities, one JSON object a line."""

    capabilities: ClassVar = {"GET": Capability.TRACE_SEE}

    @extend_schema(
        operation_id="analyst_trace_ftm",
        responses={(200, FTM_TYPE): OpenApiResponse(OpenApiTypes.STR, description="FollowTheMoney JSON lines.")},
    )
    def get(self, request: Request, trace_id: UUID) -> HttpResponse:
        trace = trace_for(self.principal, trace_id)
        return _file("".join(json_lines(ftm_of(trace))), FTM_TYPE, f"trace-{trace.public_id}.ftm.json")


def _file(text: str, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=media_type, headers=headers)
