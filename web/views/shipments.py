"""Files of shipments and their rows: the paper on which a hop rests."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import Capability
from provenance.models import TradeFile
from provenance.operations.trade_originals import take_original
from provenance.queries.claim_pages import claim_view
from provenance.queries.shipment_rows import rows_after, shipment_row, trade_file
from web.access import WebRequest, page
from web.words import actor_name

ROWS = 50


@page(Capability.TRACE_SEE)
@require_GET
def file_page(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One file: what it is, who imported it, its rows; `?row=` one of them, whatever its reference."""
    if "row" in request.GET:
        return _row(request, public_id, request.GET["row"])
    file = trade_file(request.principal, public_id)
    shown = rows_after(file, request.GET.get("after", ""), ROWS)
    context = {"shown": shown} | _about(request, file)
    return render(request, "web/pages/trade_file.html", context)


@page(Capability.TRACE_SEE)
@require_GET
def row_page(request: WebRequest, public_id: UUID, row: str) -> HttpResponseBase:
    """One row as it was written, and what rests on it."""
    return _row(request, public_id, row)


@page(Capability.TRACE_SEE)
@require_GET
def statement(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One statement as its source made it, what it replaced or what replaced it, and what rests on it."""
    return render(request, "web/pages/statement.html", {"view": claim_view(request.principal, public_id)})


@page(Capability.TRADE_ORIGINAL_TAKE)
@require_POST
def original(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The exact file that was imported; that it was taken is written into the ledger."""
    file = trade_file(request.principal, public_id)
    taken = take_original(principal=request.principal, file=file)
    return FileResponse(taken, as_attachment=True, filename=file.name, content_type="application/octet-stream")


def _row(request: WebRequest, public_id: UUID, reference: str) -> HttpResponseBase:
    view = shipment_row(request.principal, public_id, reference, source=request.GET.get("source", ""))
    return render(request, "web/pages/shipment.html", {"view": view} | _about(request, view.file))


def _about(request: WebRequest, file: TradeFile) -> dict[str, Any]:
    return {
        "file": file,
        "imported_by": actor_name(file.actor),
        "may_take": request.principal.can(Capability.TRADE_ORIGINAL_TAKE),
        "sees_ledger": request.principal.can(Capability.LEDGER_SEE),
    }
