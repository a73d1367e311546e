"""The maker's question: which of my parts were found? Nothing here reads more than `OwnFindings` gives."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import Capability
from makers.models import TraceRequest
from makers.operations.acts import note
from makers.operations.visiting import forget_filter, save_filter, visited
from makers.queries.finding_filters import as_address, saved_filters
from makers.queries.requests import requests_about
from teardowns.models import Release
from teardowns.queries.findings import FindingFilter, OwnFindings, Place, finding_for, place_of
from teardowns.queries.pictures import finding_picture
from web import dates
from web.access import WebRequest, asks_for_a_piece, back, page, tell
from web.answer_forms import finding_context
from web.forms.findings import FindingForm
from web.refilling import filled_again
from web.request_texts import Clock, asked_state
from web.views.photos import jpeg

ROWS = 25
PLACE = ("after", "before")


@page(Capability.FINDING_SEE_OWN_BRANDS)
@require_GET
def finding_list(request: WebRequest) -> HttpResponseBase:
    """The findings with their filter; the first one is opened beside them."""
    return shown(request)


@page(Capability.FINDING_SEE_OWN_BRANDS)
@require_GET
def finding_page(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The same list with one finding opened. htmx gets that finding alone."""
    finding = finding_for(request.principal, public_id)
    note(principal=request.principal, act="finding.seen", subject_type="finding", subject_id=str(public_id))
    if asks_for_a_piece(request):
        about = requests_about(request.principal, [finding])
        context = {
            "finding": finding,
            "new_since": visited(principal=request.principal),
            "trace": _asked(about, finding),
            **finding_context(request.principal, finding),
        }
        return render(request, "web/partials/finding.html", context)
    return shown(request, finding)


@page(Capability.FINDING_SEE_OWN_BRANDS)
@require_GET
def picture(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The covered view; what is covered is not in its pixels."""
    return jpeg(finding_picture(finding_for(request.principal, public_id)))


def _shown_narrowed(request: WebRequest) -> HttpResponse:
    """The findings by the filter that was to be kept."""
    asked = _to_keep(request)
    request.shown_at = f"{reverse('web:findings')}?{asked.urlencode()}"
    return shown(request, asked=asked)


@page(Capability.FINDING_SEE_OWN_BRANDS)
@filled_again(_shown_narrowed)
@require_POST
def keep_filter(request: WebRequest) -> HttpResponseBase:
    """Keep the filter of the address under a name."""
    asked = _to_keep(request)
    form = FindingForm(asked, choices=OwnFindings(request.principal))
    kept = save_filter(principal=request.principal, name=request.POST.get("name", ""), question=form.question)
    tell(request, _("The filter is saved as “%(name)s”.") % {"name": kept.name}, level=messages.SUCCESS)
    return redirect(f"{reverse('web:findings')}?{asked.urlencode()}")


@page(Capability.FINDING_SEE_OWN_BRANDS)
@require_POST
def drop_filter(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Keep a filter no longer."""
    forget_filter(principal=request.principal, public_id=public_id)
    tell(request, _("The filter is deleted."), level=messages.SUCCESS)
    return back(request, reverse("web:findings"))


def shown(
    request: WebRequest, opened: Release | None = None, *, asked: QueryDict | None = None, status: int = 200
) -> HttpResponse:
    """The page: the list, its filter (of the address, unless another one is `asked` for), and one finding."""
    typed = request.GET if asked is None else asked
    own = OwnFindings(request.principal)
    since = visited(principal=request.principal)
    form = FindingForm(typed, choices=own)
    wanted = form.wanted(since)
    counted = own.counted(wanted, since)
    after, before = (_place(typed.get(name, "")) for name in PLACE)
    window = own.page(wanted, limit=ROWS, after=after, before=before)
    first = _first(own, wanted, window.rows, placed=bool(after or before))
    kept = typed.copy()
    for name in PLACE:
        kept.pop(name, None)
    finding = opened or (window.rows[0] if window.rows else None)
    about = requests_about(request.principal, [*window.rows, *([opened] if opened else [])])
    context = {
        "form": form,
        "window": window,
        "rows": [(one, _asked(about, one)) for one in window.rows],
        "first": first,
        "last": first + len(window.rows) - 1,
        "previous": _address(window.rows[0]) if window.ahead and window.rows else "",
        "next": _address(window.rows[-1]) if window.behind and window.rows else "",
        "finding": finding,
        "trace": _asked(about, finding) if finding else None,
        "new_since": since,
        "counted": counted,
        "brands": _named([brand.name for brand in own.brands]),
        "saved": saved_filters(request.principal),
        "asked": as_address(form.question),
        "query": f"&{kept.urlencode()}" if kept else "",
        "question": kept.urlencode(),
        "more_filters": sum(bool(typed.get(name)) for name in form.fields if name not in ("part_number", "q")),
        "today": dates.day(timezone.now().date()),
        **finding_context(request.principal, finding),
    }
    return render(request, "web/pages/findings.html", context, status=status)


def _to_keep(request: WebRequest) -> QueryDict:
    return QueryDict(request.POST.get("question", "")[:2000])


def _asked(about: Mapping[int, TraceRequest], finding: Release) -> tuple[TraceRequest, Clock] | None:
    """The request about a finding, and how far its reply is."""
    found = about.get(finding.pk)
    return (found, asked_state(found)) if found else None


def _first(own: OwnFindings, wanted: FindingFilter, rows: tuple[Release, ...], *, placed: bool) -> int:
    """The number of the first row shown, counted from the newest that fits."""
    return 1 + (own.ahead_of(wanted, place_of(rows[0])) if placed and rows else 0)


def _address(row: Release) -> str:
    day, key = place_of(row)
    return f"{day}_{key}"


def _place(text: str) -> Place | None:
    """A place as the address has it: a day and a public id. What is none is the beginning."""
    day, _between, key = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


def _named(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s or %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
