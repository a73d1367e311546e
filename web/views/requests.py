"""Our side of trace requests: the lists, a draft from a lot, one request with all that was said, and its steps."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.queries import Principal
from accounts.roles import Capability
from makers.deadlines import PERIOD
from makers.models import TraceRequest
from makers.operations import requests as desk
from makers.queries.drafting import Draft, draft_for, later_finds
from makers.queries.request_pages import Tab, counts_for, events_for, in_inbox, maker_for, tab_for
from makers.queries.requests import calendar_for, findings_in, request_for, speakers_of_any, speaks
from makers.queries.wordings import beside
from makers.request_problems import NoLotChosen, UnknownStep
from makers.requesting import Side, Status, steps_from
from makers.triage import MOST_OPEN, triage_of
from problems import NotFound
from web.access import WebRequest, page, tell
from web.answer_forms import shown_context
from web.dates import typed_day
from web.refilling import filled_again
from web.request_texts import TABS, clocks, deadline_note, question_about
from web.views.request_days import wanted_day

ROWS = 25


@page(Capability.REQUEST_KEEP)
@require_GET
def request_list(request: WebRequest) -> HttpResponseBase:
    """The inbox of what makers said, what is overdue, drafts, and the rest."""
    asked = request.GET.get("tab", "")
    tab = Tab(asked) if asked in list(Tab) else Tab.INBOX
    shown = Paginator(tab_for(request.principal, tab), ROWS).get_page(request.GET.get("page"))
    counts = counts_for(request.principal)
    context = {
        "page": shown,
        "tab": tab.value,
        "tabs": [(one.value, label, counts[one]) for one, label in TABS.items()],
        "query": f"&tab={tab.value}",
    }
    return render(request, "web/pages/requests.html", context)


def _lot_shown(request: WebRequest) -> HttpResponse:
    named, lot, follows = _asked_about(request)
    request.shown_at = f"{reverse('web:new_request')}?{urlencode(named)}"
    standing = [one for one in lot.requests if one.status != Status.WITHDRAWN]
    context = {
        "lot": lot,
        "lead": lot.lead,
        "named": named,
        "follows": follows,
        "triage": lot.triage,
        "question": question_about(lot),
        "open": {one.organisation.pk: desk.open_requests(one.organisation) for one in lot.asked},
        "most": MOST_OPEN,
        "standing": standing,
        "askable": [one for one in lot.asked if one.organisation not in {each.organisation for each in standing}],
    }
    return render(request, "web/pages/request_new.html", context)


@page(Capability.REQUEST_KEEP)
@filled_again(_lot_shown)
@require_http_methods(["GET", "POST"])
def new_request(request: WebRequest) -> HttpResponseBase:
    """A draft about one lot: whom it would go to, whether it is worth asking, and the words of the question."""
    if request.method == "GET":
        return _lot_shown(request)
    _named, lot, follows = _asked_about(request)
    made = desk.draft(
        principal=request.principal,
        lot=lot,
        organisation=_chosen(request.principal, request.POST.get("organisation", "")),
        question=request.POST.get("question", ""),
        follows=follows,
    )
    said = _("%(label)s is drafted.") % {"label": made.label}
    tell(request, said, _("A second person has to approve it before it is sent."), level=messages.SUCCESS)
    return redirect("web:request", made.public_id)


def request_shown(request: WebRequest, public_id: UUID) -> HttpResponse:
    """One request: where it stands, both clocks, why it was asked, what was said, our wording."""
    request.shown_at = reverse("web:request", args=[public_id])
    shown = request_for(request.principal, public_id)
    calendar = calendar_for(shown.organisation, shown.brand)
    wordings = beside(shown, shown.wordings.all())
    context: dict[str, Any] = {
        "trace_request": shown,
        "steps": {step.value for step in steps_from(Side.DESK, Status(shown.status))},
        "triage": triage_of(shown.triage),
        "findings": findings_in(shown),
        "events": events_for(request.principal, shown),
        "wordings": wordings,
        "under_way": next((one for one in wordings if one.wording.state in ("draft", "shown")), None),
        "clocks": clocks(shown, wordings),
        "deadline_note": deadline_note(shown, calendar),
        "calendar": calendar,
        "speaks": speaks(shown),
        "in_inbox": in_inbox(shown),
        "later": len(later_finds(request.principal, shown)),
        "others": [one for one in speakers_of_any([shown.brand_id]) if one != shown.organisation],
        "mine": request.principal.user.pk,
        "period": PERIOD.days,
        **shown_context(request.principal, shown),
    }
    return render(request, "web/pages/request.html", context)


request_page = page(Capability.REQUEST_KEEP)(require_GET(request_shown))


@page(Capability.REQUEST_KEEP)
@filled_again(request_shown)
@require_POST
def request_step(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Take one step with a request."""
    shown = request_for(request.principal, public_id)
    step = _STEPS.get(request.POST.get("step", ""))
    if step is None:
        raise UnknownStep
    take, said = step
    take(request, shown)
    tell(request, said(), level=messages.SUCCESS)
    return redirect("web:request", public_id)


def _text(request: WebRequest) -> str:
    return request.POST.get("text", "")


def _asked(request: WebRequest, shown: TraceRequest) -> dict[str, Any]:
    return {"principal": request.principal, "request": shown, "seen": request.POST.get("seen", "")}


def _grant(request: WebRequest, shown: TraceRequest) -> None:
    until = wanted_day(shown, typed_day(request.POST.get("until", "")), desk.LONGEST_GRANT)
    desk.grant(**_asked(request, shown), until=until, text=_text(request))


_STEPS: dict[str, tuple[Callable[[WebRequest, TraceRequest], object], Callable[[], str]]] = {
    "revise": (
        lambda request, shown: desk.revise(**_asked(request, shown), question=_text(request)),
        lambda: _("The question is written anew; somebody else has to approve it."),
    ),
    "approve": (
        lambda request, shown: desk.approve(**_asked(request, shown)),
        lambda: _("The request is approved. It can be sent now."),
    ),
    "send": (
        lambda request, shown: desk.send(**_asked(request, shown)),
        lambda: _("The request is sent; the maker’s people get a mail without its content."),
    ),
    "explain": (
        lambda request, shown: desk.explain(**_asked(request, shown), text=_text(request)),
        lambda: _("Your answer is before the maker; the days that it waited are added to its deadline."),
    ),
    "message": (
        lambda request, shown: desk.message(**_asked(request, shown), text=_text(request)),
        lambda: _("Your message is before the maker."),
    ),
    "grant": (_grant, lambda: _("The maker has more time.")),
    "withdraw": (
        lambda request, shown: desk.withdraw(**_asked(request, shown), reason=_text(request)),
        lambda: _("The request is withdrawn. What the maker has said is kept."),
    ),
    "note": (
        lambda request, shown: desk.mark_seen(principal=request.principal, request=shown),
        lambda: _("Taken note of: it has left the inbox."),
    ),
    "add_finds": (
        lambda request, shown: desk.add_finds(principal=request.principal, request=shown),
        lambda: _("The later finds of the lot stand beside the request now."),
    ),
}


def _asked_about(request: WebRequest) -> tuple[dict[str, str], Draft, TraceRequest | None]:
    """The lot by its names, and the request whose place a new one takes."""
    asked = request.GET if request.method == "GET" else request.POST
    named = {name: asked.get(name, "")[:120] for name in ("maker", "part_number", "shared", "code")}
    if not any(named.values()):
        raise NoLotChosen
    return named, draft_for(request.principal, **named), _followed(request.principal, asked.get("follows", ""))


def _followed(principal: Principal, public_id: str) -> TraceRequest | None:
    return request_for(principal, _uuid(public_id)) if public_id else None


def _chosen(principal: Principal, public_id: str) -> Any:
    return maker_for(principal, _uuid(public_id))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
