"""What the asker's own people and programs did here. The same rows as on the page, and nobody else's."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.pagination import PageQuery
from api.views import Door, ListDoor
from makers.act_tables import table_of
from makers.operations.exporting import recorded
from makers.queries.acts import ActFilter, acts_for, sha256_of


class ActQuery(PageQuery):
    """How a maker may narrow its acts. Days are inclusive, in UTC."""

    person = serializers.UUIDField(required=False, default=None, help_text="Id of one of your people.")
    act = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=60, help_text="Its code, such as `finding.seen`."
    )
    first = serializers.DateField(required=False, default=None)
    last = serializers.DateField(required=False, default=None)


class ActTableQuery(serializers.Serializer[Any]):
    """The filters of the list."""

    def get_fields(self) -> dict[str, Any]:
        """Those of the list, without what cuts it into pages."""
        paging = PageQuery().get_fields()
        return {name: field for name, field in ActQuery().get_fields().items() if name not in paging}


class ActPerson(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    email = serializers.CharField()


class Act(serializers.Serializer[Any]):
    """One act: who saw, answered, exported what, when."""

    id = serializers.UUIDField(source="public_id")
    at = serializers.DateTimeField()
    person = ActPerson(source="user")
    token = serializers.CharField(help_text="The token that acted for the person; empty in a browser.")
    act = serializers.CharField()
    object = serializers.CharField(source="subject_type")
    object_id = serializers.CharField(source="subject_id")
    sha256 = serializers.SerializerMethodField()
    details = serializers.DictField()

    def get_sha256(self, act: Any) -> str:
        """Of what was taken along; empty where nothing was."""
        return sha256_of(act)


class ActList(ListDoor):
    """The acts of the asker's own people and programs, newest first. Reading them is none."""

    capabilities: ClassVar = {"GET": Capability.ACT_SEE_OWN}
    query = ActQuery
    ordering = ("-at", "public_id")

    @extend_schema(operation_id="manufacturer_acts", parameters=[ActQuery], responses=Act(many=True))
    def get(self, request: Request) -> Response:
        return self.page(acts_for(self.principal, _wanted(self.asked)), Act)


class ActTable(Door):
    """The same as CSV, the first act first. The log then says who took it along, with its hash."""

    capabilities: ClassVar = {"GET": Capability.ACT_SEE_OWN}
    query = ActTableQuery

    @extend_schema(
        operation_id="manufacturer_acts_csv",
        parameters=[ActTableQuery],
        responses={(200, "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """The file."""
        lines = table_of(acts_for(self.principal, _wanted(self.asked)))
        pieces = recorded(self.principal, "csv", request.query_params.dict(), lines, "acts")
        answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="acts-{timezone.now():%Y-%m-%d}.csv"'
        return answer


def _wanted(asked: Mapping[str, Any]) -> ActFilter:
    return ActFilter(asked["person"], asked["act"], asked["first"], asked["last"])
