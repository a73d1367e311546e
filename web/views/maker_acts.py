"""What a maker's own people did here, for themselves: a page, and a table that proves it elsewhere."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.roles import Capability
from makers.act_tables import table_of
from makers.operations.exporting import recorded
from makers.queries.acts import ActFilter, act_choices, acts_for, sha256_of
from web.access import WebRequest, page
from web.act_words import act_words, object_words
from web.dates import typed_day

ROWS = 50


@page(Capability.ACT_SEE_OWN)
@require_GET
def act_list(request: WebRequest) -> HttpResponseBase:
    """The acts, newest first, with their filter."""
    wanted = _wanted(request)
    kept = request.GET.copy()
    kept.pop("page", None)
    shown = Paginator(acts_for(request.principal, wanted), ROWS).get_page(request.GET.get("page"))
    people, acts = act_choices(request.principal)
    context = {
        "page": shown,
        "rows": [(act, act_words(act.act), object_words(act.subject_type), sha256_of(act)) for act in shown],
        "people": [(str(user.public_id), user.name or user.email) for user in people],
        "acts": [(code, act_words(code)) for code in acts],
        "typed": request.GET,
        "query": f"&{kept.urlencode()}" if kept else "",
        "question": f"?{kept.urlencode()}" if kept else "",
        "narrowed": wanted != ActFilter(),
    }
    return render(request, "web/pages/maker_acts.html", context)


@page(Capability.ACT_SEE_OWN)
@require_GET
def as_csv(request: WebRequest) -> HttpResponseBase:
    """The acts that the filter leaves, as a table; the log then says who took it along, with its hash."""
    told = {name: value[:80] for name, value in request.GET.items() if name in ("person", "act", "from", "to")}
    lines = table_of(acts_for(request.principal, _wanted(request)))
    pieces = recorded(request.principal, "csv", told, lines, "acts")
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="acts-{timezone.now():%Y-%m-%d}.csv"'
    return response


def _wanted(request: WebRequest) -> ActFilter:
    """What was asked for; what cannot be read narrows nothing."""
    asked = request.GET
    try:
        person = UUID(asked.get("person", ""))
    except ValueError:
        person = None
    act = asked.get("act", "")
    return ActFilter(
        person,
        act if act.isprintable() and len(act) <= 60 else "",
        typed_day(asked.get("from", "")),
        typed_day(asked.get("to", "")),
    )
