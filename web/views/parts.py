"""Parts, parties and the search over both."""

import re
from datetime import date
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.roles import Capability
from problems import NotFound
from teardowns.models import Identification
from teardowns.queries import page_parties, page_parts, page_work
from web.access import WebRequest, page
from web.partview import shown_trace
from web.shown import shown_lines

FEW = 25
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


@page(Capability.PART_SEE)
@require_GET
def search(request: WebRequest) -> HttpResponseBase:
    """Parts, companies and markings that fit one typed token; without one, what was confirmed last."""
    text = re.sub(r"[\x00-\x1f]", " ", request.GET.get("q", ""))[:100].strip()
    if not text:
        recent = page_work.recently_confirmed(request.principal)[:FEW]
        return render(request, "web/pages/parts.html", {"typed": "", "recent": recent})
    parts, parties = page_parties.parts_like(text), page_parties.parties_like(text)
    readings = list(page_parts.readings_with(request.principal, text)[:FEW]) if len(text) > 1 else []
    context = {
        "typed": text,
        "confirmed": page_work.recently_confirmed(request.principal).filter(part_number__istartswith=text)[:FEW],
        "parts": parts[:FEW],
        "parts_total": parts.count(),
        "parties": parties[:FEW],
        "readings": [(one, shown_lines(one)) for one in readings],
    }
    return render(request, "web/pages/parts.html", context)


@page(Capability.PART_SEE)
@require_GET
def part_page(request: WebRequest, maker: str, number: str) -> HttpResponseBase:
    """One part: where it was found, how that is counted, and the chain of one of its components."""
    manufacturer, part = page_parties.part_named(maker, number)
    found = page_parts.occurrences(request.principal, number=number, manufacturer=manufacturer)
    if part is None and not found.found:
        raise NotFound
    judged = _component(found.found, request.GET.get("component", ""))
    context = {
        "number": number,
        "maker": manufacturer,
        "part": part,
        "found": found,
        "judged": judged,
        "trace": shown_trace(judged, _day(request)),
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
