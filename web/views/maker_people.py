"""What a maker's people see of their own organisation: brands, colleagues, tokens."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Capability
from makers.operations import coming_in, own_tokens
from makers.queries.brands import brands_today
from makers.queries.people import officers, tokens_of
from makers.queries.register import own_maker
from problems import Problem
from web.access import WebRequest, page, tell
from web.forms.makers import OfficerForm, OwnTokenForm
from web.refilling import filled_again

OWN = Capability.OWN_PEOPLE_MANAGE


@page(OWN)
@require_GET
def brands(request: WebRequest) -> HttpResponseBase:
    """What the organisation speaks for today, and why it sees what it sees."""
    context = {
        "organisation": request.principal.organisation,
        "maker": own_maker(request.principal),
        "brands": brands_today(request.principal.organisation),
    }
    return render(request, "web/pages/maker_brands.html", context)


@page(OWN)
@require_http_methods(["GET", "POST"])
def people(request: WebRequest) -> HttpResponseBase:
    """The colleagues; a POST invites one by mail."""
    organisation = request.principal.organisation
    form = OfficerForm(request.POST or None, initial={"language": "en"})
    if request.method == "POST" and form.is_valid():
        try:
            coming_in.invite_officer(principal=request.principal, organisation=organisation, **form.cleaned_data)
        except Problem as problem:
            form.add_error("email", " ".join(problem.sentences()))
        else:
            done = _("If %(email)s can be invited, an invitation is on its way.") % form.cleaned_data
            tell(request, done, level=messages.SUCCESS)
            return redirect("web:maker_people")
    return _people(request, form)


def _colleague(request: WebRequest, public_id: UUID) -> HttpResponse:
    return _people(request, OfficerForm(initial={"language": "en"}))


@page(OWN)
@require_POST
def invite_again(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Mail a colleague's invitation once more."""
    email = coming_in.invite_colleague_again(principal=request.principal, public_id=public_id)
    done = _("If %(email)s can be invited, an invitation is on its way.") % {"email": email}
    tell(request, done, level=messages.SUCCESS)
    return redirect("web:maker_people")


@page(OWN)
@filled_again(_colleague)
@require_POST
def end_access(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Shut out a colleague at once, with a reason."""
    name = coming_in.end_access_of(
        principal=request.principal, public_id=public_id, reason=request.POST.get("reason", "")
    )
    tell(
        request,
        _("The access of %(name)s has ended: every session is over, every token is revoked.") % {"name": name},
        _("What they did stays on record."),
        level=messages.SUCCESS,
    )
    return redirect("web:maker_people")


@page(OWN)
@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: WebRequest) -> HttpResponseBase:
    """The organisation's tokens; a POST makes one of one's own. The page that answers alone ever shows its secret."""
    form, secret = OwnTokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            _token, secret = own_tokens.issue_own_token(
                principal=request.principal,
                label=typed["label"],
                scopes=typed["scopes"],
                expires_at=timezone.now() + timedelta(days=typed["days"]),
                address_ranges=typed["ranges"],
            )
        except Problem as problem:
            form.add_error("ranges" if problem.code == "address_range_wrong" else None, " ".join(problem.sentences()))
        else:
            form = OwnTokenForm()
    context = {"tokens": tokens_of(request.principal), "form": form, "secret": secret}
    return render(request, "web/pages/maker_tokens.html", context, status=422 if form.errors else 200)


@page(OWN)
@require_POST
def revoke_token(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """End a token of the organisation now."""
    token = own_tokens.revoke_own_token(principal=request.principal, public_id=public_id)
    tell(request, _("The token “%(label)s” is revoked.") % {"label": token.label}, level=messages.SUCCESS)
    return redirect("web:maker_tokens")


def _people(request: WebRequest, form: OfficerForm) -> HttpResponse:
    request.shown_at = reverse("web:maker_people")
    context = {
        "organisation": request.principal.organisation,
        "maker": own_maker(request.principal),
        "officers": officers(request.principal, request.principal.organisation),
        "form": form,
    }
    return render(request, "web/pages/maker_people.html", context, status=422 if form.errors else 200)
