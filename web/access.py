"""The door of every page: who asks, may they, and how a refusal is shown."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from accounts.problems import OrganisationEnded
from accounts.queries import Principal, principal_of, why_nobody
from accounts.roles import Capability
from makers.row_scope import own_rows, while_sent
from problems import NotAllowed, NotFound, Problem
from web.problems import WrongMethod

P = ParamSpec("P")


class WebRequest(HttpRequest):
    """A request that has passed the door."""

    principal: Principal
    htmx: HtmxDetails
    refusal: object
    """web.refilling.Refusal, where a form is shown again."""
    shown_at: str
    """Where the page lives that a form's own address shows again."""


def asks_for_a_piece(request: WebRequest) -> bool:
    """Whether htmx asks for a part of the page alone. A boosted link wants the whole page, as a browser does."""
    return bool(request.htmx) and not request.htmx.boosted


def asks_for_json(request: HttpRequest) -> bool:
    """Whether a script asks, which shows words itself."""
    return request.headers.get("Accept", "").startswith("application/json")


Page = Callable[Concatenate[WebRequest, P], HttpResponseBase]


def page(*any_of: Capability) -> Callable[[Page[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Guard a view: signed in, and one of these capabilities (none: any role). The second factor is middleware's.
    Who has not come in yet is led to where they do.

    A Problem becomes its own page; after a form it becomes a message on the page that the form stood on.
    """

    def guard(view: Page[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        def guarded(plain: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            request = cast(WebRequest, plain)
            if not plain.user.is_authenticated:
                return _to_the_door(request)
            principal = principal_of(plain)
            try:
                if principal and principal.unfinished and not any(principal.can(one) for one in any_of):
                    return _to_what_is_missing(request, principal.unfinished)
                if principal is None:
                    raise why_nobody(plain.user)
                if any_of and not any(principal.can(one) for one in any_of):
                    raise NotAllowed
                request.principal = principal
                with own_rows(principal):
                    answer = while_sent(principal, view(request, *args, **kwargs))
                return _in_words(request, answer) if isinstance(answer, HttpResponseNotAllowed) else answer
            except Problem as problem:
                return refused(request, problem)

        update_wrapper(guarded, view)
        return guarded

    return guard


def _to_what_is_missing(request: WebRequest, unfinished: Problem) -> HttpResponse:
    """Lead somebody who has not come in yet to the page that says how; a form or a piece of a page is refused."""
    if request.htmx:
        return HttpResponseClientRedirect(reverse("web:maker_welcome"))
    if request.method in ("GET", "HEAD"):
        return redirect("web:maker_welcome")
    return refused(request, unfinished)


def _to_the_door(request: WebRequest) -> HttpResponse:
    """Sign in first. A piece of a page is told so in its own way, lest the sign-in page land in the middle of it."""
    if asks_for_json(request):
        return JsonResponse({"code": "signed_out", "message": gettext("You are signed out.")}, status=401)
    if request.htmx:
        return HttpResponseClientRedirect(redirect_to_login(request.htmx.current_url_abs_path or "/").url)
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    # A form's own address shows nothing: the way back leads to the page that the form stood on.
    nothing = gettext("Nothing was changed."), gettext("Sign in, then do it once more.")
    tell(request, gettext("You are signed out."), *nothing, level=messages.WARNING)
    return redirect_to_login(back(request).url)


def _in_words(request: WebRequest, empty: HttpResponseNotAllowed) -> HttpResponse:
    """The library's refusal of a method is an empty page."""
    answer = refused(request, WrongMethod())
    answer.headers["Allow"] = empty.headers["Allow"]
    return answer


def refused(request: WebRequest, problem: Problem) -> HttpResponse:
    """Show a Problem: a form's as a message where it was sent from, any other as a page with its status."""
    if asks_for_json(request):
        return JsonResponse({"code": problem.code, "message": " ".join(problem.sentences())}, status=problem.status)
    if is_about_a_form(request, problem):
        tell(request, *problem.sentences(), level=messages.ERROR)
        return back(request)
    happened, kept, next_step = problem.sentences()
    context = {"code": problem.code, "happened": happened, "kept": kept, "next_step": next_step}
    return render(request, "web/pages/problem.html", context, status=problem.status)


def is_about_a_form(request: WebRequest, problem: Problem) -> bool:
    """Whether what somebody filled in was refused, not the asker, and a page is what they look at."""
    if request.method != "POST" or asks_for_json(request):
        return False
    return not isinstance(problem, NotAllowed | NotFound | OrganisationEnded | WrongMethod)


def tell(request: HttpRequest, happened: str, kept: str = "", next_step: str = "", *, level: int) -> None:
    """Leave a message for the next page: what happened, what was kept, what to do next, one sentence a line."""
    messages.add_message(request, level, "\n".join(part for part in (happened, kept, next_step) if part))


def back(request: HttpRequest, default: str = "/") -> HttpResponseRedirect:
    """Redirect to the page that a form stood on: its field `next`, else the referring page of this site."""
    for target in (request.POST.get("next"), request.headers.get("Referer")):
        if target and url_has_allowed_host_and_scheme(
            target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            return HttpResponseRedirect(target)
    return HttpResponseRedirect(default)
