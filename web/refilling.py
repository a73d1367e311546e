"""A form that was refused stands on its page again as it was filled in, with what was wrong beside it.

    @page(Capability.ANSWER_WRITE_OWN)
    @filled_again(_shown)
    @require_POST
    def request_step(request, public_id): ...

`_shown` shows the page that the form stood on, takes the same arguments and says in `request.shown_at` where it lives.
Its template asks, form by form, with the tags of `refilling`: `{% typed "request_step:ask" "text" %}` for a field,
`{% what_was_wrong "request_step:ask" %}` for the words. A form is called as its route, and its button's `step` where it
has one. A page that does not offer the form any more (somebody was quicker) gives way to one that says what was wrong
and shows what was typed, so that it can be copied. Where nothing was typed, a message is enough: see web.access.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render

from problems import Problem
from web.access import Page, WebRequest, is_about_a_form

P = ParamSpec("P")
TYPED = ("until", "text", "question")
"""The fields that people type into; others of these forms are hidden or chosen."""


@dataclass(slots=True)
class Refusal:
    """A form as it was sent, and why it was refused. `shown`: whether the page has shown it beside the form."""

    form: str
    posted: QueryDict
    sentences: tuple[str, str, str]
    shown: bool = False

    @property
    def texts(self) -> list[str]:
        """What was typed."""
        return [text for name in TYPED if (text := self.posted.get(name, "").strip())]


def filled_again(
    show: Callable[Concatenate[WebRequest, P], HttpResponse],
) -> Callable[[Page[P]], Page[P]]:
    """Guard a view that takes a form: where it is refused, `show` the page again, with the status of the problem."""

    def guard(view: Page[P]) -> Page[P]:
        @wraps(view)
        def guarded(request: WebRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except Problem as problem:
                refusal = Refusal(_form(request), request.POST, problem.sentences())
                if not refusal.texts or not is_about_a_form(request, problem):
                    raise
                request.refusal = refusal
                answer = show(request, *args, **kwargs)
                if not refusal.shown:
                    answer = render(request, "web/pages/refused.html", {"refusal": refusal})
                answer.status_code = problem.status
                return answer

        return guarded

    return guard


def _form(request: WebRequest) -> str:
    route = request.resolver_match.url_name if request.resolver_match else ""
    return ":".join(part for part in (route, request.POST.get("step")) if part)
