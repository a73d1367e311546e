"""Lists of parties: which are held, in which versions, what changed between two, the file behind each."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import Capability
from problems import NotFound
from provenance.importers.table import RowError
from provenance.list_words import list_row_error
from provenance.models import ListVersion, VersionState
from provenance.operations.list_originals import take_list_original
from provenance.queries.list_versions import (
    differences,
    earlier_versions,
    list_held,
    list_version,
    lists_held,
    versions_of,
)
from web.access import WebRequest, page
from web.words import actor_name

VERSIONS, ROWS, CHOICES = 50, 50, 100
KINDS = ("began", "ended", "returned", "changed")


@page(Capability.PART_SEE)
@require_GET
def listings(request: WebRequest) -> HttpResponseBase:
    """Every list and register that is held, with the version that stands."""
    return render(request, "web/pages/listings.html", {"lists": lists_held(request.principal)})


@page(Capability.PART_SEE)
@require_GET
def one_list(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One list with its versions, also those that were taken back."""
    held = list_held(request.principal, public_id)
    shown = Paginator(versions_of(held), VERSIONS).get_page(request.GET.get("page"))
    rows = [(version, actor_name(version.actor)) for version in shown]
    return render(request, "web/pages/listing.html", {"list": held, "page": shown, "rows": rows})


@page(Capability.PART_SEE)
@require_GET
def version(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One version and what it changed; `?since=` compares it with an older one than the one before it."""
    shown = list_version(request.principal, public_id)
    context: dict[str, Any] = {
        "version": shown,
        "applied_by": actor_name(shown.actor),
        "may_take": request.principal.can(Capability.TRADE_ORIGINAL_TAKE),
        "sees_ledger": request.principal.can(Capability.LEDGER_SEE),
        "refused": [(one["line"], list_row_error(RowError(**one))) for one in shown.errors],
    }
    if shown.state == VersionState.APPLIED:
        context |= _compared(request, shown)
    return render(request, "web/pages/list_version.html", context)


@page(Capability.TRADE_ORIGINAL_TAKE)
@require_POST
def original(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The exact file that was applied; that it was taken is written into the ledger."""
    taken_from = list_version(request.principal, public_id)
    taken = take_list_original(principal=request.principal, version=taken_from)
    return FileResponse(
        taken, as_attachment=True, filename=taken_from.file_name, content_type="application/octet-stream"
    )


def _compared(request: WebRequest, shown: ListVersion) -> dict[str, Any]:
    earlier = list(earlier_versions(shown)[:CHOICES])
    since = earlier[0] if earlier else None
    if asked := request.GET.get("since", ""):
        since = next((one for one in earlier if str(one.public_id) == asked), None)
        if since is None:
            raise NotFound
    found = differences(shown, since)
    by_kind: dict[str, Any] = {kind: getattr(found, kind) for kind in KINDS}
    counts = {kind: by_kind[kind].count() if kind == "began" else len(by_kind[kind]) for kind in KINDS}
    first = next((kind for kind in KINDS if counts[kind]), KINDS[0])
    kind = request.GET.get("show", "")
    kind = kind if kind in KINDS else first
    query = f"&show={kind}" + (f"&since={since.public_id}" if since else "")
    return {
        "earlier": earlier,
        "since": since,
        "counts": counts,
        "kind": kind,
        "page": Paginator(by_kind[kind], ROWS).get_page(request.GET.get("page")),
        "query": query,
    }
