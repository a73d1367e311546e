"""How one maker has answered so far, and by whose days its deadlines are counted."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.roles import Capability
from makers.operations.calendars import set_calendar
from makers.queries.overlap import releases_of
from makers.queries.request_pages import history_of, maker_for
from makers.queries.requests import requests_for
from makers.triage import MOST_OPEN
from web.access import WebRequest, page, tell
from web.refilling import filled_again
from web.request_texts import calendar_choices, typed_place

ROWS = 25
LOTS = 200
"""Released lots that are shown, the latest."""


def _shown(request: WebRequest, public_id: UUID) -> HttpResponse:
    maker = maker_for(request.principal, public_id)
    request.shown_at = reverse("web:request_maker", args=[public_id])
    rows = requests_for(request.principal).filter(organisation=maker)
    context = {
        "maker": maker,
        "history": history_of(request.principal, maker),
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "most": MOST_OPEN,
        "released": releases_of(request.principal, maker)[:LOTS],
        "calendar": calendar_choices(maker),
    }
    return render(request, "web/pages/request_maker.html", context)


@page(Capability.REQUEST_KEEP)
@filled_again(_shown)
@require_http_methods(["GET", "POST"])
def maker_history(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """All requests to one maker; its calendar can be chosen here."""
    if request.method == "GET":
        return _shown(request, public_id)
    maker = maker_for(request.principal, public_id)
    wanted = typed_place(request.POST.get("place", ""), request.POST.get("region", ""))
    set_calendar(principal=request.principal, organisation=maker, **wanted)
    said = _("Deadlines are counted by these days from now on.")
    tell(request, said, _("Those that run stay as they are."), level=messages.SUCCESS)
    return redirect("web:request_maker", public_id)
