"""Photos that a team has already: an archive is sent, and the page tells what became of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import Capability
from jobs.queries import jobs_of
from problems import Problem, Text
from teardowns.models import PhotoImport, PhotoImportState
from teardowns.operations.photo_import_orders import receive_archive
from teardowns.photo_import_problems import STOPS, PhotoImportStopped
from teardowns.photo_import_words import said
from teardowns.photo_imports.types import Fault
from teardowns.queries.photo_imports import photo_import_for, photo_imports_for
from web import words
from web.access import WebRequest, asks_for_a_piece, page

ROWS = 25
COUNTS: Mapping[str, Text] = {
    "photos_new": _("New photos"),
    "photos_known": _("Photos that were there already"),
    "teardowns_new": _("New teardowns"),
    "teardowns_known": _("Teardowns that were there already"),
    "refused": _("Not taken"),
}


class ArchiveForm(forms.Form):
    """One ZIP file."""

    archive = forms.FileField(
        label=_("ZIP file"),
        allow_empty_file=True,
        max_length=255,
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )


@page(Capability.FIELD_SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def import_archive(request: WebRequest) -> HttpResponseBase:
    """Send a ZIP file; below, what the team sent before."""
    form = ArchiveForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["archive"]
        try:
            row = receive_archive(principal=request.principal, chunks=sent.chunks(), file_name=sent.name or "")
        except Problem as problem:
            form.add_error("archive", " ".join(problem.sentences()))
        else:
            return redirect("web:photo_import", row.public_id)
    listed = Paginator(photo_imports_for(request.principal), ROWS).get_page(request.GET.get("page"))
    context = {"form": form, "page": listed}
    return render(request, "web/pages/photo_import_new.html", context, status=422 if form.errors else 200)


@page(Capability.FIELD_SEND)
@require_GET
def photo_import(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One import as it stands. htmx asks for it alone while work is under way."""
    row = photo_import_for(request.principal, public_id)
    whole = not asks_for_a_piece(request)
    template = "web/pages/photo_import.html" if whole else "web/partials/photo_import.html"
    return render(request, template, {"row": row, **_shown(row)})


def _shown(row: PhotoImport) -> dict[str, Any]:
    works = row.state == PhotoImportState.WAITING
    job = jobs_of("photo_import", str(row.public_id)).last() if works else None
    faults = [Fault(**fault) for fault in row.faults]
    return {
        "works": works,
        "done": job.progress_done if job else 0,
        "total": job.progress_total if job else 0,
        "counts": [(label, row.counts.get(name, 0)) for name, label in COUNTS.items()] if row.counts else [],
        "faults": [(fault, said(fault)) for fault in faults],
        "more": max(0, row.counts.get("refused", 0) + row.counts.get("notes", 0) - len(faults)),
        "failure": _failure(row),
    }


def _failure(row: PhotoImport) -> str:
    if row.failure in STOPS:
        params = {name: value for name, value in row.failure_params.items() if name != "reason"}
        return str(PhotoImportStopped(row.failure, **params))
    return str(words.FAILURES.get(row.failure, words.FAILURES["crashed"])) if row.failure else ""
