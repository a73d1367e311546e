"""Correcting the catalogue: the list of all corrections, and the forms that make one or take one back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Capability
from provenance.correction_problems import RuleUnknown
from provenance.models import Party
from provenance.operations.correcting import add_alias, mark_rule_wrong, merge_parties, withdraw_correction
from provenance.partnumbers.rule_book import rules
from provenance.queries.corrections import correction_for, corrections_for, standing_rule_correction
from provenance.queries.merge_preview import merge_preview
from provenance.queries.merging import named_party, standing_party
from teardowns.queries.page_parties import part_named, parties_like
from web.access import WebRequest, back, page, tell
from web.chosen import chosen_party

ROWS, FEW = 50, 12
STORED_STAYS = gettext_lazy("Answers that were stored before stay as they are.")


@page(Capability.PART_SEE)
@require_GET
def correction_list(request: WebRequest) -> HttpResponseBase:
    """What was corrected, by whom, when and why; what was taken back stays in the list."""
    shown = Paginator(corrections_for(request.principal), ROWS).get_page(request.GET.get("page"))
    return render(request, "web/pages/corrections.html", {"page": shown})


@page(Capability.CATALOGUE_CORRECT)
@require_http_methods(["GET", "POST"])
def same_company(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """This party is the same company as another one: search it, see what follows, say so."""
    if request.method == "POST":
        return _merge(request, named_party(public_id))
    party = standing_party(public_id)
    typed = request.GET.get("name", "").strip()[:100]
    context: dict[str, Any] = {
        "party": party,
        "typed": typed,
        "found": parties_like(typed).exclude(pk=party.pk)[:FEW] if typed else [],
        "preview": None,
    }
    if request.htmx:
        return render(request, "web/components/correct_companies.html", context)
    if chosen := request.GET.get("into", ""):
        context["preview"] = merge_preview(party, chosen_party(chosen))
    return render(request, "web/pages/correct_party.html", context)


@page(Capability.CATALOGUE_CORRECT)
@require_POST
def name_part(request: WebRequest, maker: str, number: str) -> HttpResponseBase:
    """The part has another name."""
    manufacturer, _part = part_named(maker, number)
    made = add_alias(
        principal=request.principal,
        manufacturer=manufacturer,
        part_number=number,
        alias=request.POST.get("alias", ""),
        note=request.POST.get("note", ""),
    )
    said = _("%(alias)s names this part from now on.") % {"alias": made.alias}
    tell(request, said, str(STORED_STAYS), level=messages.SUCCESS)
    return redirect("web:part", manufacturer.slug, number)


@page(Capability.CATALOGUE_CORRECT)
@require_http_methods(["GET", "POST"])
def wrong_rule(request: WebRequest) -> HttpResponseBase:
    """A rule misleads: what it says, and the form that leaves it aside."""
    if request.method == "POST":
        mark_rule_wrong(
            principal=request.principal, rule=request.POST.get("rule", ""), note=request.POST.get("note", "")
        )
        tell(request, _("The rule is left aside from now on."), str(STORED_STAYS), level=messages.SUCCESS)
        return redirect("web:corrections")
    rule = request.GET.get("rule", "")[:200]
    if rule not in rules():
        raise RuleUnknown(rule=rule[:60] if rule.isprintable() else "")
    context = {"rule": rule, "marked": standing_rule_correction(rule)}
    return render(request, "web/pages/correct_rule.html", context)


@page(Capability.CATALOGUE_CORRECT)
@require_POST
def take_back(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """The correction does not stand any more."""
    correction = correction_for(request.principal, public_id)
    withdraw_correction(principal=request.principal, correction=correction, note=request.POST.get("note", ""))
    tell(
        request,
        _("The correction is taken back."),
        _("It stays in the list with your reason; later answers are as they were before it."),
        level=messages.SUCCESS,
    )
    return back(request, reverse("web:corrections"))


def _merge(request: WebRequest, party: Party) -> HttpResponseRedirect:
    into = chosen_party(request.POST.get("into", ""))
    merge_parties(
        principal=request.principal,
        party=party,
        into=into,
        note=request.POST.get("note", ""),
        despite=request.POST.getlist("despite"),
    )
    said = _("%(name)s is shown as %(into)s from now on.") % {"name": party.name, "into": into.name}
    tell(request, said, _("Nothing was moved or deleted; you can take it back."), level=messages.SUCCESS)
    return redirect("web:party", into.public_id)
