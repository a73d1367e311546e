"""Home: the next piece of work of whoever is signed in."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.queries import people
from accounts.roles import Role
from custody.queries import checkpoints, entries
from jobs.models import JobState
from jobs.queries import jobs, tally
from teardowns.models import Decision
from teardowns.queries import page_work
from teardowns.queries.judgements import waiting_for_analyst
from teardowns.queries.retake import reshoots
from web.access import WebRequest, page
from web.shown import shown_lines
from web.views.jobs import dressed

ROWS = 12


@page()
@require_GET
def home(request: WebRequest) -> HttpResponseBase:
    """Each role has its own home; a maker's is the findings page."""
    if request.principal.role is Role.MAKER:
        return redirect("web:findings")
    template, context = _HOMES[request.principal.role]
    return render(request, template, context(request))


def _field(request: WebRequest) -> dict[str, Any]:
    teardowns = page_work.counted_teardowns(request.principal)
    return {
        "teardowns": teardowns[:ROWS],
        "reshoots": reshoots(request.principal),
        "waiting": sum(teardown.photos_waiting for teardown in teardowns),  # type: ignore[attr-defined]
    }


def _analyst(request: WebRequest) -> dict[str, Any]:
    queues = page_work.queues(request.principal)
    first_filled = next((queue.decision for queue in queues if queue.waiting), Decision.IDENTIFIED)
    asked = request.GET.get("queue", "")
    chosen = Decision(asked) if asked in Decision.values else first_filled
    waiting = waiting_for_analyst(request.principal).filter(decision=chosen)
    shown = Paginator(waiting, ROWS).get_page(request.GET.get("page"))
    return {
        "queues": queues,
        "chosen": chosen,
        "total": sum(queue.waiting for queue in queues),
        "oldest": min((queue.oldest for queue in queues if queue.oldest), default=None),
        "page": shown,
        "rows": [(row, shown_lines(row.reading, row)) for row in shown],
        "first": shown[0] if len(shown) else None,
        "recent": page_work.recently_confirmed(request.principal)[:5],
    }


def _enforcement(request: WebRequest) -> dict[str, Any]:
    return {"recent": page_work.recently_confirmed(request.principal)[:20]}


def _admin(request: WebRequest) -> dict[str, Any]:
    return {
        "tally": tally(),
        "failed": [dressed(job) for job in jobs(JobState.FAILED)[:5]],
        "last_entry": entries().first(),
        "last_checkpoint": checkpoints().first(),
        "people": people(),
    }


_HOMES: Mapping[Role, tuple[str, Callable[[WebRequest], dict[str, Any]]]] = {
    Role.FIELD: ("web/pages/home_field.html", _field),
    Role.ANALYST: ("web/pages/home_analyst.html", _analyst),
    Role.ENFORCEMENT: ("web/pages/home_enforcement.html", _enforcement),
    Role.ADMIN: ("web/pages/home_admin.html", _admin),
}
