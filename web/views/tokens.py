"""API tokens of a person: issued (the secret is shown once) and revoked."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import operations
from accounts.queries import find_principal, get_token
from problems import NotFound, Problem
from web.access import WebRequest, page
from web.forms.people import TokenForm
from web.views.people import MANAGE, act, found, person


@page(MANAGE)
@never_cache
@require_POST
def issue(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Issue a token. The page that answers is the only one that ever shows its secret."""
    user = found(public_id)
    principal = find_principal(user)
    form = TokenForm(request.POST, role=principal.role if principal else None)
    if not form.is_valid():
        return person(request, user, form, status=422)
    try:
        _token, secret = operations.issue_token(
            user=user,
            label=form.cleaned_data["label"],
            scopes=form.cleaned_data["scopes"],
            expires_at=timezone.now() + timedelta(days=form.cleaned_data["days"]),
            actor=request.principal.actor,
        )
    except Problem as problem:
        form.add_error(None, " ".join(problem.sentences()))
        return person(request, user, form, status=422)
    return person(request, user, secret=secret)


@page(MANAGE)
@require_POST
def revoke(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """End a token now."""
    try:
        token = get_token(public_id)
    except ObjectDoesNotExist:
        raise NotFound from None
    done = _("The token “%(label)s” is revoked.") % {"label": token.label}
    return act(request, token.user, lambda actor: operations.revoke_token(token=token, actor=actor), done)
