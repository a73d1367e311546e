"""The chain page: what one trace found, as it is taken to court."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django_htmx.http import HttpResponseClientRefresh

from accounts.roles import Capability
from provenance.queries.listed_on import lists_held_on, name_checks
from provenance.queries.owning import OwnedSpan
from provenance.trace_run_words import stale_text
from teardowns.queries.chain_page import ChainView, chain_view, progress_for
from web import dates, names
from web.access import WebRequest, page
from web.asof import AsOf, asked_day
from web.chain_axis import chain_axis, chain_spans, controls_on, question_of
from web.chainview import ShownChain, drawing, end_of, shown_chains, shown_gaps
from web.charts.axis import Axis
from web.verdicts import verdict_table

FIRST_DAY = date(2014, 1, 1)


@dataclass(frozen=True, slots=True)
class OwnedAt:
    """Whose the brand was at some time: several where it cannot be told which of them."""

    when: str
    dated: str
    spans: tuple[OwnedSpan, ...]


@page(Capability.TRACE_SEE)
@require_GET
def chain_page(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One trace: chains, time axis, hypotheses, verdicts, gaps; each hop leads to what it rests on.

    `?chain=2` looks at another chain than the best. htmx gets what a day changes alone.
    """
    view = chain_view(request.principal, public_id)
    chains = shown_chains(view.answer, view.papers)
    chosen = next((one for one in chains if str(one.rank) == request.GET.get("chain")), chains[0] if chains else None)
    timed = _in_time(request, view, chosen)
    if request.htmx and request.htmx.target == "asof-answer":
        return render(request, "web/partials/chain_asof.html", timed)
    gaps = shown_gaps(view.answer)
    end = end_of(view.finds, "#finds")
    named = [chain for chain in chains if not chain.possible_route]
    routes = [chain for chain in chains if chain.possible_route]
    context = {
        "view": view,
        "trace": view.trace,
        "chosen": chosen,
        "named": named,
        "routes": routes,
        "chains": chains,
        "drawn": drawing(named, gaps=gaps, end=end),
        "drawn_routes": drawing(routes, gaps=gaps, end=None if named else end),
        "gaps": gaps,
        "verdicts": verdict_table(chosen) if chosen else None,
        "owners": _owners(view),
        "stale": stale_text(view.trace.stale_reason) if view.trace.is_stale else "",
        "sees_ledger": request.principal.can(Capability.LEDGER_SEE),
    }
    return render(request, "web/pages/chain.html", context | timed)


@page(Capability.TRACE_SEE)
@require_GET
def chain_progress(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Whether the answer is there yet, asked for while one waits; the whole page is loaded again once it is."""
    waiting = progress_for(request.principal, public_id)
    if waiting is None:
        return HttpResponseClientRefresh()
    return render(request, "web/partials/chain_waiting.html", {"trace": waiting.trace, "under_way": waiting.under_way})


def _in_time(request: WebRequest, view: ChainView, chosen: ShownChain | None) -> dict[str, Any]:
    answer = question_of(view.trace) | view.answer
    spans = chain_spans(answer, chosen, _found(view), code=_code(view))
    whole = chain_axis(spans, None)
    asof = _asof(request, view, chosen, whole)
    parties = [party["id"] for hop in (chosen.hops if chosen else ()) for party in (hop.origin, hop.destination)]
    checks = name_checks(parties, asof.day)
    return {
        "asof": asof,
        "axis": chain_axis(spans, asof.day),
        "spans": [(band, list(own)) for band, own in groupby(spans, key=lambda span: span.band)],
        "checks": checks,
        "controls": controls_on(answer, asof.day),
        "held": lists_held_on(asof.day),
        "kept": [("chain", chosen.rank)] if chosen and chosen.rank > 1 else [],
    }


def _asof(request: WebRequest, view: ChainView, chosen: ShownChain | None, whole: Axis | None) -> AsOf:
    """By default the day of the last dated hop, when the goods are last known to have moved."""
    moved = [hop.latest or hop.earliest for hop in (chosen.hops if chosen else ())]
    today = timezone.now().date()
    default = next((day for day in reversed(moved) if day), None) or view.trace.recovered_on or today
    first, last = (whole.first, whole.last) if whole else (FIRST_DAY, today)
    return asked_day(request.GET, default=default, first=first, last=last)


def _owners(view: ChainView) -> list[OwnedAt]:
    trace, today = view.trace, timezone.now().date()
    asked = [
        (_("Owner when made"), trace.made_earliest, trace.made_latest),
        (_("Owner when recovered"), trace.recovered_on, trace.recovered_on),
        (_("Owner today"), today, today),
    ]
    return [
        OwnedAt(when, dates.interval(first, last), view.history.between(first, last))
        for when, first, last in asked
        if first or last
    ]


def _found(view: ChainView) -> str:
    """What was recovered and when: the specimen where there is one, else the day that the trace asks for."""
    labels = list(dict.fromkeys(find.component.teardown.specimen.label for find in view.finds))
    day = dates.day(view.trace.recovered_on)
    if len(view.finds) and len(labels) == 1:
        specimen = view.finds[0].component.teardown.specimen
        day = dates.at_precision(specimen.recovered_on, specimen.recovered_precision)
    return f"{names.named(labels)}, {day}" if labels else day


def _code(view: ChainView) -> str:
    codes = {find.date_code for find in view.finds if find.date_code}
    return codes.pop() if len(codes) == 1 else ""
