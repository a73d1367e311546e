"""Receiving photos. A file streams to disk and from there into the vault; no original is ever whole in memory."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as fields
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.errors import failure_among_several
from api.pagination import PageQuery
from api.parsers import SizeGuard
from api.problems import BadKey, BadKeys, NoPhoto
from api.v1.field import serializers as shapes
from api.v1.field.tus.body import line_of
from api.v1.field.tus.pace import Bodies, Body
from api.views import ListDoor
from teardowns.models import Assembly, Photo, Teardown
from teardowns.operations.intake import receive_photo
from teardowns.problems import ForeignAssembly
from teardowns.queries.visible import photos_for, teardown_for, upload_target

forms = Bodies()
KEY = re.compile(r"[\x21-\x7e]{1,120}")
DRAIN_BYTES = 64 * 1024
WINDOW_SECONDS = 160.0
"""A form is read 64 KiB at a time, and cannot go on where it broke: so much must come even over the thinnest line."""
KEY_HEADER = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, description="With one photo: 1 to 120 visible ASCII characters."
)


class PhotoList(ListDoor):
    """The photos of one teardown. Sending the same photo, or any photo under the same key, again is harmless."""

    capabilities: ClassVar = {"GET": Capability.TEARDOWN_SEE_OWN, "POST": Capability.PHOTO_UPLOAD}
    parser_classes = (MultiPartParser,)
    rate = "upload"
    ordering = ("received_at", "public_id")

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """The size is guarded while the body is read, not after."""
        if request.method == "POST":
            request.upload_handlers = [SizeGuard(), *request.upload_handlers]
        return super().initialize_request(request, *args, **kwargs)

    def handle_exception(self, error: Exception) -> Any:
        """What a stopped upload left half-written goes at once, and the sender gets to read why."""
        if self.request.method == "POST":
            for handler in self.request.upload_handlers:
                if (file := getattr(handler, "file", None)) is not None:
                    file.close()
            _drain(self.request._request)
        return super().handle_exception(error)

    @extend_schema(operation_id="field_photos", parameters=[PageQuery], responses=shapes.PhotoReceipt(many=True))
    def get(self, request: Request, teardown_id: UUID) -> Response:
        teardown = teardown_for(self.principal, teardown_id)
        return self.page(photos_for(self.principal).filter(teardown=teardown), shapes.PhotoReceipt)

    @extend_schema(
        operation_id="field_send_photos",
        parameters=[KEY_HEADER],
        request={"multipart/form-data": shapes.Upload},
        responses={201: shapes.PhotoReceipt, 200: shapes.PhotoReceipt, 207: shapes.UploadResults},
    )
    def post(self, request: Request, teardown_id: UUID) -> Response:
        """One photo: 201, or 200 when it is here already. Several: 207 with one result for each, in order."""
        teardown = upload_target(self.principal, teardown_id)
        line, source = line_of(request._request), request._request.META["wsgi.input"]
        with forms.receiving(self.principal.user.pk, line, source, window=WINDOW_SECONDS) as pace:
            request._request.upload_handlers = [PaceGuard(pace), *request._request.upload_handlers]
            files = request.FILES.getlist("photo")
        if not files:
            raise NoPhoto
        keys = _keys(request, len(files))
        assembly = _assembly(request, teardown)
        if len(files) == 1:
            photo, created = self._receive(teardown, files[0], keys[0], assembly)
            return Response(shapes.PhotoReceipt(photo).data, status=_status(created=created))
        results = [self._result(teardown, file, key, assembly) for file, key in zip(files, keys, strict=True)]
        return Response({"results": results}, status=status.HTTP_207_MULTI_STATUS)

    def _receive(
        self, teardown: Teardown, file: UploadedFile[Any], key: str, assembly: Assembly | None
    ) -> tuple[Photo, bool]:
        receipt = receive_photo(
            principal=self.principal,
            teardown=teardown,
            chunks=file.chunks(),
            file_name=file.name or "",
            idempotency_key=key,
            assembly=assembly,
        )
        return receipt.photo, receipt.created

    def _result(
        self, teardown: Teardown, file: UploadedFile[Any], key: str, assembly: Assembly | None
    ) -> dict[str, Any]:
        """One photo's failure is its own: the others are received all the same."""
        try:
            photo, created = self._receive(teardown, file, key, assembly)
        except Exception as error:
            problem = failure_among_several(error, self.request._request)
            return {"status": problem["status"], "problem": problem}
        return {"status": _status(created=created), "receipt": shapes.PhotoReceipt(photo).data}


class PaceGuard(FileUploadHandler):
    """Stands before the handlers that store and tells how fast a photo comes."""

    def __init__(self, pace: Body) -> None:
        super().__init__()
        self._pace = pace

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count the bytes and pass them on."""
        self._pace.came(len(raw_data))
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Others store it."""


def _drain(request: HttpRequest) -> None:
    """Read on for the length of one photo: a sender whose connection closes under it never sees the answer."""
    left = settings.VAULT_MAX_BYTES
    with suppress(OSError):
        while left > 0 and (chunk := request.read(DRAIN_BYTES)):
            left -= len(chunk)


def _status(*, created: bool) -> int:
    return status.HTTP_201_CREATED if created else status.HTTP_200_OK


def _keys(request: Request, photos: int) -> list[str]:
    header = request.headers.get("Idempotency-Key")
    keys = request.POST.getlist("key") if header is None else [header]
    if keys and len(keys) != photos:
        raise BadKeys(photos=photos, keys=len(keys))
    if not all(KEY.fullmatch(key) for key in keys):
        raise BadKey
    return keys or [""] * photos


def _assembly(request: Request, teardown: Teardown) -> Assembly | None:
    given = request.POST.get("assembly")
    if not given:
        return None
    try:
        public_id = fields.UUIDField().run_validation(given)
    except fields.ValidationError as error:
        raise fields.ValidationError({"assembly": error.detail}) from None
    assembly = teardown.assemblies.filter(public_id=public_id).first()
    if assembly is None:
        raise ForeignAssembly
    return assembly
