"""Phones of a field team: when they were last in touch, and one click to close their doors."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.operations import order_wipe, revoke_device
from accounts.problems import ReasonMissing
from accounts.queries import device_for, devices
from accounts.roles import Capability
from web.access import WebRequest, back, page, tell
from web.phone_words import WIPING

MINE = Capability.DEVICE_ENROL
ANY = Capability.PEOPLE_MANAGE


@page(MINE, ANY)
@require_GET
def phone_list(request: WebRequest) -> HttpResponseBase:
    """The team's phones; an administrator sees everybody's."""
    rows = devices(request.principal)
    context = {"phones": rows, "everybody": request.principal.can(ANY), "wiping": WIPING.items()}
    return render(request, "web/pages/phones.html", context)


@page(MINE, ANY)
@require_POST
def revoke(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Close every door to a phone."""
    device = device_for(request.principal, public_id)
    revoke_device(device=device, actor=request.principal.actor)
    tell(
        request,
        _("The phone “%(label)s” is revoked: its next contact is refused.") % {"label": device.label},
        _("What it sent is kept. What is still on it stays there, locked."),
        level=messages.SUCCESS,
    )
    return back(request, "/phones/")


@page(MINE, ANY)
@require_POST
def wipe(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Have a phone forget everything at its next contact, for a reason."""
    device = device_for(request.principal, public_id)
    reason = request.POST.get("reason", "")
    if reason not in WIPING:
        raise ReasonMissing
    order_wipe(device=device, actor=request.principal.actor, reason=reason)
    tell(
        request,
        _("The phone “%(label)s” forgets everything at its next contact.") % {"label": device.label},
        _("What it sent is kept. What it has not sent will be lost."),
        level=messages.SUCCESS,
    )
    return back(request, "/phones/")
