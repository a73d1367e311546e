"""A maker's alerts: rules, the own e-mail digest, webhook endpoints. An endpoint's own page: `web.views.endpoints`."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import Capability
from makers.operations import alert_rules, endpoints, mailing
from makers.queries.alerts import digest_of, endpoints_for, rules_for
from problems import NotFound, Problem
from web.access import WebRequest, page, tell
from web.forms.alerts import DigestForm, EndpointForm, RuleForm
from web.views.endpoints import shown

MANAGE = Capability.ALERT_MANAGE_OWN


@page(MANAGE)
@require_GET
def alerts(request: WebRequest) -> HttpResponseBase:
    """All of it on one page."""
    return _page(request)


@page(MANAGE)
@require_POST
def make_rule(request: WebRequest) -> HttpResponseBase:
    """A new rule; what is wrong with it stands beside what was typed."""
    form = RuleForm(request.POST, principal=request.principal)
    if form.is_valid():
        try:
            rule = alert_rules.make_rule(principal=request.principal, wanted=form.wanted())
        except NotFound:
            raise
        except Problem as problem:
            form.add_error(None, " ".join(problem.sentences()))
        else:
            tell(request, _("The rule “%(name)s” is made.") % {"name": rule.name}, level=messages.SUCCESS)
            return redirect("web:maker_alerts")
    return _page(request, rule_form=form, status=422)


@page(MANAGE)
@require_POST
def end_rule(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """End a rule that nothing goes by."""
    alert_rules.end_rule(principal=request.principal, public_id=public_id)
    tell(request, _("The rule is ended."), level=messages.SUCCESS)
    return redirect("web:maker_alerts")


@page(MANAGE)
@require_POST
def set_digest(request: WebRequest) -> HttpResponseBase:
    """The asker's own mail."""
    form = DigestForm(request.POST, rules=rules_for(request.principal))
    if not form.is_valid():
        return _page(request, digest_form=form, status=422)
    rule = form.cleaned_data["rule"]
    digest = mailing.set_digest(
        principal=request.principal, often=form.cleaned_data["often"], rule=UUID(rule) if rule else None
    )
    done = _("The next mail comes when there is something new.") if digest else _("You get no more mail of findings.")
    tell(request, done, level=messages.SUCCESS)
    return redirect("web:maker_alerts")


@page(MANAGE)
@never_cache
@require_POST
def make_endpoint(request: WebRequest) -> HttpResponseBase:
    """A new endpoint. The page that answers is the only one that ever shows its secret."""
    form = EndpointForm(request.POST, rules=rules_for(request.principal))
    if form.is_valid():
        rule = form.cleaned_data["rule"]
        try:
            made = endpoints.make_endpoint(
                principal=request.principal, url=form.cleaned_data["url"], rule=UUID(rule) if rule else None
            )
        except Problem as problem:
            form.add_error("url", " ".join(problem.sentences()))
        else:
            return shown(request, made.endpoint, secret=made.secret)
    return _page(request, endpoint_form=form, status=422)


def _page(
    request: WebRequest,
    *,
    rule_form: RuleForm | None = None,
    digest_form: DigestForm | None = None,
    endpoint_form: EndpointForm | None = None,
    status: int = 200,
) -> HttpResponseBase:
    request.shown_at = reverse("web:maker_alerts")
    rules = list(rules_for(request.principal))
    digest = digest_of(request.principal)
    chosen = {"often": digest.often, "rule": digest.rule and digest.rule.public_id} if digest else {}
    context = {
        "rules": rules,
        "digest": digest,
        "endpoints": endpoints_for(request.principal),
        "rule_form": rule_form or RuleForm(principal=request.principal),
        "digest_form": digest_form or DigestForm(rules=rules, initial=chosen),
        "endpoint_form": endpoint_form or EndpointForm(rules=rules),
    }
    return render(request, "web/pages/maker_alerts.html", context, status=status)
