"""Lots: finds on several specimens that share maker, part and lot or date code."""

from collections import Counter
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.roles import Capability
from makers.queries.drafting import lot_requests_for
from makers.queries.overlap import claimed_lots
from teardowns.lots import lot_as_read
from teardowns.queries.lot_clusters import MOST, LotFilter, Shared, clusters_for, lead_for, leads_of
from web.access import WebRequest, page
from web.answer_forms import lot_context

ROWS = 25
LONGEST = 80


@page(Capability.PART_SEE)
@require_GET
def lot_list(request: WebRequest) -> HttpResponseBase:
    """The clusters, those on the most specimens first."""
    typed = {name: request.GET.get(name, "").strip()[:LONGEST] for name in ("part", "maker", "shared")}
    found = clusters_for(
        request.principal, LotFilter(maker=typed["maker"], part_number=typed["part"], shared=typed["shared"])
    )
    shown = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "leads": leads_of(request.principal, shown.object_list),
        "typed": typed,
        "query": "".join(f"&{urlencode({name: value})}" for name, value in typed.items() if value),
        "kinds": list(Shared),
        "most": MOST,
        "cut": len(found) >= MOST,
    }
    return render(request, "web/pages/lots.html", context)


@page(Capability.PART_SEE)
@require_GET
def lot_page(request: WebRequest, maker: str, shared: str, code: str, number: str) -> HttpResponseBase:
    """One cluster: what one question to the maker would answer, and every find in it."""
    lead, finds = lead_for(request.principal, maker=maker, part_number=number, shared=shared, code=code)
    shown = [(one, lot_as_read(one.roles, one.lot_code)) for one in finds]
    printed = Counter(text for one, text in shown if one.lot_code == code).most_common(1)
    own = lead.cluster
    context = {
        "lead": lead,
        "finds": shown,
        "printed": printed[0][0] if printed else code,
        "requests_of_lot": lot_requests_for(request.principal, lead),
        "claimed": claimed_lots(request.principal, own.maker_id, own.code if own.shared is Shared.LOT else ""),
        **lot_context(
            request.principal,
            maker_id=own.maker_id,
            part_number=own.part_number,
            shared=own.shared.value,
            code=own.code,
        ),
    }
    return render(request, "web/pages/lot.html", context)
