"""Photos come in: as a plain form of many files, or one by one from upload.js, which asks for JSON."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.roles import Capability
from problems import Problem
from teardowns.models import Teardown
from teardowns.operations.intake import Receipt, receive_photo
from teardowns.queries.visible import assembly_for, upload_target
from web.access import WebRequest, page, refused, tell


@page(Capability.PHOTO_UPLOAD)
@require_POST
def upload(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Take every file of the form; each one stands or falls alone and has its own receipt."""
    teardown = upload_target(request.principal, public_id)
    files = request.FILES.getlist("photos")
    if request.headers.get("Accept", "").startswith("application/json"):
        return _as_json(request, teardown, files)
    received = 0
    for file in files:
        try:
            _receive(request, teardown, file)
            received += 1
        except Problem as problem:
            tell(request, f"{file.name}: {problem.sentences()[0]}", *problem.sentences()[1:], level=messages.ERROR)
    _tell_received(request, received, chosen=len(files))
    return redirect("web:teardown", teardown.public_id)


def _as_json(request: WebRequest, teardown: Teardown, files: "list[UploadedFile[bytes]]") -> HttpResponse:
    if len(files) != 1:
        return JsonResponse({"code": "one_file", "message": _("Send one photo a request.")}, status=400)
    try:
        receipt = _receive(request, teardown, files[0])
    except Problem as problem:
        return refused(request, problem)
    return JsonResponse(_receipt_json(receipt), status=201 if receipt.created else 200)


def _receive(request: WebRequest, teardown: Teardown, file: "UploadedFile[bytes]") -> Receipt:
    assembly = request.POST.get("assembly")
    return receive_photo(
        principal=request.principal,
        teardown=teardown,
        chunks=file.chunks(),
        file_name=file.name or "",
        idempotency_key=request.headers.get("Idempotency-Key", ""),
        assembly=assembly_for(request.principal, assembly) if assembly else None,
    )


def _receipt_json(receipt: Receipt) -> dict[str, Any]:
    return {
        "photo": reverse("web:photo", args=[receipt.photo_id]),
        "sha256": receipt.sha256,
        "size": receipt.size,
        "received_at": receipt.received_at.isoformat(),
        "created": receipt.created,
    }


def _tell_received(request: WebRequest, received: int, *, chosen: int) -> None:
    if received:
        tell(
            request,
            ngettext("%(n)d photo was received.", "%(n)d photos were received.", received) % {"n": received},
            _("The server holds their exact bytes; each has its receipt below."),
            level=messages.SUCCESS,
        )
    elif not chosen:
        tell(request, _("No photo was chosen."), _("Nothing was sent."), _("Choose one or more."), level=messages.ERROR)
