"""Likely names in records of trade: whom each means is for a person to say. One at a time, the weightiest first."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import Capability
from problems import NotFound
from provenance.models import Party, TradeName
from provenance.name_problems import NameNotLikely
from provenance.operations.trade_judging import confirm_name, give_name, set_name_apart, take_back_name
from provenance.queries.likely_names import (
    LikelyName,
    likely_names,
    name_judgement,
    name_judgements,
    name_view,
    named_so,
    trade_name,
)
from teardowns.queries.page_parties import parties_like
from web.access import WebRequest, page, tell
from web.chosen import chosen_party
from web.templatetags.likely import name_url

ROWS, LATELY, FEW = 25, 10, 12
KEY = ("text", "country", "registration")
LONGEST = 300


@page(Capability.TRACE_SEE)
@require_GET
def names(request: WebRequest) -> HttpResponseBase:
    """The names that wait, and one of them: the one that is asked for, else the first. htmx gets companies alone.

    `?text=` alone finds a name by what a record writes; `?beside=` puts a company among those it may mean.
    """
    waiting = likely_names(request.principal)
    name = _asked(request) or (waiting[0].name if waiting else None)
    typed = request.GET.get("find", "").strip()[:100]
    context: dict[str, Any] = {
        "typed": typed,
        "found": parties_like(typed)[:FEW] if typed else [],
        "name": name,
        "may_judge": request.principal.can(Capability.CATALOGUE_CORRECT),
    }
    if request.htmx and request.htmx.target == "companies":
        return render(request, "web/components/name_companies.html", context)
    beside = [chosen_party(key) for key in request.GET.getlist("beside")[:FEW]]
    context |= {
        "page": _page(request, waiting, name),
        "waiting": len(waiting),
        "view": name_view(name, beside=beside) if name else None,
        "chosen": beside[-1] if beside else None,
        "following": _after(waiting, name),
        "lately": name_judgements(request.principal)[:LATELY],
    }
    return render(request, "web/pages/names.html", context)


@page(Capability.CATALOGUE_CORRECT)
@require_POST
def judge(request: WebRequest) -> HttpResponseBase:
    """Say whom a name means: the chosen company, or one of its own. Then the next name comes up."""
    key = {part: request.POST.get(part, "")[:LONGEST] for part in KEY}
    try:
        name = trade_name(request.principal, **key)
    except NotFound:
        raise NameNotLikely from None  # its file was taken back meanwhile
    note = request.POST.get("note", "")
    if request.POST.get("verdict") == "new":
        judged = set_name_apart(principal=request.principal, name=name, note=note)
        said = _("“%(name)s” is a company of its own from now on.") % {"name": judged.text}
    else:
        judged = _mean(request, name, chosen_party(request.POST.get("party", "")), note)
        said = _("“%(name)s” means %(party)s from now on.") % {"name": judged.text, "party": judged.party.name}
    kept = _("Traces that it touches are walked again; you can take it back.")
    tell(request, said, kept, level=messages.SUCCESS)
    return redirect("web:names")


@page(Capability.CATALOGUE_CORRECT)
@require_POST
def take_back(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The judgement does not stand any more: the name waits again."""
    judgement = name_judgement(request.principal, public_id)
    taken = take_back_name(principal=request.principal, judgement=judgement, note=request.POST.get("note", ""))
    said = _("The judgement on “%(name)s” is taken back.") % {"name": taken.text}
    kept = _("The name waits again; its rows are with %(party)s as before.") % {"party": taken.before.name}
    tell(request, said, kept, level=messages.SUCCESS)
    return redirect(name_url(taken))


def _mean(request: WebRequest, name: TradeName, party: Party, note: str) -> TradeName:
    if party == name.party:
        return confirm_name(principal=request.principal, name=name, note=note)
    return give_name(principal=request.principal, name=name, party=party, note=note)


def _asked(request: WebRequest) -> TradeName | None:
    text = request.GET.get("text", "")[:LONGEST]
    if not text:
        return None
    if "country" in request.GET:
        key = {part: request.GET.get(part, "")[:LONGEST] for part in KEY}
        return trade_name(request.principal, **key)
    return named_so(request.principal, text)


def _page(request: WebRequest, waiting: Sequence[LikelyName], name: TradeName | None) -> Any:
    """The page that was asked for, else the one on which the name stands."""
    paginator = Paginator(waiting, ROWS)
    if "page" in request.GET:
        return paginator.get_page(request.GET["page"])
    place = next((place for place, one in enumerate(waiting) if one.name == name), 0)
    return paginator.get_page(place // ROWS + 1)


def _after(waiting: Sequence[LikelyName], name: TradeName | None) -> TradeName | None:
    place = next((place for place, one in enumerate(waiting) if one.name == name), -1)
    return waiting[place + 1].name if place + 1 < len(waiting) and waiting[place + 1].name != name else None
