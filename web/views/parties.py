"""Parties: everything that is recorded of one organisation."""

from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.roles import Capability
from provenance.queries.listed_on import lists_held_on, name_check
from provenance.queries.party_pages import COUNTED, GoodsFilter, PartyView, party_view, shipments_of
from web.access import WebRequest, page
from web.asof import asked_day

ROWS = 25
FIRST_LISTS = date(2014, 1, 1)
"""Where the slider begins for a party that no earlier list holds."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_HS = 6
ASKED = ("year", "hs", "side", "asof")


@page(Capability.PART_SEE)
@require_GET
def party_page(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One organisation: names, numbers, addresses, owners, listings on a day, shipments, chains.

    htmx gets the answer about the day alone, or the shipments alone, whichever it asks for.
    """
    view = party_view(request.principal, public_id)
    if request.htmx and request.htmx.target == "asof-answer":
        return render(request, "web/partials/party_asof.html", _asof(request, view))
    goods = _goods(request, view)
    if request.htmx and request.htmx.target == "shipments":
        return render(request, "web/partials/party_goods.html", goods | {"view": view})
    return render(request, "web/pages/party.html", {"view": view} | goods | _asof(request, view))


def _asof(request: WebRequest, view: PartyView) -> dict[str, object]:
    today = timezone.now().date()
    starts = [one.start for one in view.listings if one.start]
    first = min([*starts, FIRST_LISTS]) - timedelta(days=120) if starts else FIRST_LISTS
    asof = asked_day(request.GET, default=today, first=first, last=today)
    lists = {one.list_id for one in view.listings}
    return {
        "view": view,
        "asof": asof,
        "check": name_check(view.party, view.listings, asof.day),
        "held": lists_held_on(asof.day, only=lists) if lists else [],
    }


def _goods(request: WebRequest, view: PartyView) -> dict[str, object]:
    asked = {name: request.GET.get(name, "").strip()[:10] for name in ASKED}
    year = int(asked["year"]) if asked["year"].isdecimal() else 0
    hs = asked["hs"].replace(".", "")[:LONGEST_HS]
    wanted = GoodsFilter(
        year=year if FIRST_YEAR <= year <= LAST_YEAR else None, hs=hs if hs.isdecimal() else "", side=asked["side"]
    )
    paginator = Paginator(shipments_of(view, wanted), ROWS)
    return {
        "goods": paginator.get_page(request.GET.get("page")),
        "asked": asked,
        "many": paginator.count > COUNTED,
        "query": "".join(f"&{urlencode({name: value})}" for name, value in asked.items() if value),
    }
