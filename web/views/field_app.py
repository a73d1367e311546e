"""The field app's own pages: the shell in both languages, its manifest, and who is signed in.

The shell is public and the same for everybody: what a phone knows of a teardown is on the phone alone.
"""

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.queries import principal_of
from accounts.roles import Capability
from web import field_data

LANGUAGES = ("uk", "en")


@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """The shell in the reader's language."""
    language = translation.get_language() or "uk"
    return redirect(f"web:field_shell_{language if language in LANGUAGES else 'uk'}")


@require_GET
@csp_update({"media-src": [SELF, "blob:"]})  # type: ignore[untyped-decorator]
def shell(request: HttpRequest, language: str) -> HttpResponse:
    """The one page of the app, whatever the reader's own language is: a phone keeps both."""
    with translation.override(language):
        context = {
            "words": field_data.words(language),
            "facts": field_data.facts(language),
            # Modules import each other by plain names, so all of the app goes by plain addresses, without a hash.
            "static": settings.STATIC_URL,
        }
        response = render(request, "web/field/shell.html", context)
    response.headers["Content-Language"] = language
    return response


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to know to put the app among its own."""
    icons = [
        {
            "src": f"{settings.STATIC_URL}web/field/icon-{size}.png",
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    with translation.override("uk"):
        about = {
            "id": "/field/",
            "name": gettext("Chiptrail in the field"),
            "short_name": "Chiptrail",
            "lang": "uk",
            "start_url": reverse("web:field_shell_uk"),
            "scope": "/field/",
            "display": "standalone",
            "orientation": "portrait",
            "background_color": "#f3f5f4",
            "theme_color": "#ffffff",
            "icons": icons,
        }
    return JsonResponse(about, content_type="application/manifest+json")


@never_cache
@require_GET
def session(request: HttpRequest) -> JsonResponse:
    """Whether somebody is signed in here who may take a phone into use, and the token that guards forms."""
    principal = principal_of(request) if request.user.is_authenticated else None
    may_enrol = principal is not None and principal.can(Capability.DEVICE_ENROL)
    said = {"signed_in": request.user.is_authenticated, "may_enrol": may_enrol, "token": get_token(request)}
    return JsonResponse(said)
