"""The photo bench and the pictures. Originals are sealed: what is served here is pixels made from them."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET
from django_htmx.http import retarget

from accounts.roles import Capability
from problems import NotFound
from teardowns.models import DerivativeKind, Photo
from teardowns.operations.shot_requests import ASKABLE
from teardowns.queries.page_field import asked_of, may_ask, preview_of
from teardowns.queries.pictures import marking_crop, picture_of
from teardowns.queries.retake import progress_of
from teardowns.queries.visible import marking_for, photo_for
from web.access import WebRequest, asks_for_a_piece, page
from web.bench import bench_of, chip_address

SEE = (Capability.TEARDOWN_SEE_OWN, Capability.TEARDOWN_SEE_ALL)
WORK = "photo-work"
"""The part of the bench that asks for itself while the photo is being read."""
SHOWN_KINDS = (DerivativeKind.DISPLAY, DerivativeKind.THUMBNAIL)


@page(*SEE)
@require_GET
def bench(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One photo with its chips; `?chip=` chooses one. htmx gets the bench alone."""
    photo = photo_for(request.principal, public_id)
    if request.htmx.target != WORK:
        return shown_bench(request, photo, _chip(request))
    work = progress_of(photo)
    if work.working:
        return render(request, "web/partials/photo_work.html", {"photo": photo, "work": work})
    return retarget(shown_bench(request, photo, _chip(request)), "#bench")


def shown_bench(
    request: WebRequest, photo: Photo, chip: UUID | None, *, typed: Mapping[str, str] | None = None, here: str = ""
) -> HttpResponseBase:
    """The bench; after a form with a fault with what was `typed` still in it. `here`: its address, if not this one."""
    if typed is not None and chip is not None:
        here = chip_address(photo.public_id, chip)
    here = here or request.get_full_path()
    context = {
        "bench": bench_of(request.principal, photo, chip),
        "here": here,
        "typed": typed,
        "work": progress_of(photo),
        "preview": preview_of(photo),
        "asked": asked_of(photo.teardown, photo.sha256).get(photo.sha256, []),
        "askable": ASKABLE if may_ask(request.principal) else (),
    }
    if not asks_for_a_piece(request):
        return render(request, "web/pages/photo.html", context, status=200 if typed is None else 422)
    # htmx swaps successes only.
    response = render(request, "web/partials/bench.html", context)
    response["HX-Push-Url"] = here
    return response


@page(*SEE)
@require_GET
def picture(request: WebRequest, public_id: UUID, kind: str) -> HttpResponseBase:
    """A derivative of a photo, never the original."""
    photo = photo_for(request.principal, public_id)
    if kind not in SHOWN_KINDS:
        raise NotFound
    return jpeg(picture_of(photo, kind))


@page(*SEE)
@require_GET
def crop(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One chip cut out and turned upright."""
    return jpeg(marking_crop(marking_for(request.principal, public_id)))


def jpeg(data: bytes) -> HttpResponse:
    """A picture that only this person's browser may keep; it never changes under its address."""
    return HttpResponse(data, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=86400, immutable"})


def _chip(request: WebRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("chip", ""))
    except ValueError:
        return None
