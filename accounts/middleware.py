"""The language of a request, its answer kept from shared caches, and the door to the second factor."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from accounts.models import User
from accounts.problems import SecondFactorMissing
from accounts.queries import principal_of, second_factor_missing

Handler = Callable[[HttpRequest], HttpResponse]

FIRST_LANGUAGE = "uk"


class LanguageMiddleware:
    """The user's language; else the cookie's or the browser's; Ukrainian when nothing was said.

    Stands after the authentication middleware, in place of Django's own LocaleMiddleware.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activates the language for this request and names it in the answer."""
        language = language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        return response


def language_of(request: HttpRequest) -> str:
    """A code from settings.LANGUAGES."""
    if isinstance(request.user, User) and request.user.preferred_language:
        return request.user.preferred_language
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES or request.headers.get("Accept-Language"):
        return translation.get_language_from_request(request)
    return FIRST_LANGUAGE


class PrivateMiddleware:
    """Every answer that does not say otherwise is for the one who asked: no shared cache keeps it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sets `Cache-Control` where the view left it open."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class SecondFactorMiddleware:
    """Sends a signed-in person who must have a second factor and has none to where they set one up.

    Sessions only; tokens are refused by `operations.authenticate_token` under the same policy.
    """

    OPEN_NAMES = frozenset(
        {"account_login", "account_logout", "account_reauthenticate", "set_language", "maker_welcome"}
    )

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on; the decision needs the route and falls in `process_view`."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """The way to the set-up page, or None to let the request through."""
        name = (request.resolver_match.url_name if request.resolver_match else None) or ""
        if name in self.OPEN_NAMES or name.startswith("mfa_"):
            return None
        principal = principal_of(request)
        if principal is None or not second_factor_missing(principal):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse(_body(SecondFactorMissing()), status=403, content_type="application/problem+json")
        return HttpResponseRedirect(reverse("mfa_index"))


def _body(problem: SecondFactorMissing) -> dict[str, str | int]:
    happened, kept, next_step = problem.sentences()
    return {
        "type": f"urn:chiptrail:problem:{problem.code}",
        "title": happened,
        "status": problem.status,
        "detail": happened,
        "code": problem.code,
        "kept": kept,
        "next_step": next_step,
    }
