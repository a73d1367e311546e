"""What an analyst decides, each by one form. Afterwards the next chip that waits comes up."""

import re
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.roles import Capability
from problems import NotFound, Problem
from teardowns.models import Identification, Marking
from teardowns.operations import identifying, opening, reading
from teardowns.problems import BadText, JudgedMeanwhile, UnknownMaker
from teardowns.queries.judgements import current_identification
from teardowns.queries.page_components import label, rows
from teardowns.queries.visible import assembly_for, component_for, marking_for
from web.access import WebRequest, back, page, tell
from web.bench import chip_address, next_waiting
from web.views.photos import shown_bench

MAX_TYPED = 20_000
CORRECTABLE = (BadText, JudgedMeanwhile, UnknownMaker)
"""After these what was typed is shown again, so that it can be put right."""


@page(Capability.IDENTIFICATION_CONFIRM)
@require_POST
def confirm(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Accept a candidate by its number, or name a part and its maker."""
    component = component_for(request.principal, public_id)
    typed = request.POST.get("part_number", "").strip()
    chosen = request.POST.get("candidate", "0")
    try:
        judged = identifying.confirm(
            principal=request.principal,
            component=component,
            candidate=None if typed else int(chosen) if re.fullmatch(r"[0-9]{1,4}", chosen) else -1,
            part_number=typed,
            manufacturer=request.POST.get("manufacturer", ""),
            note=request.POST.get("note", ""),
            seen=request.POST.get("seen", ""),
        )
    except CORRECTABLE as problem:
        standing = current_identification(component)
        if not typed or standing is None:
            raise
        return _typed_again(request, standing.reading.marking, problem)
    tell(
        request,
        _("%(chip)s is confirmed as %(part)s.") % {"chip": label(judged.reading.marking), "part": judged.part_number},
        _("The trace has started, and its maker can see the finding."),
        level=messages.SUCCESS,
    )
    return _onward(request, judged)


@page(Capability.IDENTIFICATION_CONFIRM)
@require_POST
def reject(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """None of the candidates is right."""
    return _judged(request, public_id, identifying.reject, _("No candidate fits %(chip)s: its part stays unknown."))


@page(Capability.IDENTIFICATION_CONFIRM)
@require_POST
def illegible(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Nobody can read it: an answer. The team finds it on its list of what to shoot again."""
    return _judged(request, public_id, identifying.mark_illegible, _("%(chip)s is marked as illegible."))


@page(Capability.READING_WRITE)
@require_POST
def write_reading(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """A typed reading, one line of lettering a line; candidates are looked up anew."""
    marking = marking_for(request.principal, public_id)
    try:
        reading.write_reading(
            principal=request.principal,
            marking=marking,
            lines=request.POST.get("lines", "")[:MAX_TYPED].splitlines(),
            note=request.POST.get("note", ""),
            seen=request.POST.get("seen_reading", ""),
        )
    except CORRECTABLE as problem:
        return _typed_again(request, marking, problem)
    tell(
        request,
        _("Your reading of %(chip)s stands.") % {"chip": label(marking)},
        _("The one before it is kept."),
        _("The candidates below follow from yours."),
        level=messages.SUCCESS,
    )
    return HttpResponseRedirect(chip_address(marking.photo.public_id, marking.component.public_id))


@page(Capability.READING_WRITE)
@require_POST
def describe(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Designator, package and board of a component."""
    component = component_for(request.principal, public_id)
    assembly = request.POST.get("assembly", "")
    opening.describe_component(
        principal=request.principal,
        component=component,
        designator=request.POST.get("designator", ""),
        package=request.POST.get("package", ""),
        assembly=assembly_for(request.principal, assembly) if assembly else None,
    )
    return back(request, f"/components/{component.public_id}/")


def _judged(
    request: WebRequest, public_id: UUID, operation: Callable[..., Identification], sentence: str
) -> HttpResponseBase:
    component = component_for(request.principal, public_id)
    judged = operation(
        principal=request.principal,
        component=component,
        note=request.POST.get("note", ""),
        seen=request.POST.get("seen", ""),
    )
    chip = label(judged.reading.marking)
    tell(request, sentence % {"chip": chip}, _("What stood before is kept."), level=messages.SUCCESS)
    return _onward(request, judged)


def _typed_again(request: WebRequest, marking: Marking, problem: Problem) -> HttpResponseBase:
    tell(request, *problem.sentences(), level=messages.ERROR)
    return shown_bench(request, marking.photo, marking.component.public_id, typed=request.POST.dict())


def _looked_at(request: WebRequest, judged: Identification) -> Marking:
    """Of a chip on several photos, the marking on the photo that the form stood on."""
    shown = request.POST.get("next", "")
    markings = judged.component.markings.select_related("photo", "component")
    return next((one for one in markings if str(one.photo.public_id) in shown), judged.reading.marking)


def _onward(request: WebRequest, judged: Identification) -> HttpResponseRedirect:
    if request.POST.get("stay"):
        return back(request)
    marking = _looked_at(request, judged)
    found = rows(marking.photo.markings.all())
    row = next((row for row in found if row.marking.pk == marking.pk), None)
    if row is None:
        raise NotFound
    here = chip_address(marking.photo.public_id, judged.component.public_id)
    return HttpResponseRedirect(next_waiting(request.principal, row, found) or here)
