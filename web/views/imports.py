"""Lists of parts on their way into the catalogue, for the administrator."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Capability
from custody.vault import vault
from problems import Problem
from provenance.import_words import row_error
from provenance.importers.stopping import FileStopped
from provenance.models import CatalogueImport, ImportFormat
from provenance.operations import catalogue_imports
from provenance.operations.comparing import left_out
from provenance.queries.catalogue_imports import import_for, imports_for
from web.access import WebRequest, asks_for_a_piece, page, tell
from web.forms.imports import ImportForm
from web.importview import columns_form, shown
from web.spreadsheets import csv_pieces

RUN = Capability.IMPORT_RUN
ROWS = 25
LEFT_OUT = ("line", "part_number", "code", "reason")


@page(RUN)
@require_GET
def import_list(request: WebRequest) -> HttpResponseBase:
    """All imports, newest first."""
    listed = Paginator(imports_for(request.principal), ROWS).get_page(request.GET.get("page"))
    return render(request, "web/pages/imports.html", {"page": listed})


@page(RUN)
@require_http_methods(["GET", "POST"])
def new_import(request: WebRequest) -> HttpResponseBase:
    """Send a file. A table is mapped on the page that follows; any other is compared at once."""
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*data, principal=request.principal)
    if data and form.is_valid():
        try:
            row = _receive(request, form)
        except Problem as problem:
            form.add_error("file", " ".join(problem.sentences()))
        else:
            return redirect("web:import", row.public_id)
    return render(request, "web/pages/import_new.html", {"form": form}, status=422 if data else 200)


def _receive(request: WebRequest, form: ImportForm) -> CatalogueImport:
    typed, actor = form.cleaned_data, request.principal.actor
    row = catalogue_imports.receive_import(
        chunks=typed["file"].chunks(),
        file_name=typed["file"].name or "",
        wanted=typed["format"],
        source=form.facts(),
        complete=typed["complete"],
        actor=actor,
    )
    if row.format != ImportFormat.TABLE:
        catalogue_imports.start_preview(row=row, actor=actor)
    return row


@page(RUN)
@require_GET
def import_page(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One import as it stands. htmx asks for it alone while work is under way."""
    return _shown(request, import_for(request.principal, public_id))


@page(RUN)
@require_POST
def preview(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Compare the list with the catalogue, a table by the columns that are chosen."""
    row = import_for(request.principal, public_id)
    form = columns_form(row, request.POST)
    if form is not None and not form.is_valid():
        return _shown(request, row, form=form, status=422)
    columns = form.columns() if form else None
    complete = form.cleaned_data["complete"] if form else None
    catalogue_imports.start_preview(row=row, columns=columns, complete=complete, actor=request.principal.actor)
    return redirect("web:import", row.public_id)


@page(RUN)
@require_POST
def apply(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Do what the preview shows."""
    row = import_for(request.principal, public_id)
    catalogue_imports.start_apply(row=row, actor=request.principal.actor)
    return redirect("web:import", row.public_id)


@page(RUN)
@require_POST
def roll_back(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Take it back out."""
    row = import_for(request.principal, public_id)
    catalogue_imports.start_roll_back(row=row, actor=request.principal.actor)
    return redirect("web:import", row.public_id)


@page(RUN)
@require_POST
def discard(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Set it aside."""
    row = import_for(request.principal, public_id)
    catalogue_imports.discard(row=row, actor=request.principal.actor)
    done = _("%(file)s is set aside.") % {"file": row.file_name}
    tell(request, done, _("The catalogue is as it was; the file is kept."), level=messages.SUCCESS)
    return redirect("web:imports")


@page(RUN)
@require_GET
def left_out_csv(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Every row that was left out, with its line and the reason: read from the file again, row by row."""
    row = import_for(request.principal, public_id)
    response = StreamingHttpResponse(csv_pieces(LEFT_OUT, _cells(row)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="left-out.csv"'
    return response


def _cells(row: CatalogueImport) -> Iterator[tuple[str, ...]]:
    try:
        with vault().local_copy(row.sha256) as path:
            for error in left_out(row, path):
                yield str(error.line), error.params.get("value", ""), error.code, row_error(error)
    except FileStopped as stopped:
        yield "", "", stopped.reason, stopped.sentences()[0]


def _shown(request: WebRequest, row: CatalogueImport, *, status: int = 200, form: Any = None) -> HttpResponseBase:
    found = shown(row)
    context: dict[str, Any] = {"one": found, "form": form}
    if found.may_preview and form is None:
        context["form"] = columns_form(row)
    whole = not asks_for_a_piece(request)
    return render(request, "web/pages/import.html" if whole else "web/partials/import.html", context, status=status)
