"""What phones send beside originals: teardowns, previews, exhibits, hand-overs, codes of labels.

The phone makes the ids, so everything may be sent again: the answer is 201 the first time and 200 after that.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.v1.field import phone_shapes as shapes
from api.v1.field.tus.problems import BadHeader
from api.v1.field.views import SEES, TeardownDetail
from api.views import Door
from teardowns.operations.exhibits import SaidHandOver, put_exhibit, put_handover
from teardowns.operations.from_phone import Said, put_teardown
from teardowns.operations.label_codes import put_label_code
from teardowns.operations.previews import Shot, receive_preview
from teardowns.queries.exhibits import doubts_of
from teardowns.queries.visible import upload_target

SENDS = Capability.FIELD_SEND
CHUNK = 64 * 1024
SAID = "Chiptrail-Preview"


class PictureParser(BaseParser):
    """A body that is a picture: not read here."""

    media_type = "image/jpeg"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """The stream itself."""
        return stream


class PhoneTeardown(TeardownDetail):
    """One teardown: seen with its tree by the team; sent, and corrected, by the phone that made its id."""

    http_method_names = ["get", "head", "put"]
    capabilities: ClassVar = {"GET": SEES, "PUT": SENDS}

    @extend_schema(
        operation_id="field_put_teardown",
        request=shapes.PhoneTeardown,
        responses={201: shapes.PhoneTeardownKept, 200: shapes.PhoneTeardownKept},
    )
    def put(self, request: Request, teardown_id: UUID) -> Response:
        """Sent again with other values it is a correction: the earlier ones are kept."""
        said = self.body(shapes.PhoneTeardown)
        place = said.pop("place") or {"kind": "none", "value": ""}
        teardown, created = put_teardown(
            principal=self.principal,
            public_id=teardown_id,
            said=Said(**said, place_kind=place["kind"], place=place["value"]),
        )
        return _kept({"id": teardown.public_id, "order_number": teardown.order_number}, created=created)


class PreviewList(Door):
    """Small pictures that stand for originals which are still on the phone. Never evidence."""

    capabilities: ClassVar = {"POST": Capability.PHOTO_UPLOAD}
    query = shapes.PreviewQuery
    parser_classes = (PictureParser,)
    rate = "upload"

    def given(self, request: Request) -> Mapping[str, Any]:
        """What is said of the original: in the header, or, where there is none, in the query.

        A header stands in no log of a proxy.
        """
        header = request.headers.get(SAID)
        return super().given(request) if header is None else {**super().given(request), **_said(header)}

    @extend_schema(
        operation_id="field_send_preview",
        parameters=[
            shapes.PreviewQuery,
            OpenApiParameter(
                SAID,
                str,
                OpenApiParameter.HEADER,
                description="Instead of the query, which proxies write down: the same names and values as a JSON "
                "object in UTF-8, in base64url.",
            ),
        ],
        request={"image/jpeg": OpenApiTypes.BINARY},
        responses={201: shapes.PreviewKept, 200: shapes.PreviewKept},
    )
    def post(self, request: Request) -> Response:
        """At most 80 kB. One for each original: the first one stays."""
        asked = dict(self.asked)
        teardown = upload_target(self.principal, asked.pop("teardown"))
        preview, created = receive_preview(
            principal=self.principal, teardown=teardown, shot=Shot(**asked), chunks=iter(lambda: _read(request), b"")
        )
        return _kept({"preview": preview.public_id}, created=created)


class Exhibit(Door):
    """A thing in a bag."""

    http_method_names = ["put"]
    capabilities: ClassVar = {"PUT": SENDS}

    @extend_schema(
        operation_id="field_put_exhibit",
        request=shapes.ExhibitSaid,
        responses={201: shapes.ExhibitKept, 200: shapes.ExhibitKept},
    )
    def put(self, request: Request, exhibit_id: UUID) -> Response:
        """Sent again with other values it is a correction: the earlier ones are kept."""
        said = self.body(shapes.ExhibitSaid)
        teardown = upload_target(self.principal, said.pop("teardown"))
        exhibit, created = put_exhibit(principal=self.principal, public_id=exhibit_id, teardown=teardown, **said)
        return _kept(shapes.ExhibitKept(exhibit).data, created=created)


class HandOver(Door):
    """Exhibits that passed from one person to another, signed by both."""

    http_method_names = ["put"]
    capabilities: ClassVar = {"PUT": SENDS}

    @extend_schema(
        operation_id="field_put_handover",
        request=shapes.HandOverSaid,
        responses={201: shapes.HandOverKept, 200: shapes.HandOverKept},
    )
    def put(self, request: Request, handover_id: UUID) -> Response:
        """What does not fit is told in `doubts`, not refused. 409 `send_first` while an exhibit is not here yet."""
        said = SaidHandOver(**self.body(shapes.HandOverSaid))
        handover, created = put_handover(principal=self.principal, public_id=handover_id, said=said)
        return _kept({"id": handover.public_id, "doubts": doubts_of(handover)}, created=created)


class LabelCode(Door):
    """A machine-readable code of a reel, bag or plate, as its bytes were read."""

    http_method_names = ["put"]
    capabilities: ClassVar = {"PUT": SENDS}

    @extend_schema(
        operation_id="field_put_code",
        request=shapes.CodeSaid,
        responses={201: shapes.CodeKept, 200: shapes.CodeKept},
    )
    def put(self, request: Request, code_id: UUID) -> Response:
        """What was read once stands: sent again it is answered alike."""
        said = self.body(shapes.CodeSaid)
        code, created = put_label_code(
            principal=self.principal,
            public_id=code_id,
            teardown=upload_target(self.principal, said["teardown"]),
            raw=_bytes(said["raw"]),
            symbology=said["symbology"],
            photo_sha256=said["sha256"],
            read_at=said["read_at"],
        )
        return _kept(shapes.CodeKept(code).data, created=created)


def _kept(body: Mapping[str, Any], *, created: bool) -> Response:
    return Response(body, status=status.HTTP_201_CREATED if created else status.HTTP_200_OK)


def _read(request: Request) -> bytes:
    data: bytes = request._request.read(CHUNK)
    return data


def _said(header: str) -> dict[str, Any]:
    try:
        said = json.loads(base64.urlsafe_b64decode(header + "=" * (-len(header) % 4)))
    except (ValueError, RecursionError):  # also what is no base64, and no UTF-8
        said = None
    if not isinstance(said, dict):
        raise BadHeader(header=SAID)
    return said


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise serializers.ValidationError({"raw": ["This is no base64."]}) from None
