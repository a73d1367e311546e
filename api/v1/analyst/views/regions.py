"""One crop of a photo, drawn by a person and read by itself."""

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.v1.analyst.shapes.regions import NewRegion, RegionShape
from api.views import Door
from teardowns.operations.rereading import read_region
from teardowns.operations.resolving import candidate_json, date_code_json, role_json
from teardowns.queries.drawn import DrawnRegion, region_for, resolution_of
from teardowns.queries.visible import marking_for, photo_for


class Regions(Door):
    """Have one crop of a photo read: a chip again, beside what stands of it, or a chip that was not found.

    The answer comes at once, the reading within about a second: ask for the region again until its `state` is
    `done` or `failed`. What was read replaces nothing; write it as a reading of your own to take it over.
    """

    capabilities: ClassVar = {"POST": Capability.READING_WRITE}

    @extend_schema(operation_id="analyst_read_region", request=NewRegion, responses={202: RegionShape})
    def post(self, request: Request, photo_id: UUID) -> Response:
        photo = photo_for(self.principal, photo_id)
        asked = self.body(NewRegion)
        region_id = read_region(
            principal=self.principal,
            photo=photo,
            box=asked["box"],
            rotation=asked["rotation"],
            marking=marking_for(self.principal, asked["marking"]) if asked["marking"] else None,
        )
        answer = Response(_shown(region_for(self.principal, region_id)), status=status.HTTP_202_ACCEPTED)
        answer["Location"] = reverse("api:analyst:region", args=[region_id])
        return answer


class RegionDetail(Door):
    """One crop: how far it is, and when it is done its lines with the parts that they may name."""

    capabilities: ClassVar = {"GET": Capability.READING_WRITE}

    @extend_schema(operation_id="analyst_region", responses=RegionShape)
    def get(self, request: Request, region_id: UUID) -> Response:
        return Response(_shown(region_for(self.principal, region_id)))


def _shown(region: DrawnRegion) -> dict[str, Any]:
    found = resolution_of(region.reading) if region.reading else None
    shown: dict[str, Any] = RegionShape(
        {
            "region": region,
            "decision": found.decision.value if found else None,
            "candidates": [candidate_json(one) for one in found.candidates] if found else [],
            "date_codes": [date_code_json(one) for one in found.date_codes] if found else [],
            "decoded": found.decoded if found else (),
            "roles": [role_json(one, found.lines) for one in found.roles] if found else [],
        }
    ).data
    return shown
