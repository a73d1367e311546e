"""Previews whose originals are still on a phone, spoken notes, and asking a team for another shot."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import Capability
from teardowns.models import Photo, Preview
from teardowns.operations.hearing import hear
from teardowns.operations.shot_requests import ASKABLE, ask_for_shot
from teardowns.queries.page_field import asked_of, may_ask, preview_for, preview_picture, voice_for
from teardowns.queries.retake import first_requests
from teardowns.queries.visible import photo_for
from web.access import WebRequest, back, page, tell
from web.ranges import NotThere, Slice, asked_range

SEE = (Capability.TEARDOWN_SEE_OWN, Capability.TEARDOWN_SEE_ALL)


@page(*SEE)
@require_GET
def preview(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One preview in full, with what is known of its original; once that is here, the way to it."""
    shown = preview_for(request.principal, public_id)
    if shown.photo is not None and not shown.differs:
        return redirect("web:photo", shown.photo.public_id)
    context = {
        "preview": shown,
        "teardown": shown.teardown,
        "requests": first_requests(shown.legibility),
        "asked": asked_of(shown.teardown, shown.sha256).get(shown.sha256, []),
        "askable": ASKABLE if may_ask(request.principal) and shown.photo is None else (),
    }
    return render(request, "web/pages/preview.html", context)


@page(*SEE)
@require_GET
def picture(request: WebRequest, public_id: UUID) -> HttpResponse:
    """The pixels of a preview."""
    data = preview_picture(preview_for(request.principal, public_id))
    return HttpResponse(data, content_type="image/jpeg", headers={"X-Content-Type-Options": "nosniff"})


@page(Capability.READING_WRITE)
@require_POST
def ask_about_preview(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Ask for another shot before the original is here."""
    return _ask(request, preview_for(request.principal, public_id))


@page(Capability.READING_WRITE)
@require_POST
def ask_about_photo(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Ask for another shot."""
    return _ask(request, photo_for(request.principal, public_id))


@page(*SEE)
@require_GET
def voice(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The sealed recording itself, for the player, which may ask for a range; that it was opened is on record."""
    note = voice_for(request.principal, public_id)
    try:
        asked = asked_range(request.headers.get("Range", ""), note.size)
    except NotThere:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{note.size}"})
    stream = hear(principal=request.principal, note=note, going_on=asked is not None and asked[0] > 0)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    if asked is None:
        return FileResponse(stream, content_type=note.media_type, headers=headers)
    begin, end = asked
    headers |= {"Content-Range": f"bytes {begin}-{end}/{note.size}", "Content-Length": str(end - begin + 1)}
    part = Slice(stream, begin, end - begin + 1)
    return FileResponse(part, content_type=note.media_type, headers=headers, status=206)


def _ask(request: WebRequest, about: Photo | Preview) -> HttpResponseBase:
    ask_for_shot(principal=request.principal, about=about, code=request.POST.get("code", ""))
    tell(
        request,
        _("The team is asked for another shot."),
        _("The first one is kept too."),
        _("It hears of it at its phone’s next contact; the answer stands here."),
        level=messages.SUCCESS,
    )
    return back(request, f"/teardowns/{about.teardown.public_id}/")
