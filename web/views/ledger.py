"""The evidence ledger: all of it, one object's history, and the check of the whole chain."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import Capability
from custody.models import Checkpoint
from custody.queries import checkpoints, entries, history
from custody.verify import ledger_faults
from problems import NotFound
from teardowns.models import Photo
from teardowns.queries.visible import assembly_for, component_for, photo_for, teardown_for
from web.access import WebRequest, page, tell
from web.words import fault_said, shown_entries

ROWS = 50
MAX_FAULTS = 20
SEE_OBJECTS = (Capability.LEDGER_SEE, Capability.TEARDOWN_SEE_ALL, Capability.TEARDOWN_SEE_OWN)
_FINDERS = {"photo": photo_for, "component": component_for, "teardown": teardown_for, "assembly": assembly_for}


@page(Capability.LEDGER_SEE)
@require_GET
def entry_list(request: WebRequest) -> HttpResponseBase:
    """Every entry, newest first, with the checkpoints beside."""
    shown = Paginator(entries(), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "entries": shown_entries(shown.object_list, with_names=True),
        "checkpoints": checkpoints()[:8],
        "may_verify": request.principal.can(Capability.LEDGER_VERIFY),
    }
    return render(request, "web/pages/ledger.html", context)


@page(Capability.LEDGER_VERIFY)
@require_POST
def verify(request: WebRequest) -> HttpResponseBase:
    """Check the chain and every checkpoint now, and name what is broken."""
    faults = list(ledger_faults())
    if not faults:
        total = entries().count()
        whole = ngettext(
            "The chain is whole: %(n)d entry checked.", "The chain is whole: %(n)d entries checked.", total
        )
        tell(request, whole % {"n": total}, _("All checkpoints agree with it."), level=messages.SUCCESS)
    for fault in faults[:MAX_FAULTS]:
        tell(request, fault_said(fault), _("Nothing was changed."), level=messages.ERROR)
    return HttpResponseRedirect(reverse("web:ledger"))


@page(*SEE_OBJECTS)
@require_GET
def history_page(request: WebRequest, subject_type: str, subject_id: str) -> HttpResponseBase:
    """All that happened to one object. Without the right to the ledger: to objects that this person may see."""
    principal = request.principal
    finder = _FINDERS.get(subject_type)
    if not principal.can(Capability.LEDGER_SEE):
        if finder is None:
            raise NotFound
        finder(principal, subject_id)
    found = list(history(subject_type, subject_id))
    if not found:
        raise NotFound
    context = {
        "subject_type": subject_type,
        "subject_id": subject_id,
        "entries": shown_entries(found, with_names=_sees_names(request)),
        "sealed_by": _sealed_by(found[-1].sequence),
        "photo": _photo(request, subject_type, subject_id),
    }
    return render(request, "web/pages/history.html", context)


def _sees_names(request: WebRequest) -> bool:
    return request.principal.can(Capability.LEDGER_SEE) or request.principal.can(Capability.TEARDOWN_SEE_ALL)


def _sealed_by(sequence: int) -> Checkpoint | None:
    return checkpoints().filter(size__gte=sequence).order_by("size").first()


def _photo(request: WebRequest, subject_type: str, subject_id: str) -> Photo | None:
    if subject_type != "photo":
        return None
    try:
        return photo_for(request.principal, UUID(subject_id))
    except (NotFound, ValueError):
        return None
