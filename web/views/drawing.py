"""A crop that an analyst draws: asked for by a form, shown when it is read, with words for the time between."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from accounts.roles import Capability
from problems import NotAllowed, NotFound, Problem
from teardowns.models import Photo, Reading
from teardowns.ocr.drawn import corners_of
from teardowns.operations import rereading
from teardowns.problems import BadRegion
from teardowns.queries.drawn import DrawnRegion, region_for
from teardowns.queries.page_components import label
from teardowns.queries.visible import marking_for, photo_for
from web.access import WebRequest, page, tell
from web.bench import chip_address
from web.forms.drawing import RegionForm
from web.views.photos import shown_bench


@page(Capability.READING_WRITE)
@require_POST
def read_region(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Have the drawn crop read. What stands of the chip stays; htmx gets the words for the time until then."""
    photo = photo_for(request.principal, public_id)
    try:
        reading_id = _asked(request, photo)
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        if not request.htmx:
            raise
        return render(request, "web/partials/region_status.html", {"problem": problem.sentences()})
    if request.htmx:
        return _status(request, region_for(request.principal, reading_id))
    return redirect("web:region", reading_id)


@page(Capability.READING_WRITE)
@require_GET
def region(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The bench with what was read, once it is; until then, how far it is."""
    found = region_for(request.principal, public_id)
    if found.reading is None:
        return _status(request, found) if request.htmx else render(request, "web/pages/region.html", {"region": found})
    if request.htmx and found.overdue:
        # Nobody's page is changed under their hands: after so long they may be typing something else.
        return _status(request, found)
    _tell_read(request, found.reading)
    component = found.reading.marking.component.public_id
    address = chip_address(found.photo.public_id, component)
    if not request.htmx:
        return HttpResponseRedirect(address)
    answer = shown_bench(request, found.photo, component, here=address)
    assert isinstance(answer, HttpResponse)  # noqa: S101
    return reswap(retarget(answer, "#bench"), "outerHTML")


def _asked(request: WebRequest, photo: Photo) -> UUID:
    form = RegionForm(request.POST)
    if not form.is_valid():
        raise BadRegion(fault="numbers")
    marking = form.cleaned_data["marking"]
    return rereading.read_region(
        principal=request.principal,
        photo=photo,
        box=corners_of(form.drawn()),
        marking=marking_for(request.principal, marking) if marking else None,
    )


def _status(request: WebRequest, found: DrawnRegion) -> HttpResponse:
    here = ""
    if found.reading is not None:
        here = chip_address(found.photo.public_id, found.reading.marking.component.public_id)
    return render(request, "web/partials/region_status.html", {"region": found, "here": here})


def _tell_read(request: WebRequest, reading: Reading) -> None:
    number, chip = len(reading.lines), label(reading.marking)
    happened = (
        ngettext("The crop gave %(n)d line.", "The crop gave %(n)d lines.", number) % {"n": number}
        if number
        else _("Nothing was read in the crop.")
    )
    kept = (
        _("What stands of %(chip)s is unchanged.") % {"chip": chip}
        if reading.beside_id
        else _("The chip is new on this photo: %(chip)s.") % {"chip": chip}
    )
    tell(request, happened, kept, level=messages.SUCCESS if number else messages.WARNING)
