"""The field app's service worker: made of the files of this release, so that a new release is a new worker."""

import copy
import json
from functools import cache

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import translation
from django.views.decorators.http import require_safe

from web.field_release import HASH_SIGNS, files_of, release_of, static_bytes

SCOPE = "/field/"
SHELLS = (f"{SCOPE}uk/", f"{SCOPE}en/")


@require_safe
def field_worker(request: HttpRequest) -> HttpResponse:
    """`sw.js`: public like the shells, without data. Asked for at every visit, so it answers 304 to who has it."""
    pages = {address: _shell(request, address) for address in SHELLS}
    files = files_of(pages, static_bytes if settings.DEBUG else _kept_bytes)
    context = {
        "files": json.dumps(files, separators=(",", ":")),
        "shells": json.dumps(SHELLS),
        "root": SCOPE,
        "hash_signs": HASH_SIGNS,
    }
    script = render_to_string("web/field/sw.js", context)
    release = release_of(files, script.encode())
    tag = f'"{release}"'
    same = request.headers.get("If-None-Match", "").removeprefix("W/") == tag
    body = script.replace('RELEASE = ""', f'RELEASE = "{release}"')
    response = HttpResponseNotModified() if same else HttpResponse(body, content_type="text/javascript")
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = SCOPE
    return response


# What is served does not change under a running process, except while somebody works on it.
_kept_bytes = cache(static_bytes)


def _shell(request: HttpRequest, address: str) -> bytes:
    """The page as everybody gets it, whoever asks."""
    nobody = copy.copy(request)
    nobody.user = AnonymousUser()
    nobody.path = nobody.path_info = address
    view, args, kwargs = resolve(address)
    with translation.override(translation.get_language()):
        return bytes(view(nobody, *args, **kwargs).content)
