"""Parts and parties."""

from datetime import date
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.roles import Capability
from problems import NotFound
from provenance.queries.owning import brand_history
from provenance.queries.parts import part_view
from teardowns.models import Identification
from teardowns.queries import page_parties, page_parts
from web.access import WebRequest, page
from web.partfacts import control_spans, shown_facts
from web.partowners import shown_owners
from web.partview import shown_trace

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


@page(Capability.PART_SEE)
@require_GET
def part_page(request: WebRequest, maker: str, number: str) -> HttpResponseBase:
    """One part: its facts, its brand's owners, where it was found and how that is counted, one component's chain.

    A number that no catalogue has, has a page too where its maker builds its numbers so: all of it is derived then.
    """
    manufacturer, part = page_parties.part_named(maker, number)
    view = part_view(manufacturer, number, part)
    found = page_parts.occurrences(request.principal, number=number, manufacturer=manufacturer)
    if not view.is_known and not found.found:
        raise NotFound
    judged = _component(found.found, request.GET.get("component", ""))
    shown = shown_facts(view)
    trace = shown_trace(judged, _day(request), controls=control_spans(view.facts))
    context = {
        "number": number,
        "maker": manufacturer,
        "part": part,
        "found": found,
        "judged": judged,
        "shown": shown,
        "owners": shown_owners(brand_history(manufacturer), found.found, judged, trace, timezone.now().date()),
        "trace": trace,
        "not_a_day": "" if _day(request) else request.GET.get("asof", "")[:40],
    }
    return render(request, "web/pages/part.html", context)


@page(Capability.PART_SEE)
@require_GET
def party_page(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One organisation: names, relations, listings, movements."""
    return render(request, "web/pages/party.html", {"view": page_parties.party_view(public_id)})


def _component(found: tuple[Identification, ...], wanted: str) -> Identification | None:
    chosen = next((one for one in found if str(one.component.public_id) == wanted), None)
    return chosen or next((one for one in found if one.trace), found[0] if found else None)


def _day(request: WebRequest) -> date | None:
    try:
        day = date.fromisoformat(request.GET.get("asof", ""))
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
