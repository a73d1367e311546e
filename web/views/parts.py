"""Parts."""

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
from web.answer_forms import part_context
from web.dates import typed_day
from web.partfacts import control_spans, shown_facts
from web.partowners import shown_owners
from web.partview import shown_trace


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
    day = typed_day(request.GET.get("asof", ""))
    trace = shown_trace(judged, day, controls=control_spans(view.facts))
    context = {
        "number": number,
        "maker": manufacturer,
        "part": part,
        "found": found,
        "judged": judged,
        "shown": shown,
        "owners": shown_owners(brand_history(manufacturer), found.found, judged, trace, timezone.now().date()),
        "trace": trace,
        "not_a_day": "" if day else request.GET.get("asof", "")[:40],
        **part_context(request.principal, maker_id=manufacturer.pk, part_number=number),
    }
    return render(request, "web/pages/part.html", context)


def _component(found: tuple[Identification, ...], wanted: str) -> Identification | None:
    chosen = next((one for one in found if str(one.component.public_id) == wanted), None)
    return chosen or next((one for one in found if one.trace), found[0] if found else None)
