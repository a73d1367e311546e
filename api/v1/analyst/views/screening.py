"""Screening names against all parties that were ever on a list."""

from typing import ClassVar
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.v1.analyst.shapes import screening as shapes
from api.views import Door
from provenance.operations.screening import screen_on_a_page
from provenance.queries.screening_runs import run_for


class Screenings(Door):
    """Screen names: each is answered with the parties it may be, why, and what was in force on the day."""

    capabilities: ClassVar = {"POST": Capability.SCREENING_RUN}

    @extend_schema(operation_id="analyst_screen", request=shapes.NewScreening, responses={201: shapes.Screening})
    def post(self, request: Request) -> Response:
        asked = self.body(shapes.NewScreening)
        as_of = asked["as_of"] or timezone.now().date()
        run = screen_on_a_page(principal=self.principal, names=asked["names"], as_of=as_of)
        return Response(shapes.Screening(run).data, status=status.HTTP_201_CREATED)


class ScreeningDetail(Door):
    """One screening as it was answered."""

    capabilities: ClassVar = {"GET": Capability.SCREENING_RUN}

    @extend_schema(operation_id="analyst_screening", responses=shapes.Screening)
    def get(self, request: Request, screening_id: UUID) -> Response:
        return Response(shapes.Screening(run_for(self.principal, screening_id)).data)
