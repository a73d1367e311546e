"""Checking a receipt: the short code that somebody holds, against the original that the server holds."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.roles import Capability
from teardowns.models import Photo
from teardowns.queries.receipt_check import check_receipt
from web.access import WebRequest, page


@page(Capability.TEARDOWN_SEE_OWN, Capability.TEARDOWN_SEE_ALL)
@require_http_methods(["GET", "HEAD"])
def receipts(request: WebRequest) -> HttpResponseBase:
    """The form, and the answer to what was typed into it."""
    code, original = (request.GET.get(name, "").strip()[:200] for name in ("code", "original"))
    check = check_receipt(request.principal, code=code, original=original) if code and original else None
    context = {
        "typed": {"code": code, "original": original},
        "check": check,
        "is_photo": check is not None and isinstance(check.held, Photo),
    }
    return render(request, "web/pages/receipts.html", context)
