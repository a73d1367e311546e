"""The maker's question: which of my parts were found? Nothing here reads more than `findings_for` gives."""

import csv
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.roles import Capability
from teardowns.models import Release
from teardowns.queries.findings import filter_choices, finding_for, findings_for
from teardowns.queries.pictures import finding_picture
from web import dates
from web.access import WebRequest, page
from web.forms.findings import FindingForm
from web.names import weapon
from web.spreadsheets import harmless
from web.views.photos import jpeg

ROWS = 25
NEW_FOR = timedelta(days=14)
COLUMNS = (
    "finding", "part_number", "brand", "marking", "date_code", "made_earliest", "made_latest", "weapon_model",
    "region", "month_found", "released_on", "level", "picture_sha256",
)  # fmt: skip


@page(Capability.FINDING_SEE_OWN_BRANDS)
@require_GET
def finding_list(request: WebRequest) -> HttpResponseBase:
    """The findings with their filter; the first one is opened beside them."""
    return _shown(request, None)


@page(Capability.FINDING_SEE_OWN_BRANDS)
@require_GET
def finding_page(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The same list with one finding opened. htmx gets that finding alone."""
    finding = finding_for(request.principal, public_id)
    if request.htmx and not request.htmx.boosted:
        return render(request, "web/partials/finding.html", {"finding": finding, "new_since": _new_since()})
    return _shown(request, finding)


@page(Capability.FINDING_SEE_OWN_BRANDS)
@require_GET
def picture(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The covered view; what is covered is not in its pixels."""
    return jpeg(finding_picture(finding_for(request.principal, public_id)))


@page(Capability.FINDING_SEE_OWN_BRANDS)
@require_GET
def as_csv(request: WebRequest) -> HttpResponseBase:
    """What the filter leaves, as a table. Cells that a spreadsheet would run as a formula are made harmless.

    A filter with a fault gives the page that says so: a file that holds more than was asked for says nothing.
    """
    form, found = _filtered(request)
    if form.errors:
        return _shown(request, None, status=422)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="findings.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for one in found:
        writer.writerow([harmless(str(cell)) for cell in _cells(one)])
    return response


def _cells(one: Release) -> list[Any]:
    return [
        one.public_id,
        one.part_number,
        one.brand.name,
        " | ".join(one.marking_lines),
        one.date_code,
        one.made_earliest or "",
        one.made_latest or "",
        weapon(one.weapon_model),
        one.region,
        one.month.strftime("%Y-%m") if one.month else "",
        one.released_on,
        one.level,
        one.picture_sha256,
    ]


def _filtered(request: WebRequest) -> tuple[FindingForm, QuerySet[Release]]:
    form = FindingForm(request.GET, choices=filter_choices(request.principal))
    return form, findings_for(request.principal, form.wanted())


def _shown(request: WebRequest, opened: Release | None, *, status: int = 200) -> HttpResponseBase:
    form, found = _filtered(request)
    shown = Paginator(found, ROWS).get_page(request.GET.get("page"))
    every = findings_for(request.principal)
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "form": form,
        "page": shown,
        "finding": opened or (shown[0] if len(shown) else None),
        "new_since": _new_since(),
        "new": every.filter(released_on__gte=_new_since()).count(),
        "total": every.count(),
        "brands": _named([brand.name for brand in filter_choices(request.principal).brands]),
        "query": f"&{kept.urlencode()}" if kept else "",
        "question": f"?{kept.urlencode()}" if kept else "",
        "more_filters": sum(bool(request.GET.get(name)) for name in form.fields if name != "part_number"),
        "today": dates.day(timezone.now().date()),
    }
    return render(request, "web/pages/findings.html", context, status=status)


def _named(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s or %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def _new_since() -> Any:
    return timezone.now().date() - NEW_FOR
