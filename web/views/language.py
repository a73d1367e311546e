"""The language switch: a form, so that it works without JavaScript and is never followed by a crawler."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.operations import set_preferred_language
from web.access import back

ONE_YEAR = 365 * 24 * 3600


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie, and with the account of whoever is signed in; then back to the same page."""
    chosen = request.POST.get("language", "")
    response = back(request)
    if chosen not in dict(settings.LANGUAGES):
        return response
    if isinstance(request.user, User):
        set_preferred_language(user=request.user, language=chosen)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=ONE_YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response
