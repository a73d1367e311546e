"""The maker's side of trace requests: the list with both clocks, one request, its steps, the word on our wording."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import Capability
from makers.deadlines import LONGEST_EXTENSION, PERIOD, local_day
from makers.models import ReplyKind, TraceRequest, WordingState
from makers.operations import answering_requests as maker
from makers.operations import wordings
from makers.operations.calendars import set_calendar
from makers.queries.request_pages import events_of, waiting_first
from makers.queries.requests import calendar_for, findings_in, gone_with_brands, request_of, requests_of
from makers.queries.wordings import beside, wording_of, wordings_of
from makers.request_problems import UnknownStep
from makers.requesting import OPEN, Side, Status, Step, steps_from
from web.access import WebRequest, page, tell
from web.answer_forms import answer_context
from web.dates import typed_day
from web.refilling import filled_again
from web.request_texts import calendar_choices, clocks, deadline_note, typed_place
from web.views.request_days import wanted_day

ROWS = 25
STATES = {"open": [*OPEN], "ended": [status for status in Status if status not in OPEN]}


def _listed(request: WebRequest) -> HttpResponse:
    """Requests to the asker's organisation; those that wait for it come first."""
    if request.method == "POST":
        request.shown_at = reverse("web:maker_requests")
    own = requests_of(request.principal)
    wanted = request.GET.get("state", "")
    rows = waiting_first(own.filter(status__in=STATES[wanted]) if wanted in STATES else own)
    onepage = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    wordings_shown = wordings_of(request.principal)
    context = {
        "page": onepage,
        "rows": [(one, clocks(one, beside(one, wordings_shown))) for one in onepage],
        "state": wanted if wanted in STATES else "",
        "waiting": own.filter(status__in=OPEN).count(),
        "total": own.count(),
        "gone": gone_with_brands(request.principal),
        "query": f"&state={wanted}" if wanted in STATES else "",
        "calendar": calendar_choices(request.principal.organisation),
    }
    return render(request, "web/pages/maker_requests.html", context)


request_list = page(Capability.REQUEST_SEE_OWN)(require_GET(_listed))


def _shown(request: WebRequest, public_id: UUID) -> HttpResponse:
    """One request: what we ask, about which findings, until when; the answer, our wording, what was said."""
    principal = request.principal
    request.shown_at = reverse("web:maker_request", args=[public_id])
    shown = maker.open_request(principal=principal, request=request_of(principal, public_id))
    may_write = principal.can(Capability.ANSWER_WRITE_OWN)
    steps = {step.value for step in steps_from(Side.MAKER, Status(shown.status))} if may_write else set()
    calendar = calendar_for(shown.organisation, shown.brand)
    versions = beside(shown, wordings_of(principal))
    latest_extension = shown.first_due_on + LONGEST_EXTENSION if shown.first_due_on else None
    if shown.extended_by_maker or (latest_extension and latest_extension <= local_day(calendar, timezone.now())):
        steps.discard(Step.EXTEND.value)
    context: dict[str, Any] = {
        "trace_request": shown,
        "principal": principal,
        "steps": steps,
        "may_write": may_write,
        "can_answer": Step.ANSWER.value in steps,
        "findings": findings_in(shown),
        "events": events_of(shown),
        "wordings": versions,
        "replied_to": next((one.wording.pk for one in versions if one.wording.state != WordingState.WITHDRAWN), None),
        "clocks": clocks(shown, versions),
        "deadline_note": deadline_note(shown, calendar),
        "calendar": calendar,
        "latest_extension": latest_extension,
        "reply_kinds": ReplyKind.choices,
        "period": PERIOD.days,
        "now": timezone.now(),
        **answer_context(principal, shown),
    }
    return render(request, "web/pages/maker_request.html", context)


def _shown_with(request: WebRequest, public_id: UUID) -> HttpResponse:
    """The request that a wording is about."""
    return _shown(request, wording_of(request.principal, public_id).request.public_id)


request_page = page(Capability.REQUEST_SEE_OWN)(require_GET(_shown))


@page(Capability.ANSWER_WRITE_OWN)
@filled_again(_shown)
@require_POST
def request_step(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Take one step with a request to the asker's organisation."""
    step = _STEPS.get(request.POST.get("step", ""))
    shown = request_of(request.principal, public_id)
    if step is None:
        raise UnknownStep
    take, said = step
    take(request, shown)
    tell(request, said(), level=messages.SUCCESS)
    return redirect("web:maker_request", public_id)


@page(Capability.ANSWER_WRITE_OWN)
@filled_again(_shown_with)
@require_POST
def reply(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The maker's word on a version of our wording."""
    wording = wording_of(request.principal, public_id)
    kind, text = request.POST.get("kind", ""), request.POST.get("text", "")
    said = wordings.reply(principal=request.principal, public_id=public_id, kind=kind, text=text)
    happened = _("Your reply is kept. It will stand beside the wording.")
    if said.late:
        happened = _("Your reply came after the day; it is kept all the same and will stand beside the wording.")
    tell(request, happened, level=messages.SUCCESS)
    return redirect("web:maker_request", wording.request.public_id)


@page(Capability.ANSWER_WRITE_OWN)
@filled_again(_listed)
@require_POST
def calendar(request: WebRequest) -> HttpResponseBase:
    """The maker chooses by whose days its deadlines are counted."""
    wanted = typed_place(request.POST.get("place", ""), request.POST.get("region", ""))
    set_calendar(principal=request.principal, organisation=request.principal.organisation, **wanted)
    said = _("Your deadlines are counted by these days from now on.")
    tell(request, said, _("Those that run stay as they are."), level=messages.SUCCESS)
    return redirect("web:maker_requests")


def _asked(request: WebRequest, shown: TraceRequest) -> dict[str, Any]:
    return {
        "principal": request.principal,
        "public_id": shown.public_id,
        "seen": request.POST.get("seen", ""),
    }


def _extend(request: WebRequest, shown: TraceRequest) -> None:
    until = wanted_day(shown, typed_day(request.POST.get("until", "")), LONGEST_EXTENSION)
    maker.extend(**_asked(request, shown), until=until, reason=request.POST.get("text", ""))


_STEPS: dict[str, tuple[Callable[[WebRequest, TraceRequest], object], Callable[[], str]]] = {
    "acknowledge": (
        lambda request, shown: maker.acknowledge(**_asked(request, shown)),
        lambda: _("We know now that somebody works on it."),
    ),
    "ask": (
        lambda request, shown: maker.ask(**_asked(request, shown), text=request.POST.get("text", "")),
        lambda: _("Your message is with us. The days until we answer a question are added to your deadline."),
    ),
    "extend": (_extend, lambda: _("You have more time.")),
    "decline": (
        lambda request, shown: maker.decline(**_asked(request, shown), reason=request.POST.get("text", "")),
        lambda: _("We have your word that there will be no answer. One is welcome whenever you have it."),
    ),
}
