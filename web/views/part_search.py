"""Asking an outside service about a part, by a button that says so."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.roles import Capability
from problems import Problem
from provenance.operations.part_search import ask_outside
from provenance.queries.part_search import offered_service
from web.access import WebRequest, page


@page(Capability.PART_ASK_OUTSIDE)
@require_POST
def ask(request: WebRequest) -> HttpResponseBase:
    """Send the number and show what is listed; htmx gets the panel, a plain form a page around it."""
    number = request.POST.get("number", "")
    shown: dict[str, Any] = {"number": number[:80], "service": offered_service(request.principal)}
    try:
        shown["answered"] = ask_outside(number=number, actor=request.principal.actor)
    except Problem as problem:
        shown["problem"] = problem.sentences()
    template = "web/components/part_search.html" if request.htmx else "web/pages/part_search.html"
    return render(request, template, shown)
