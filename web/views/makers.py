"""Makers, for people of ours: who comes in, which brands they speak for, who decided that, and how they leave."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import operations
from accounts.models import Organisation
from accounts.roles import Capability, OrganisationKind
from makers.brand_problems import DaysWrong, NotADay
from makers.models import Maker
from makers.operations import brands, coming_in, proving
from makers.queries.brands import brands_today, grant_for, grants_of, waiting_grants
from makers.queries.people import officers, person_of
from makers.queries.register import ledger_of, maker_for, makers, not_invited
from problems import Problem
from web.access import WebRequest, page, tell
from web.dates import typed_day
from web.forms.makers import BrandForm, MakerForm, OfficerForm
from web.refilling import filled_again
from web.words import ACTIONS, actor_name, shown_entries

KEEP = Capability.MAKER_KEEP
ADMINISTER = Capability.PEOPLE_MANAGE
HISTORY = 50
REFUSED = (403, 404)
"""It is the asker who is refused, or the maker has left: no field is wrong, and there may be no form any more."""


@page(KEEP)
@require_http_methods(["GET", "POST"])
def maker_list(request: WebRequest) -> HttpResponseBase:
    """Every maker, and what waits for a second person; a POST of an administrator adds a maker."""
    form = MakerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = _add(request, form.cleaned_data)
        except Problem as problem:
            if problem.status in REFUSED:
                raise
            field = "domain" if problem.code == "domain_wrong" else "name"
            form.add_error(field, " ".join(problem.sentences()))
        else:
            tell(request, _("%(name)s is added.") % {"name": organisation.name}, level=messages.SUCCESS)
            return redirect("web:maker", organisation.public_id)
    context = {
        "makers": makers(request.principal),
        "waiting": waiting_grants(request.principal),
        "form": form if request.principal.can(ADMINISTER) else None,
    }
    return render(request, "web/pages/makers.html", context, status=422 if form.errors else 200)


def _shown(request: WebRequest, public_id: UUID) -> HttpResponse:
    """One maker: domain, people, brands, history."""
    return _maker(request, maker_for(request.principal, public_id))


def _shown_with(request: WebRequest, public_id: UUID) -> HttpResponse:
    """The maker that a grant is of."""
    return _maker(request, grant_for(request.principal, public_id).organisation)


def _shown_without(request: WebRequest, public_id: UUID, party: UUID) -> HttpResponse:
    """The maker whose brand was to be taken away."""
    return _shown(request, public_id)


maker_page = page(KEEP)(require_GET(_shown))


@page(KEEP)
@filled_again(_shown)
@require_POST
def set_domain(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Write down the domain that the maker is to show as its own."""
    organisation = maker_for(request.principal, public_id)
    maker = proving.set_domain(
        principal=request.principal, organisation=organisation, domain=request.POST.get("domain", "")
    )
    tell(request, _("The domain is %(domain)s.") % {"domain": maker.domain}, level=messages.SUCCESS)
    return redirect("web:maker", public_id)


@page(ADMINISTER)
@filled_again(_shown)
@require_POST
def invite(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Invite a person of the maker by mail."""
    organisation = maker_for(request.principal, public_id)
    form = OfficerForm(request.POST)
    if form.is_valid():
        try:
            coming_in.invite_officer(principal=request.principal, organisation=organisation, **form.cleaned_data)
        except Problem as problem:
            if problem.status in REFUSED:
                raise
            form.add_error("email", " ".join(problem.sentences()))
        else:
            done = _("An invitation is on its way to %(email)s.") % form.cleaned_data
            tell(request, done, level=messages.SUCCESS)
            return redirect("web:maker", public_id)
    return _maker(request, organisation, officer_form=form, status=422)


@page(ADMINISTER)
@require_POST
def invite_again(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Mail an invitation once more; `public_id` is the person's."""
    user = person_of(request.principal, public_id)
    coming_in.invite_again(principal=request.principal, user=user)
    tell(request, _("An invitation is on its way to %(email)s.") % {"email": user.email}, level=messages.SUCCESS)
    return redirect("web:maker", user.membership.organisation.public_id)


@page(KEEP)
@filled_again(_shown)
@require_POST
def ask_brand(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Propose that the maker speaks for a brand."""
    organisation = maker_for(request.principal, public_id)
    form = BrandForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            grant = brands.ask_for_brand(
                principal=request.principal,
                organisation=organisation,
                brand=typed["brand"],
                reason=typed["reason"],
                start=typed["start"].first if typed["start"] else None,
                end=typed["end"].last if typed["end"] else None,
                on_purpose=typed["on_purpose"],
            )
        except Problem as problem:
            if problem.status in REFUSED:
                raise
            field = "end" if isinstance(problem, DaysWrong) else "brand"
            form.add_error(field, " ".join(problem.sentences()))
        else:
            done = _("%(brand)s waits for a second person to decide.") % {"brand": grant.party.name}
            tell(request, done, level=messages.SUCCESS)
            return redirect("web:maker", public_id)
    return _maker(request, organisation, brand_form=form, status=422)


@page(KEEP)
@filled_again(_shown_with)
@require_POST
def decide_brand(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Approve what somebody else asked for, or do not; `public_id` is the grant's."""
    reason = request.POST.get("reason", "")
    if request.POST.get("decision") == "approve":
        grant = brands.approve_brand(
            principal=request.principal,
            grant=public_id,
            reason=reason,
            on_purpose=bool(request.POST.get("on_purpose")),
        )
        done = _("%(name)s speaks for %(brand)s.")
    else:
        grant = brands.refuse_brand(principal=request.principal, grant=public_id, reason=reason)
        done = _("%(name)s was not let speak for %(brand)s.")
    tell(request, done % {"name": grant.organisation.name, "brand": grant.party.name}, level=messages.SUCCESS)
    return redirect("web:maker", grant.organisation.public_id)


@page(KEEP)
@require_POST
def withdraw_brand(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Take back what nobody has decided yet; `public_id` is the grant's."""
    grant = brands.withdraw_brand(principal=request.principal, grant=public_id)
    tell(request, _("%(brand)s no longer waits.") % {"brand": grant.party.name}, level=messages.SUCCESS)
    return redirect("web:maker", grant.organisation.public_id)


@page(KEEP)
@filled_again(_shown_without)
@require_POST
def end_brand(request: WebRequest, public_id: UUID, party: UUID) -> HttpResponseBase:
    """Take a brand away, at once or with a last day."""
    organisation = maker_for(request.principal, public_id)
    typed = request.POST.get("last_day", "").strip()
    last_day = typed_day(typed)
    if typed and last_day is None:
        raise NotADay
    row = brands.end_brand(
        principal=request.principal,
        organisation=organisation,
        party_id=party,
        reason=request.POST.get("reason", ""),
        last_day=last_day,
    )
    done = _("The last day on which %(name)s speaks for %(brand)s is %(day)s.")
    told = {"name": organisation.name, "brand": row.party.name, "day": _iso(row.end)}
    tell(request, done % told, level=messages.SUCCESS)
    return redirect("web:maker", public_id)


@page(ADMINISTER)
@filled_again(_shown)
@require_POST
def let_leave(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """End the maker's work here."""
    organisation = maker_for(request.principal, public_id)
    coming_in.let_leave(principal=request.principal, organisation=organisation, reason=request.POST.get("reason", ""))
    tell(
        request,
        _("The work of %(name)s here has ended: sessions, tokens and brands.") % {"name": organisation.name},
        _("Its answers stay under the terms that it chose."),
        level=messages.SUCCESS,
    )
    return redirect("web:maker", public_id)


@transaction.atomic
def _add(request: WebRequest, typed: dict[str, Any]) -> Organisation:
    request.principal.require(ADMINISTER)
    organisation = operations.create_organisation(
        name=typed["name"], kind=OrganisationKind.MAKER, actor=request.principal.actor
    )
    proving.set_domain(principal=request.principal, organisation=organisation, domain=typed["domain"])
    return organisation


def _maker(
    request: WebRequest,
    organisation: Organisation,
    *,
    brand_form: BrandForm | None = None,
    officer_form: OfficerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    request.shown_at = reverse("web:maker", args=[organisation.public_id])
    context = {
        "organisation": organisation,
        "maker": Maker.objects.filter(organisation=organisation).first(),
        "officers": officers(request.principal, organisation),
        "brands": brands_today(organisation),
        "waiting": waiting_grants(request.principal, organisation),
        "grants": grants_of(request.principal, organisation),
        "entries": shown_entries(ledger_of(request.principal, organisation)[:HISTORY], with_names=True),
        "brand_form": brand_form or BrandForm(),
        "officer_form": officer_form or OfficerForm(initial={"language": "en"}),
        "administers": request.principal.can(ADMINISTER),
        "not_invited": _not_invited(request, organisation),
    }
    return render(request, "web/pages/maker.html", context, status=status)


def _not_invited(request: WebRequest, organisation: Organisation) -> list[dict[str, Any]]:
    """For administrators: the people that a maker asked for in vain."""
    if not request.principal.can(ADMINISTER):
        return []
    return [
        {"at": one.at, "person": one.person, "actor": actor_name(one.actor), "title": ACTIONS["user.not_invited"]}
        for one in not_invited(request.principal, organisation)
    ]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
