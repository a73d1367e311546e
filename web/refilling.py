"""A form that was refused stands on its page again as it was filled in, with what was wrong beside it.

    @page(Capability.ANSWER_WRITE_OWN)
    @filled_again(_shown)
    @require_POST
    def request_step(request, public_id): ...

`_shown` shows the page that the form stood on, takes the same arguments and says in `request.shown_at` where it lives.
Its template asks, form by form, with the tags of `refilling`: `{% typed "request_step:ask" "text" %}` for a field,
`{% what_was_wrong "request_step:ask" %}` for the words. A form is called as its route, and its button's `step` where it
has one; a form that stands several times on a page says with `of` which it is: one of the ids in its address. A page
that does not offer the form any more (somebody was quicker), or is not the asker's any more, gives way to one that says
what was wrong and shows what was typed, so that it can be copied. Where nothing was filled in, a message is enough:
see web.access.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse

from accounts.problems import OrganisationEnded
from makers.answer_cells import FIELDS
from problems import NotFound, Problem
from web.access import Page, WebRequest, asks_for_json, is_about_a_form

P = ParamSpec("P")
TYPED = (
    *("until", "last_day", "start", "end", "text", "question", "reason"),
    *("name", "email", "address", "domain", "brand"),
    *(name for name in FIELDS if name not in ("verdict", "documents")),
)
"""The fields that people type into, also with a number; others of these forms are hidden, chosen or secret."""
CHOSEN = ("place", "rule", "credibility")
SECRET = ("code",)
"""Never shown again; what was wrong with it is said beside it all the same."""
_NUMBER = re.compile(r"_\d+$")


@dataclass(slots=True)
class Refusal:
    """A form as it was sent, and why it was refused. `about`: the ids in its address; `shown`: whether the page has
    shown it beside the form."""

    form: str
    about: frozenset[str]
    posted: QueryDict
    sentences: tuple[str, str, str]
    shown: bool = False

    @property
    def texts(self) -> list[str]:
        """What was typed."""
        return self._texts(TYPED)

    @property
    def filled_in(self) -> bool:
        """Whether somebody did more than press a button."""
        return bool(self._texts((*TYPED, *CHOSEN, *SECRET)))

    def _texts(self, names: Collection[str]) -> list[str]:
        filled = ((name, self.posted.get(name, "").strip()) for name in self.posted)
        return [text for name, text in filled if text and _NUMBER.sub("", name) in names]


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
                refusal = Refusal(*_form(request), request.POST, problem.sentences())
                if not refusal.filled_in or not _is_about(request, problem):
                    raise
                request.refusal = refusal
                try:
                    answer = show(request, *args, **kwargs)
                except NotFound:
                    request.shown_at = reverse("web:home")
                if not refusal.shown:
                    answer = render(request, "web/pages/refused.html", {"refusal": refusal})
                answer.status_code = problem.status
                return answer

        return guarded

    return guard


def _is_about(request: WebRequest, problem: Problem) -> bool:
    """Also what is not there, or not the asker's any more; and an organisation that has ended: the asker's own would
    have ended before its view began, so it is another one's."""
    gone = isinstance(problem, NotFound | OrganisationEnded) and not asks_for_json(request)
    return gone or is_about_a_form(request, problem)


def _form(request: WebRequest) -> tuple[str, frozenset[str]]:
    """What the form is called, and the ids in its address."""
    found = request.resolver_match
    route, ids = (found.url_name, found.kwargs.values()) if found else ("", ())
    name = ":".join(part for part in (route, request.POST.get("step")) if part)
    return name, frozenset(str(one) for one in ids)
