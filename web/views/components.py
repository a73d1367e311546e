"""One physical component: what stands, and everything that was ever said about it."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.roles import Capability
from custody.queries import history
from teardowns.queries.judgements import current_identification
from teardowns.queries.page_components import rows, state_of
from teardowns.queries.visible import component_for
from web.access import WebRequest, page
from web.answer_forms import component_context
from web.joins import joins_of
from web.partview import shown_trace
from web.shown import shown_candidates, shown_lines
from web.words import shown_entries


@page(Capability.TEARDOWN_SEE_OWN, Capability.TEARDOWN_SEE_ALL)
@require_GET
def component_page(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Judgements, readings, custody and chain of one component."""
    component = component_for(request.principal, public_id)
    principal = request.principal
    judged = current_identification(component)
    may_trace = principal.can(Capability.TRACE_SEE)
    sees_all = principal.can(Capability.TEARDOWN_SEE_ALL)
    judgements = component.identifications.select_related("author", "manufacturer", "reading").order_by("-pk")
    context = {
        "component": component,
        "judged": judged,
        "state": state_of(judged),
        "markings": [(row, shown_lines(row.reading, judged)) for row in rows(component.markings.all())],
        "joins": joins_of(principal, component),
        "judgements": [(one, state_of(one), len(shown_candidates(one))) for one in judgements],
        "readings": [
            (one, shown_lines(one))
            for marking in component.markings.all()
            for one in marking.readings.select_related("author", "drawn_by", "marking__photo").order_by("-pk")
        ],
        "entries": shown_entries(history("component", str(component.public_id)), with_names=sees_all),
        "trace": shown_trace(judged, None) if may_trace else None,
        "may_trace": may_trace,
        "may_describe": principal.can(Capability.READING_WRITE),
        "assemblies": component.teardown.assemblies.all(),
        "sees_names": sees_all,
        **component_context(principal, judged),
    }
    return render(request, "web/pages/component.html", context)
