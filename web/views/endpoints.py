"""One webhook endpoint of a maker: its state, its secret (shown once), what was sent to it and what became of that."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import Capability
from makers.alert_problems import RuleGone
from makers.models import WebhookDelivery, WebhookEndpoint
from makers.operations import endpoints
from makers.queries.alerts import deliveries_for, endpoint_for, rules_for
from makers.webhook_words import CAUSES, PAUSES
from web.access import WebRequest, asks_for_a_piece, page, tell
from web.refilling import filled_again

MANAGE = Capability.ALERT_MANAGE_OWN
ROWS = 25


@page(MANAGE)
@require_GET
def endpoint(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One endpoint. htmx gets the messages alone."""
    one = endpoint_for(request.principal, public_id)
    if asks_for_a_piece(request):
        return render(request, "web/components/deliveries.html", _messages(request, one))
    return shown(request, one)


@page(MANAGE)
@never_cache
@require_POST
def renew_secret(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """A new secret; only the page that answers shows it."""
    made = endpoints.renew_secret(principal=request.principal, public_id=public_id)
    return shown(request, made.endpoint, secret=made.secret)


def _shown_again(request: WebRequest, public_id: UUID) -> HttpResponse:
    return shown(request, endpoint_for(request.principal, public_id))


@page(MANAGE)
@filled_again(_shown_again)
@require_POST
def set_rule(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Another rule for what comes from now on. A colleague may have ended it since the page was opened."""
    one, wanted = endpoint_for(request.principal, public_id), request.POST.get("rule", "")
    rules = {str(rule.public_id): rule.public_id for rule in rules_for(request.principal)}
    if wanted and wanted not in rules:
        raise RuleGone
    endpoints.set_rule(principal=request.principal, public_id=one.public_id, rule=rules.get(wanted))
    return _done(request, public_id, _("What comes from now on goes by this rule."))


@page(MANAGE)
@require_POST
def pause(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Stop sending."""
    return _act(request, public_id, endpoints.pause_endpoint, _("The endpoint is paused; what comes in is kept."))


@page(MANAGE)
@require_POST
def resume(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Go on with all that was kept."""
    return _act(request, public_id, endpoints.resume_endpoint, _("The endpoint goes on; what was kept is sent now."))


@page(MANAGE)
@require_POST
def test(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Send a message that names nothing."""
    return _act(request, public_id, endpoints.send_test, _("A test is on its way; it stands first among the messages."))


@page(MANAGE)
@require_POST
def remove(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Never send to it again."""
    endpoints.remove_endpoint(principal=request.principal, public_id=public_id)
    tell(request, _("The endpoint is removed; nothing is sent to it any more."), level=messages.SUCCESS)
    return redirect("web:maker_alerts")


@page(MANAGE)
@require_POST
def send_again(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One more go for one message."""
    row = endpoints.send_again(principal=request.principal, public_id=public_id)
    return _done(request, row.endpoint.public_id, _("The message is sent again, under its old id."))


def shown(request: WebRequest, one: WebhookEndpoint, *, secret: str = "") -> HttpResponse:
    """The page of an endpoint; `secret` was made just now and is shown this once."""
    request.shown_at = reverse("web:maker_endpoint", args=[one.public_id])
    context = {
        "endpoint": one,
        "paused": str(PAUSES.get(one.paused_for, "")) if one.paused_at else "",
        "rules": rules_for(request.principal),
        "secret": secret,
        **_messages(request, one),
    }
    return render(request, "web/pages/maker_endpoint.html", context)


def _messages(request: WebRequest, one: WebhookEndpoint) -> dict[str, Any]:
    found = Paginator(deliveries_for(request.principal, one), ROWS).get_page(request.GET.get("page"))
    rows = [(row, str(CAUSES.get(row.cause, row.cause)), _may_go_again(row, one)) for row in found]
    fresh = any(row.waits and not row.attempts for row in found) and one.paused_at is None
    return {"endpoint": one, "page": found, "messages_sent": rows, "moving": fresh}


def _may_go_again(row: WebhookDelivery, one: WebhookEndpoint) -> bool:
    return row.taken_at is None and row.cause not in endpoints.NOT_AGAIN and one.paused_at is None and row.attempts > 0


def _act(request: WebRequest, public_id: UUID, operation: Callable[..., Any], done: str) -> HttpResponseBase:
    operation(principal=request.principal, public_id=public_id)
    return _done(request, public_id, done)


def _done(request: WebRequest, public_id: UUID, done: str) -> HttpResponseBase:
    tell(request, done, level=messages.SUCCESS)
    return redirect("web:maker_endpoint", public_id)
