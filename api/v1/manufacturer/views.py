"""The maker's question. Whatever is not of the asker's own brands answers as if it did not exist."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.pictures import jpeg
from api.v1.manufacturer.serializers import Finding, FindingQuery
from api.views import Door, ListDoor
from teardowns.queries.findings import FindingFilter, finding_for, findings_for
from teardowns.queries.pictures import finding_picture


class FindingList(ListDoor):
    """Findings of the asker's own brands, acquired ones included, newest release first."""

    capabilities: ClassVar = {"GET": Capability.FINDING_SEE_OWN_BRANDS}
    query = FindingQuery
    ordering = ("-released_on", "public_id")

    @extend_schema(operation_id="manufacturer_findings", parameters=[FindingQuery], responses=Finding(many=True))
    def get(self, request: Request) -> Response:
        wanted = {name: value for name, value in self.asked.items() if name not in ("limit", "cursor")}
        return self.page(findings_for(self.principal, FindingFilter(**wanted)), Finding)


class FindingDetail(Door):
    """One finding."""

    capabilities: ClassVar = {"GET": Capability.FINDING_SEE_OWN_BRANDS}

    @extend_schema(operation_id="manufacturer_finding", responses=Finding)
    def get(self, request: Request, finding_id: UUID) -> Response:
        return Response(Finding(finding_for(self.principal, finding_id)).data)


class FindingPicture(Door):
    """The covered picture of one finding: this component alone, pixels only."""

    capabilities: ClassVar = {"GET": Capability.FINDING_SEE_OWN_BRANDS}

    @extend_schema(operation_id="manufacturer_finding_picture", responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, finding_id: UUID) -> HttpResponse:
        return jpeg(finding_picture(finding_for(self.principal, finding_id)), f"finding-{finding_id}")
