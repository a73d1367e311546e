"""Teardowns: the list, a new one, and the page of one with its photos, tree and bill of materials."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Capability
from problems import Problem
from teardowns.models import Specimen, Teardown
from teardowns.operations import opening
from teardowns.problems import BadText, RecoveryDayImpossible
from teardowns.queries import page_teardown, page_work
from teardowns.queries.page_field import from_field
from teardowns.queries.visible import assembly_for, teardown_for
from web.access import WebRequest, back, page, tell
from web.forms.teardowns import AssemblyForm, TeardownForm
from web.shown import shown_lines

SEE = (Capability.TEARDOWN_SEE_OWN, Capability.TEARDOWN_SEE_ALL)
ROWS = 25


@page(*SEE)
@require_GET
def teardown_list(request: WebRequest) -> HttpResponseBase:
    """Every teardown that this person may see, newest first."""
    shown = Paginator(page_work.counted_teardowns(request.principal), ROWS).get_page(request.GET.get("page"))
    context = {"page": shown, "teardowns": shown.object_list, "may_create": _may_create(request)}
    return render(request, "web/pages/teardowns.html", context)


@page(Capability.TEARDOWN_CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_teardown(request: WebRequest) -> HttpResponseBase:
    """Open a teardown; what was typed stays when something is wrong with it."""
    form = TeardownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            teardown = opening.open_teardown(principal=request.principal, **_opening(form))
        except Problem as problem:
            field = "recovered_on" if isinstance(problem, RecoveryDayImpossible) else None
            form.add_error(field, " ".join(problem.sentences()))
        else:
            tell(
                request,
                _("Teardown %(number)s is open.") % {"number": teardown.order_number},
                _("Now send its photos: the whole, the data plate, each board, each chip from close by."),
                level=messages.SUCCESS,
            )
            _tell_known_specimen(request, teardown.specimen, _opening(form))
            return redirect("web:teardown", teardown.public_id)
    return render(request, "web/pages/teardown_new.html", {"form": form}, status=422 if form.errors else 200)


@page(*SEE)
@require_GET
def teardown_page(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One teardown."""
    teardown = teardown_for(request.principal, public_id)
    return render(request, "web/pages/teardown.html", _shown(request, teardown))


@page(*SEE)
@require_GET
def progress(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The photos and the bill of materials as they are now; asked for again while photos are being read."""
    teardown = teardown_for(request.principal, public_id)
    return render(request, "web/partials/teardown_progress.html", _shown(request, teardown))


@page(Capability.TEARDOWN_CREATE)
@require_POST
def add_assembly(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Name one more board or module."""
    teardown = teardown_for(request.principal, public_id)
    form = AssemblyForm(request.POST)
    if form.is_valid():
        parent = form.cleaned_data["parent"]
        opening.add_assembly(
            principal=request.principal,
            teardown=teardown,
            name=form.cleaned_data["name"],
            parent=assembly_for(request.principal, parent) if parent else None,
        )
    else:
        raise BadText(field="name")
    return back(request, _address(teardown))


@page(Capability.TEARDOWN_CREATE)
@require_POST
def move_assembly(request: WebRequest, public_id: UUID) -> HttpResponse:
    """Hang a board or module somewhere else in the tree."""
    assembly = assembly_for(request.principal, public_id)
    parent = request.POST.get("parent")
    opening.move_assembly(
        principal=request.principal,
        assembly=assembly,
        parent=assembly_for(request.principal, parent) if parent else None,
    )
    return back(request, _address(assembly.teardown))


def _may_create(request: WebRequest) -> bool:
    return request.principal.can(Capability.TEARDOWN_CREATE)


def _address(teardown: Teardown) -> str:
    return f"/teardowns/{teardown.public_id}/"


def _tell_known_specimen(request: WebRequest, specimen: Specimen, typed: dict[str, Any]) -> None:
    """A specimen that the team knows keeps its first record; what was typed otherwise is not dropped unsaid."""
    stored = {
        "weapon_model": specimen.weapon_model.slug if specimen.weapon_model else "",
        "region": specimen.region,
        "recovered_on": specimen.recovered_on,
    }
    if any(typed[name] and typed[name] != value for name, value in stored.items()):
        tell(
            request,
            _("Your team knows specimen %(label)s already.") % {"label": specimen.label},
            _("Its weapon model, region and day of recovery stay as they were first recorded."),
            _("If it is another specimen, open a teardown with another label."),
            level=messages.WARNING,
        )


def _opening(form: TeardownForm) -> dict[str, Any]:
    typed = dict(form.cleaned_data)
    recovered = typed.pop("recovered_on")
    return typed | {
        "recovered_on": recovered.first if recovered else None,
        "recovered_precision": recovered.precision if recovered else "day",
    }


def _shown(request: WebRequest, teardown: Teardown) -> dict[str, Any]:
    cards = page_teardown.photo_cards(teardown)
    rows = page_teardown.bill_of_materials(teardown)
    return {
        "teardown": teardown,
        "field": from_field(teardown),
        "cards": cards,
        "working": sum(card.working for card in cards),
        "rows": [(row, shown_lines(row.reading, row.identification)) for row in rows],
        "confirmed": sum(row.state == "confirmed" for row in rows),
        "waiting": sum(row.waits for row in rows),
        "tree": page_teardown.tree(teardown),
        "may_send": request.principal.can(Capability.PHOTO_UPLOAD)
        and teardown.organisation_id == request.principal.organisation.pk,
        "may_arrange": _may_create(request) and teardown.organisation_id == request.principal.organisation.pk,
        "may_see_ledger": request.principal.can(Capability.LEDGER_SEE),
        "may_trace": request.principal.can(Capability.TRACE_SEE),
    }
