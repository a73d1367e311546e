"""Background work and the evidence ledger."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.pagination import PageQuery
from api.v1.analyst.shapes import keeping as shapes
from api.views import Door, ListDoor, one_of
from custody.queries import history
from jobs.queries import jobs
from jobs.queue import run_again


class JobList(ListDoor):
    """Background work, newest first."""

    capabilities: ClassVar = {"GET": Capability.JOB_SEE}
    query = shapes.JobQuery
    ordering = ("-created_at", "public_id")

    @extend_schema(operation_id="analyst_jobs", parameters=[shapes.JobQuery], responses=shapes.JobRow(many=True))
    def get(self, request: Request) -> Response:
        return self.page(jobs(self.asked["state"]), shapes.JobRow)


class JobDetail(Door):
    """One piece of background work."""

    capabilities: ClassVar = {"GET": Capability.JOB_SEE}

    @extend_schema(operation_id="analyst_job", responses=shapes.JobRow)
    def get(self, request: Request, job_id: UUID) -> Response:
        return Response(shapes.JobRow(one_of(jobs(), job_id)).data)


class RunAgain(Door):
    """Give failed work fresh attempts; work in any other state is left as it is."""

    capabilities: ClassVar = {"POST": Capability.JOB_RETRY}

    @extend_schema(operation_id="analyst_run_job_again", request=None, responses=shapes.JobRow)
    def post(self, request: Request, job_id: UUID) -> Response:
        return Response(shapes.JobRow(run_again(one_of(jobs(), job_id))).data)


class History(ListDoor):
    """All that happened to one object, oldest first, with the hashes that seal it."""

    capabilities: ClassVar = {"GET": Capability.LEDGER_SEE}
    ordering = ("sequence",)

    @extend_schema(operation_id="analyst_history", parameters=[PageQuery], responses=shapes.LedgerRow(many=True))
    def get(self, request: Request, subject_type: str, subject_id: str) -> Response:
        return self.page(history(subject_type, subject_id), shapes.LedgerRow)
