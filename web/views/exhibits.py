"""Physical exhibits: whose hands they passed through, and labels for their bags."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.roles import Capability
from custody.queries import history
from teardowns import bag_codes
from teardowns.queries.exhibits import exhibit_for, view_of
from web.access import WebRequest, page
from web.qr import drawn
from web.words import shown_entries

SEE = (Capability.TEARDOWN_SEE_OWN, Capability.TEARDOWN_SEE_ALL)
LABELS, MOST_LABELS = 12, 60


@page(*SEE)
@require_GET
def exhibit(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One exhibit with its chain of hand-overs, both signatures each, and its custody entries."""
    found = exhibit_for(request.principal, public_id)
    sees_names = request.principal.can(Capability.LEDGER_SEE) or request.principal.can(Capability.TEARDOWN_SEE_ALL)
    context = {
        "view": view_of(found),
        "exhibit": found,
        "teardown": found.teardown,
        "entries": shown_entries(history("exhibit", str(public_id)), with_names=sees_names),
    }
    return render(request, "web/pages/exhibit.html", context)


@page(*SEE)
@require_GET
def label(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The label of a bag, once more."""
    code = exhibit_for(request.principal, public_id).code
    return _sheet(request, [code])


@page(Capability.FIELD_SEND)
@require_GET
def labels(request: WebRequest) -> HttpResponseBase:
    """A sheet of labels with new codes by lot, for bags that are still empty. Nothing is stored."""
    asked = request.GET.get("n", "")
    number = min(MOST_LABELS, max(1, int(asked))) if asked.isdecimal() and len(asked) < 4 else LABELS
    return _sheet(request, [bag_codes.new_code() for _ in range(number)])


def _sheet(request: WebRequest, codes: list[str]) -> HttpResponseBase:
    return render(request, "web/pages/labels.html", {"labels": [(code, drawn(code)) for code in codes]})
