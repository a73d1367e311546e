"""Our side of the right of reply: write a version, show it, publish it with the maker's word, take it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.roles import Capability
from makers.operations import wordings
from makers.queries.requests import request_for
from makers.queries.wordings import wording_for
from makers.request_problems import UnknownStep
from web.access import WebRequest, page, tell
from web.refilling import filled_again
from web.views.requests import request_shown


def _shown_with(request: WebRequest, public_id: UUID) -> HttpResponse:
    return request_shown(request, wording_for(request.principal, public_id).request.public_id)


@page(Capability.REQUEST_KEEP)
@filled_again(request_shown)
@require_POST
def write(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """A version, or the draft of one written anew."""
    shown = request_for(request.principal, public_id)
    wordings.write_wording(principal=request.principal, request=shown, text=request.POST.get("text", ""))
    said = _("The wording is kept as a draft.")
    tell(request, said, _("Another person shows it to the maker; its 28 days begin then."), level=messages.SUCCESS)
    return redirect("web:request", public_id)


@page(Capability.REQUEST_KEEP)
@filled_again(_shown_with)
@require_POST
def step(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Show, publish or withdraw one version."""
    wording = wording_for(request.principal, public_id)
    wanted, principal = request.POST.get("step", ""), request.principal
    if wanted == "show":
        wordings.show_wording(principal=principal, wording=wording, seen=request.POST.get("seen", ""))
        said = _("The maker sees the wording now and has 28 days to correct it.")
    elif wanted == "publish":
        wordings.publish_wording(principal=principal, wording=wording)
        said = _("The wording is published; what the maker said stands beside it.")
    elif wanted == "withdraw":
        wordings.withdraw_wording(principal=principal, wording=wording, reason=request.POST.get("text", ""))
        said = _("The version is withdrawn; what the maker said to it stands beside the next one.")
    else:
        raise UnknownStep
    tell(request, said, level=messages.SUCCESS)
    return redirect("web:request", wording.request.public_id)
