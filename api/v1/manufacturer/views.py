"""The maker's question. Whatever is not of the asker's own brands answers as if it did not exist."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.pagination import CursorPagination
from api.pictures import jpeg
from api.problems import BadCursor
from api.v1.manufacturer.conditional import Tagged
from api.v1.manufacturer.serializers import CountQuery, Finding, FindingCounts, FindingQuery
from api.views import Door, ListDoor
from makers.finding_tables import FORMATS
from makers.operations.acts import note
from makers.operations.exporting import recorded
from provenance.workbooks import WORKBOOK_TYPE
from teardowns.queries.findings import FindingFilter, OwnFindings, each_finding, finding_for
from teardowns.queries.pictures import finding_picture

_FILE: Any = {"parameters": [CountQuery]}


class FindingPages(CursorPagination):
    """Pages that are walked along the index, brand by brand."""

    def read(self, rows: Any, ordering: Sequence[str], keys: Sequence[str | int] | None, count: int) -> list[Any]:
        """`rows`: `OwnFindings.page` of a filter."""
        try:
            place = (date.fromisoformat(str(keys[0])), UUID(str(keys[1]))) if keys else None
        except ValueError:
            raise BadCursor from None
        return list(rows(limit=count, after=place).rows)


class FindingList(Tagged, ListDoor):
    """Findings of the asker's own brands, acquired ones included, newest release first."""

    capabilities: ClassVar = {"GET": Capability.FINDING_SEE_OWN_BRANDS}
    query = FindingQuery
    pagination_class = FindingPages
    ordering = ("-released_on", "public_id")

    @extend_schema(operation_id="manufacturer_findings", parameters=[FindingQuery], responses=Finding(many=True))
    def get(self, request: Request) -> Response:
        wanted = {name: value for name, value in self.asked.items() if name not in ("limit", "cursor")}
        own = OwnFindings(self.principal)
        return self.page(partial(own.page, FindingFilter(**wanted)), Finding)  # type: ignore[arg-type]


class FindingCount(Tagged):
    """How many findings there are, and how many of them fit a filter."""

    capabilities: ClassVar = {"GET": Capability.FINDING_SEE_OWN_BRANDS}
    query = CountQuery

    @extend_schema(operation_id="manufacturer_finding_count", parameters=[CountQuery], responses=FindingCounts)
    def get(self, request: Request) -> Response:
        return Response(FindingCounts(OwnFindings(self.principal).counted(FindingFilter(**self.asked))).data)


class FindingDetail(Tagged):
    """One finding."""

    capabilities: ClassVar = {"GET": Capability.FINDING_SEE_OWN_BRANDS}

    @extend_schema(operation_id="manufacturer_finding", responses=Finding)
    def get(self, request: Request, finding_id: UUID) -> Response:
        found = finding_for(self.principal, finding_id)
        note(principal=self.principal, act="finding.seen", subject_type="finding", subject_id=str(finding_id))
        return Response(Finding(found).data)


class FindingPicture(Door):
    """The covered picture of one finding: this component alone, pixels only."""

    capabilities: ClassVar = {"GET": Capability.FINDING_SEE_OWN_BRANDS}

    @extend_schema(operation_id="manufacturer_finding_picture", responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, finding_id: UUID) -> HttpResponse:
        return jpeg(finding_picture(finding_for(self.principal, finding_id)), f"finding-{finding_id}")


class FindingsAsFile(Door):
    """What a filter leaves as one file, written while it is sent. The maker's own log keeps its SHA-256."""

    capabilities: ClassVar = {"GET": Capability.FINDING_SEE_OWN_BRANDS}
    query = CountQuery
    ending: ClassVar[str]

    def get(self, request: Request) -> StreamingHttpResponse:
        """The file."""
        media_type, pieces = FORMATS[self.ending]
        found = pieces(each_finding(self.principal, FindingFilter(**self.asked)))
        answer = StreamingHttpResponse(
            recorded(self.principal, self.ending, request.query_params.dict(), found), content_type=media_type
        )
        answer["Content-Disposition"] = f'attachment; filename="findings.{self.ending}"'
        return answer


@extend_schema_view(
    get=extend_schema(
        operation_id="manufacturer_findings_csv", **_FILE, responses={(200, "text/csv"): OpenApiTypes.STR}
    )
)
class FindingsAsCsv(FindingsAsFile):
    """What a filter leaves as CSV; what a spreadsheet would run as a formula gets an apostrophe before it."""

    ending = "csv"


@extend_schema_view(
    get=extend_schema(
        operation_id="manufacturer_findings_xlsx", **_FILE, responses={(200, WORKBOOK_TYPE): OpenApiTypes.BINARY}
    )
)
class FindingsAsWorkbook(FindingsAsFile):
    """What a filter leaves as XLSX; every cell is a text."""

    ending = "xlsx"


@extend_schema_view(
    get=extend_schema(
        operation_id="manufacturer_findings_json", **_FILE, responses={(200, "application/json"): OpenApiTypes.OBJECT}
    )
)
class FindingsAsJson(FindingsAsFile):
    """What a filter leaves as one JSON object: the unit, what is left out, the findings, and how many they are."""

    ending = "json"
