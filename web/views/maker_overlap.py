"""A private overlap in a maker's browser: the page, and the steps that its script asks for. Its list stays there."""

import base64
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import Capability
from makers import overlapping
from makers.operations import overlap
from makers.overlap_problems import NotABatch
from makers.queries.overlap import RUNS_A_DAY, run_for, runs_for, runs_left
from web.access import WebRequest, page

ASKS = Capability.FINDING_SEE_OWN_BRANDS
RELEASES = Capability.ANSWER_WRITE_OWN
ROWS = 20
LONGEST_BODY = 64 * 1024


@page(ASKS)
@never_cache
@require_GET
def overlap_page(request: WebRequest) -> HttpResponseBase:
    """What it does, what it hides, the list's place in the browser, and the runs of the organisation so far."""
    runs = runs_for(request.principal).annotate(released=Count("releases"))
    context = {
        "left": runs_left(request.principal),
        "runs_a_day": RUNS_A_DAY,
        "runs": runs[:ROWS],
        "fewest": overlapping.FEWEST_LOTS,
        "most": overlapping.MOST_LOTS,
        "most_named": overlap.MOST_NAMED,
        "rules": _rules(),
    }
    return render(request, "web/pages/maker_overlap.html", context)


@page(ASKS)
@never_cache
@require_POST
def begin(request: WebRequest) -> HttpResponseBase:
    """A run: where its steps are, and its key."""
    begun = overlap.begin_overlap(principal=request.principal)
    steps = {
        step: reverse(f"web:{step}_overlap", args=[begun.run.public_id]) for step in ("evaluate", "finish", "release")
    }
    return JsonResponse({**steps, "public_key": _text(begun.public_key)}, status=201)


@page(ASKS)
@never_cache
@require_POST
def evaluate(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One batch of blinded lots."""
    run_for(request.principal, public_id)
    try:
        blinded = base64.b64decode(request.POST.get("blinded", "")[:LONGEST_BODY], validate=True)
    except ValueError:
        raise NotABatch(most=overlapping.BATCH) from None
    found = overlap.evaluate_batch(principal=request.principal, public_id=public_id, blinded=blinded)
    return JsonResponse({"evaluated": _text(found.elements), "proof": _text(found.proof)})


@page(ASKS)
@never_cache
@require_POST
def finish(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Outputs of our lots; the key of the run is gone with them."""
    ours = overlap.finish_overlap(principal=request.principal, public_id=public_id)
    return JsonResponse({"findings": _text(ours.findings), "waiting": _text(ours.waiting)})


@page(RELEASES)
@never_cache
@require_POST
def release(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Lots that were chosen, one a line."""
    run_for(request.principal, public_id)
    lots = request.POST.get("lots", "")[:LONGEST_BODY].splitlines()
    released = overlap.release_lots(principal=request.principal, public_id=public_id, lots=lots)
    return JsonResponse({"released": released})


def _rules() -> dict[str, Any]:
    """What the script goes by; the same on both sides."""
    return {
        "letters": overlapping.letters(),
        "shortest": overlapping.SHORTEST,
        "longest": overlapping.LONGEST,
        "fewestDigits": overlapping.FEWEST_DIGITS,
        "fewest": overlapping.FEWEST_LOTS,
        "most": overlapping.MOST_LOTS,
        "batch": overlapping.BATCH,
        "least": overlapping.LEAST,
        "mostBlinded": overlapping.MOST,
        "tag": overlapping.TAG,
        "mostNamed": overlap.MOST_NAMED,
    }


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
