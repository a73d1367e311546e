"""Two chips of one teardown that are the same: joined by a form, parted by another."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.roles import Capability
from teardowns.models import Component
from teardowns.operations.joining import join_components, part_components
from teardowns.problems import NothingChosen
from teardowns.queries.visible import component_for
from web.access import WebRequest, page, tell


@page(Capability.IDENTIFICATION_CONFIRM)
@require_POST
def join(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The chosen chip is the same as this one."""
    component, other = _both(request, public_id)
    kept = join_components(principal=request.principal, component=component, other=other)
    tell(
        request,
        _("The two are one chip now."),
        _("Its photos and all that was read of them are kept; you can part them again."),
        _("The candidates follow from all its photos, unless a person has judged it."),
        level=messages.SUCCESS,
    )
    names = {one.designator for one in (component, other)} - {""}
    if len(names) > 1:
        differing = _("They have different designators: %(names)s.") % {"names": ", ".join(sorted(names))}
        tell(request, differing, _("The chip keeps its own."), _("Correct it if it is wrong."), level=messages.WARNING)
    return _shown(kept)


@page(Capability.IDENTIFICATION_CONFIRM)
@require_POST
def part(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The chosen chip is another one after all."""
    component, other = _both(request, public_id)
    part_components(principal=request.principal, component=component, other=other)
    tell(
        request,
        _("The two are two chips again."),
        _("Each has its own photos and the judgement that stood before."),
        level=messages.SUCCESS,
    )
    return _shown(component)


def _both(request: WebRequest, public_id: UUID) -> tuple[Component, Component]:
    component, chosen = component_for(request.principal, public_id), request.POST.get("other", "")
    if not chosen:
        raise NothingChosen
    return component, component_for(request.principal, chosen)


def _shown(component: Component) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("web:component", args=[component.public_id]))
