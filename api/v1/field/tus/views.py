"""Uploads that resume. The bytes of a photo that came in pieces go the same way as those of any other."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import http_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.v1.field.tus import headers
from api.v1.field.tus.body import body_of, has_body, line_of, read_no_more
from api.v1.field.tus.pace import bodies
from api.v1.field.tus.problems import BadMetadata, WrongVersion
from api.views import Door
from problems import Problem
from teardowns.models import Assembly, PartialUpload, Photo, Teardown
from teardowns.operations.partial_uploads import begin_upload, end_upload, receive_piece
from teardowns.problems import ForeignAssembly
from teardowns.queries.partial_uploads import held_already, partial_upload_for, settled_upload_for, standing
from teardowns.queries.receipts import code_for
from teardowns.queries.visible import upload_target
from teardowns.receipts import moment
from teardowns.upload_problems import OffsetConflict
from teardowns.uploading import ALGORITHMS, Checksum

OVERRIDE = "X-HTTP-Method-Override"
SENDS = Capability.PHOTO_UPLOAD


def _header(name: str, description: str, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=description, required=required)


RESUMABLE = _header("Tus-Resumable", "1.0.0", required=True)
CHECKSUM = _header("Upload-Checksum", "sha256 or sha1, a blank, and the checksum of this body in Base64.")
BYTES = {headers.PIECE: OpenApiTypes.BINARY}
HANDED_OUT = "With the last byte: Chiptrail-Photo (its id), Chiptrail-Receipt (the short code), Chiptrail-Received-At."


class TusDoor(Door):
    """What holds for every request of the protocol."""

    http_method_names = ["head", "post", "patch", "delete", "options"]
    rate = "piece"
    read_rate = "piece"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For clients that have no PATCH and no DELETE, a header says which method is meant."""
        if override := request.headers.get(OVERRIDE):
            request.method = override.strip().upper()
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Who asks, whether they may, and whether they speak our version."""
        super().initial(request, *args, **kwargs)
        if request.method != "OPTIONS" and hasattr(self, str(request.method).lower()):
            headers.check_version(request.headers)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """What this server knows of the protocol."""
        known = {
            "Tus-Version": headers.VERSION,
            "Tus-Extension": headers.EXTENSIONS,
            "Tus-Max-Size": str(settings.VAULT_MAX_BYTES),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        }
        return Response(status=status.HTTP_204_NO_CONTENT, headers=known)

    def receive(self, upload: PartialUpload, offset: int, checksum: Checksum | None) -> PartialUpload:
        """Take the body of this request as the next piece."""
        request = self.request._request
        with bodies.receiving(self.principal.user.pk, line_of(request), request.META["wsgi.input"]) as pace:
            return receive_piece(
                principal=self.principal,
                upload=upload,
                offset=offset,
                body=body_of(request, pace),
                checksum=checksum,
            )

    def handle_exception(self, error: Exception) -> Any:
        """A refusal, with the headers that the protocol wants beside it."""
        answer = super().handle_exception(error)
        if isinstance(error, WrongVersion):
            answer.headers["Tus-Version"] = headers.VERSION
        if isinstance(error, OffsetConflict):
            answer.headers["Upload-Offset"] = str(error.params["offset"])
            read_no_more(self.request._request)
        if isinstance(error, Problem) and error.status == status.HTTP_413_REQUEST_ENTITY_TOO_LARGE:
            answer.headers["Tus-Max-Size"] = str(settings.VAULT_MAX_BYTES)
        return answer

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Every answer names the version."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer.headers["Tus-Resumable"] = headers.VERSION
        return answer


class UploadList(TusDoor):
    """Where uploads in pieces begin (tus 1.0: creation, creation-with-upload)."""

    capabilities: ClassVar = {"POST": SENDS, "OPTIONS": SENDS}
    rate = "upload"

    @extend_schema(
        operation_id="field_begin_upload",
        parameters=[
            RESUMABLE,
            CHECKSUM,
            _header("Upload-Length", "Bytes of the whole file.", required=True),
            _header(
                "Upload-Metadata",
                "tus pairs: teardown (id), and if known: kind (photo or voice), sha256 (hex), filename, slot, "
                "taken_at, key (idempotency), assembly (id).",
                required=True,
            ),
        ],
        request=BYTES,
        responses={201: OpenApiResponse(description=f"Location, Upload-Offset, Upload-Expires. {HANDED_OUT}")},
    )
    def post(self, request: Request) -> Response:
        """Begin an upload; the body may hold its first bytes.

        Where the server holds these bytes in this teardown already, the answer carries the receipt, and nothing need
        be sent.
        """
        headers.check_supported(request.headers)
        length = headers.number(request.headers, "Upload-Length")
        checksum = headers.checksum(request.headers)
        if has_body(request._request):
            headers.check_piece(request.headers)
        upload = self._begun(request, length)
        if has_body(request._request):
            try:
                upload = self.receive(upload, 0, checksum)
            except Problem:
                end_upload(upload=upload)  # nobody was told its address
                raise
        # Relative to this address, it holds behind every proxy, whatever that calls us.
        answer = {"Location": f"{upload.public_id}/", **_place(upload), **_expiry(upload)}
        held = None if upload.finished else held_already(upload.teardown, upload.sha256, upload.length)
        receipt = _receipt_of(held, code_for(held, self.principal.device)) if held else _receipt(upload)
        return Response(status=status.HTTP_201_CREATED, headers=answer | receipt)

    def _begun(self, request: Request, length: int) -> PartialUpload:
        said = headers.Metadata(request.headers)
        teardown_id = said.uuid("teardown")
        if teardown_id is None:
            raise BadMetadata(name="teardown")
        teardown = upload_target(self.principal, teardown_id)
        return begin_upload(
            principal=self.principal,
            teardown=teardown,
            length=length,
            kind=said.text("kind") or "photo",
            metadata=request.headers.get("Upload-Metadata", ""),
            sha256=said.sha256(),
            file_name=said.text("filename", "name"),
            idempotency_key=said.key(),
            slot=said.text("slot"),
            taken_at=said.text("taken_at"),
            assembly=_assembly(teardown, said.uuid("assembly")),
        )


class Upload(TusDoor):
    """One upload in pieces. HEAD tells where it stands, and after the last byte the receipt again."""

    capabilities: ClassVar = {"GET": SENDS, "PATCH": SENDS, "DELETE": SENDS, "OPTIONS": SENDS}

    def head(self, request: Request, upload_id: UUID) -> Response:
        upload = settled_upload_for(self.principal, upload_id)
        answer = _place(upload) | _expiry(upload) | _receipt(upload) | {"Upload-Length": str(upload.length)}
        if upload.metadata:
            answer["Upload-Metadata"] = upload.metadata
        return Response(status=status.HTTP_200_OK, headers=answer)

    @extend_schema(
        operation_id="field_send_piece",
        parameters=[RESUMABLE, CHECKSUM, _header("Upload-Offset", "Where this piece begins.", required=True)],
        request=BYTES,
        responses={204: OpenApiResponse(description=f"Upload-Offset, Upload-Expires. {HANDED_OUT}")},
    )
    def patch(self, request: Request, upload_id: UUID) -> Response:
        """The next piece."""
        # Browsers repeat a piece by themselves when a kept-alive line broke. What came of the first try is waited for,
        # so that the repeated one is refused before its body is read.
        upload = settled_upload_for(self.principal, upload_id)
        headers.check_piece(request.headers)
        offset = headers.number(request.headers, "Upload-Offset")
        moved = self.receive(upload, offset, headers.checksum(request.headers))
        return Response(status=status.HTTP_204_NO_CONTENT, headers=_place(moved) | _expiry(moved) | _receipt(moved))

    @extend_schema(operation_id="field_end_upload", parameters=[RESUMABLE], responses={204: None})
    def delete(self, request: Request, upload_id: UUID) -> Response:
        """Forget the upload and what came of it. A photo with a receipt stays."""
        end_upload(upload=self._upload(upload_id))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _upload(self, upload_id: UUID) -> PartialUpload:
        return partial_upload_for(self.principal, upload_id)


def _place(upload: PartialUpload) -> dict[str, str]:
    return {"Upload-Offset": str(standing(upload))}


def _expiry(upload: PartialUpload) -> dict[str, str]:
    return {} if upload.finished else {"Upload-Expires": http_date(upload.expires_at.timestamp())}


def _receipt(upload: PartialUpload) -> dict[str, str]:
    if upload.received_id is None or upload.received_at is None:
        return {}
    return {
        "Chiptrail-Photo": str(upload.received_id),
        "Chiptrail-Receipt": upload.receipt,
        "Chiptrail-Received-At": moment(upload.received_at),
    }


def _receipt_of(photo: Photo, code: str) -> dict[str, str]:
    return {
        "Chiptrail-Photo": str(photo.public_id),
        "Chiptrail-Receipt": code,
        "Chiptrail-Received-At": moment(photo.received_at),
    }


def _assembly(teardown: Teardown, public_id: UUID | None) -> Assembly | None:
    if public_id is None:
        return None
    assembly = teardown.assemblies.filter(public_id=public_id).first()
    if assembly is None:
        raise ForeignAssembly
    return assembly
