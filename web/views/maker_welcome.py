"""Coming in as a maker's person: second factor, domain, terms, step by step on one page."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import Capability
from makers import terms
from makers.domain_records import BELOW, PREFIX
from makers.operations import coming_in, proving
from makers.queries.brands import brands_today
from makers.queries.coming_in import terms_accepted
from makers.queries.register import own_maker
from web.access import WebRequest, asks_for_a_piece, page, tell
from web.refilling import filled_again

COME_IN = Capability.MAKER_COME_IN


def _shown(request: WebRequest) -> HttpResponse:
    """What is done and what is missing; the piece about the domain alone while its records are looked at."""
    request.shown_at = reverse("web:maker_welcome")
    maker = own_maker(request.principal)
    language = get_language() or settings.LANGUAGE_CODE
    context = {
        "organisation": request.principal.organisation,
        "maker": maker,
        "record": f"{PREFIX}{maker.challenge}" if maker else "",
        "below": f"{BELOW}.{maker.domain}" if maker else "",
        "has_second_factor": Authenticator.objects.filter(user=request.principal.user).exists(),
        "second_factor_needed": settings.REQUIRE_SECOND_FACTOR,
        "second_factor_optional": not settings.REQUIRE_SECOND_FACTOR,
        "terms": terms.text(terms.CURRENT, language),
        "terms_version": terms.CURRENT,
        "terms_sha256": terms.digest(terms.CURRENT),
        "terms_accepted": terms_accepted(request.principal),
        "brands": brands_today(request.principal.organisation),
        "finished": request.principal.unfinished is None,
    }
    piece = asks_for_a_piece(request)
    return render(request, "web/partials/maker_domain.html" if piece else "web/pages/maker_welcome.html", context)


welcome = page(COME_IN)(require_GET(_shown))


@page(COME_IN)
@require_POST
def check_domain(request: WebRequest) -> HttpResponseBase:
    """Have the records of the domain looked at."""
    proving.order_check(principal=request.principal)
    return redirect("web:maker_welcome")


@page(COME_IN)
@filled_again(_shown)
@require_POST
def mail_code(request: WebRequest) -> HttpResponseBase:
    """Have a code mailed to an address at the domain."""
    maker = proving.order_code(principal=request.principal, address=request.POST.get("address", ""))
    done = _("A code is on its way to %(address)s.") % {"address": maker.code_sent_to}
    tell(request, done, next_step=_("Type it here within 30 minutes."), level=messages.SUCCESS)
    return redirect("web:maker_welcome")


@page(COME_IN)
@filled_again(_shown)
@require_POST
def confirm_code(request: WebRequest) -> HttpResponseBase:
    """Prove the domain by the code that was mailed. A wrong one is not shown again."""
    maker = proving.confirm_code(principal=request.principal, code=request.POST.get("code", ""))
    tell(request, _("%(domain)s is shown to be yours.") % {"domain": maker.domain}, level=messages.SUCCESS)
    return redirect("web:maker_welcome")


@page(COME_IN)
@require_POST
def accept_terms(request: WebRequest) -> HttpResponseBase:
    """Agree to the terms as they were shown."""
    coming_in.accept_terms(
        principal=request.principal,
        version=request.POST.get("version", ""),
        sha256=request.POST.get("sha256", ""),
        language=get_language() or settings.LANGUAGE_CODE,
    )
    kept = _("What you agreed to is kept word for word with the day.")
    tell(request, _("You agreed to the terms."), kept, level=messages.SUCCESS)
    return redirect("web:maker_welcome")
