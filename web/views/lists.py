"""Resolve a list: paste or upload markings, watch them being resolved, take the answers as a table."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.roles import Capability
from provenance.models import MarkingBatch
from provenance.operations.batches import create_batch, delete_batch
from provenance.problems import ColumnNeeded, ListRefused
from provenance.queries.batches import batch_for, batches_for, rows_of
from web.access import WebRequest, asks_for_a_piece, page, tell
from web.answers import COLUMNS, cells, shown_answer
from web.forms.lists import ListForm, columns_of
from web.spreadsheets import WORKBOOK_TYPE, csv_pieces, workbook

LISTS, ROWS, FETCHED = 25, 50, 200


@page(Capability.PART_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: WebRequest) -> HttpResponseBase:
    """The form and the lists of one's organisation. A list that is refused leaves the form as it was filled in."""
    if request.method != "POST":
        return _form(request, ListForm())
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        batch = create_batch(principal=request.principal, entries=form.entries(), note=form.called())
    except ColumnNeeded as needed:
        return _form(request, form, problem=needed.sentences(), columns=columns_of(needed.params["rows"]), status=422)
    except ListRefused as problem:
        return _form(request, form, problem=problem.sentences(), status=422)
    address = reverse("web:list", args=[batch.public_id])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


@page(Capability.PART_SEE)
@require_GET
def one_list(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One list with its answers so far. htmx asks for them alone, every other second until all are there."""
    batch = batch_for(request.principal, public_id)
    shown = Paginator(rows_of(batch), ROWS).get_page(request.GET.get("page"))
    context = {
        "batch": batch,
        "page": shown,
        "rows": [shown_answer(row) for row in shown],
        "own": batch.author_id == request.principal.user.pk,
    }
    whole = not asks_for_a_piece(request)
    return render(request, "web/pages/list.html" if whole else "web/partials/list_answers.html", context)


@page(Capability.PART_SEE)
@require_GET
def as_csv(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The answers so far as CSV, written while it is sent."""
    batch = batch_for(request.principal, public_id)
    answer = StreamingHttpResponse(csv_pieces(COLUMNS, _cells(batch)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="markings-{batch.public_id}.csv"'
    return answer


@page(Capability.PART_SEE)
@require_GET
def as_workbook(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The answers so far as XLSX."""
    batch = batch_for(request.principal, public_id)
    file = workbook(COLUMNS, _cells(batch))
    return FileResponse(
        file, as_attachment=True, filename=f"markings-{batch.public_id}.xlsx", content_type=WORKBOOK_TYPE
    )


@page(Capability.PART_SEE)
@require_POST
def delete(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Delete a list of one's own."""
    delete_batch(principal=request.principal, public_id=public_id)
    tell(request, _("The list and its answers are deleted."), level=messages.SUCCESS)
    return redirect("web:lists")


def _cells(batch: MarkingBatch) -> Any:
    return (cells(shown_answer(row)) for row in rows_of(batch).iterator(FETCHED))


def _form(request: WebRequest, form: ListForm, *, status: int = 200, **more: Any) -> HttpResponseBase:
    """The page, or for htmx what was wrong alone: the file stays chosen in the browser then."""
    if request.htmx:
        return render(request, "web/partials/list_refused.html", {"form": form, **more})
    found = batches_for(request.principal)[:LISTS]
    return render(request, "web/pages/lists.html", {"form": form, "batches": found, **more}, status=status)
