"""Exports of findings that are made in the background: ask, see how far it is, fetch the file."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import StreamingHttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.pagination import PageQuery
from api.v1.manufacturer.serializers import CountQuery
from api.views import Door, ListDoor
from makers.export_problems import CAUSES
from makers.finding_tables import FORMATS
from makers.operations.finding_exports import ask_for_export, take_export
from makers.queries.finding_exports import export_for, exports_for
from provenance.workbooks import WORKBOOK_TYPE
from teardowns.queries.findings import FindingFilter

SEES = Capability.FINDING_SEE_OWN_BRANDS


class ExportAsked(CountQuery):
    """The filters of the list of findings, and the kind of file. A name that is none of these is refused: a file that
    holds more than was asked for says nothing."""

    def get_fields(self) -> dict[str, Any]:
        """Those of the filter, and `format`."""
        return {"format": serializers.ChoiceField(choices=list(FORMATS)), **super().get_fields()}

    def to_internal_value(self, data: Any) -> Any:
        """The values, if there are no others."""
        if isinstance(data, dict) and (unknown := sorted(str(name)[:40] for name in set(data) - set(self.fields))):
            allowed = ", ".join(self.fields)
            raise serializers.ValidationError({unknown[0]: f"Not a filter. Allowed: {allowed}."}, code="unknown")
        return super().to_internal_value(data)


class ExportShown(serializers.Serializer[Any]):
    """One export. `file` is there while it may be fetched; `written` of about `expected` findings."""

    id = serializers.UUIDField(source="public_id")
    format = serializers.ChoiceField(source="ending", choices=list(FORMATS))
    filter = serializers.DictField(child=serializers.CharField(), help_text="What narrows it; empty: all findings.")
    state = serializers.ChoiceField(choices=["waiting", "ready", "ended"])
    cause = serializers.CharField(help_text=f"Why it ended: {', '.join(CAUSES)}; or a code of an error of ours.")
    written = serializers.IntegerField()
    expected = serializers.IntegerField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField(allow_null=True)
    asked_by = serializers.SerializerMethodField()
    asked_at = serializers.DateTimeField(source="created_at")
    finished_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    file = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string"})
    def get_asked_by(self, row: Any) -> str:
        """Who of your people asked for it."""
        return str(row.asked_by.name or row.asked_by.email)

    @extend_schema_field({"type": ["string", "null"], "format": "uri-reference"})
    def get_file(self, row: Any) -> str | None:
        """Where its bytes are."""
        return reverse("api:manufacturer:export-file", args=[row.public_id]) if row.state == "ready" else None


class ExportList(ListDoor):
    """Exports that people and programs of the asker's organisation asked for, newest first."""

    capabilities: ClassVar = {"GET": SEES, "POST": SEES}
    query = PageQuery
    ordering = ("-created_at", "public_id")

    @extend_schema(operation_id="manufacturer_exports", parameters=[PageQuery], responses=ExportShown(many=True))
    def get(self, request: Request) -> Response:
        return self.page(exports_for(self.principal), ExportShown)

    @extend_schema(operation_id="manufacturer_ask_export", request=ExportAsked, responses={202: ExportShown})
    def post(self, request: Request) -> Response:
        """Ask for one. The same question while its file is being made is the same export."""
        said = self.body(ExportAsked)
        ending = said.pop("format")
        made = ask_for_export(principal=self.principal, wanted=FindingFilter(**said), ending=ending)
        return Response(ExportShown(made).data, status=status.HTTP_202_ACCEPTED)


class ExportDetail(Door):
    """One export."""

    capabilities: ClassVar = {"GET": SEES}

    @extend_schema(operation_id="manufacturer_export", responses=ExportShown)
    def get(self, request: Request, export_id: UUID) -> Response:
        """How far it is."""
        return Response(ExportShown(export_for(self.principal, export_id)).data)


class ExportFile(Door):
    """Its file, while you, and who asked for it, may see all that is in it; else 410, and a fresh one can be asked
    for."""

    capabilities: ClassVar = {"GET": SEES}

    @extend_schema(
        operation_id="manufacturer_export_file",
        responses={
            (200, "text/csv"): OpenApiTypes.STR,
            (200, WORKBOOK_TYPE): OpenApiTypes.BINARY,
            (200, "application/json"): OpenApiTypes.OBJECT,
        },
    )
    def get(self, request: Request, export_id: UUID) -> StreamingHttpResponse:
        """The bytes of which `sha256` tells."""
        row, pieces = take_export(principal=self.principal, public_id=export_id)
        answer = StreamingHttpResponse(pieces, content_type=FORMATS[row.ending][0])
        answer["Content-Disposition"] = f'attachment; filename="findings-{row.created_at:%Y-%m-%d}.{row.ending}"'
        answer["Content-Length"] = str(row.size)
        return answer
