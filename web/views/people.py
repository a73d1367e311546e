"""People, organisations and roles, for the administrator."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts import operations
from accounts.models import User
from accounts.models.organisation import ROLE_LABELS
from accounts.queries import devices, find_principal, get_organisation, get_user, organisations, people, tokens
from accounts.roles import ROLES_OF_KIND, Capability, OrganisationKind, Scope
from problems import NotFound, Problem
from web.access import WebRequest, page, tell
from web.forms.people import OrganisationForm, PersonForm, TokenForm
from web.phone_words import WIPING

MANAGE = Capability.PEOPLE_MANAGE


@page(MANAGE)
@require_GET
def people_page(request: WebRequest) -> HttpResponseBase:
    """Everybody, by organisation and role."""
    return _people(request, PersonForm(), OrganisationForm())


@page(MANAGE)
@require_POST
def create_organisation(request: WebRequest) -> HttpResponseBase:
    """A new organisation."""
    form = OrganisationForm(request.POST)
    if form.is_valid():
        try:
            operations.create_organisation(**form.cleaned_data, actor=request.principal.actor)
        except Problem as problem:
            form.add_error("name", " ".join(problem.sentences()))
        else:
            done = _("%(name)s is added.") % {"name": form.cleaned_data["name"]}
            tell(request, done, level=messages.SUCCESS)
            return redirect("web:people")
    return _people(request, PersonForm(), form, status=422)


@page(MANAGE)
@require_POST
def create_person(request: WebRequest) -> HttpResponseBase:
    """A new person in an organisation; the page that follows offers the invitation."""
    form = PersonForm(request.POST)
    if form.is_valid():
        try:
            user = _create(request, form.cleaned_data)
        except Problem as problem:
            form.add_error("email" if problem.code == "email_taken" else "role", " ".join(problem.sentences()))
        else:
            tell(request, _("%(name)s is added.") % {"name": user.name}, level=messages.SUCCESS)
            return redirect("web:person", user.public_id)
    return _people(request, form, OrganisationForm(), status=422)


@page(MANAGE)
@require_GET
def person_page(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One person: role, second factor, tokens, suspension."""
    return person(request, found(public_id))


@page(MANAGE)
@never_cache
@require_POST
def invite(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Make the address where a person sets a password. Only the page that answers shows it, and that is on record."""
    user = found(public_id)
    path = operations.invite(user=user, actor=request.principal.actor)
    return person(request, user, invitation=request.build_absolute_uri(path))


@page(MANAGE)
@require_POST
def suspend(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Close every door to a person, with a reason."""
    user = found(public_id)
    reason = request.POST.get("reason", "")
    done = _("%(name)s is suspended: every session has ended, every token is revoked.") % {"name": user.name}
    return act(request, user, lambda actor: operations.suspend_user(user=user, reason=reason, actor=actor), done)


@page(MANAGE)
@require_POST
def restore(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """End a suspension."""
    user = found(public_id)
    done = _("%(name)s may sign in again.") % {"name": user.name}
    return act(request, user, lambda actor: operations.restore_user(user=user, actor=actor), done)


@page(MANAGE)
@require_POST
def change_role(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Another role in the same organisation."""
    user, role = found(public_id), request.POST.get("role", "")
    done = _("The role of %(name)s is changed.") % {"name": user.name}
    return act(request, user, lambda actor: operations.change_role(user=user, role=role, actor=actor), done)


@page(MANAGE)
@require_POST
def reset_second_factor(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Remove a lost second factor, with a reason."""
    user, reason = found(public_id), request.POST.get("reason", "")
    done = _("The second factor of %(name)s is removed; they set up a new one.") % {"name": user.name}
    return act(request, user, lambda actor: operations.reset_second_factor(user=user, reason=reason, actor=actor), done)


def found(public_id: UUID) -> User:
    """One user. Raises NotFound."""
    try:
        return get_user(public_id)
    except ObjectDoesNotExist:
        raise NotFound from None


def act(request: WebRequest, user: User, operation: Callable[[str], Any], done: str) -> HttpResponseBase:
    """Do something to a person, tell how it went, and show the person again."""
    try:
        operation(request.principal.actor)
    except Problem as problem:
        tell(request, *problem.sentences(), level=messages.ERROR)
    else:
        tell(request, done, level=messages.SUCCESS)
    return redirect("web:person", user.public_id)


def person(
    request: WebRequest,
    user: User,
    token_form: TokenForm | None = None,
    *,
    secret: str = "",
    invitation: str = "",
    status: int = 200,
) -> HttpResponseBase:
    """The page of one person; `secret` is a token, `invitation` an address made just now: both are shown this once."""
    principal = find_principal(user)
    row = next(row for row in people(search=user.email) if row.public_id == user.public_id)
    kind = OrganisationKind(principal.organisation.kind) if principal else None
    context = {
        "user_row": row,
        "roles": [(role.value, ROLE_LABELS[role]) for role in sorted(ROLES_OF_KIND[kind])] if kind else [],
        "tokens": [token for token in tokens(user=user) if Scope.DEVICE not in token.scopes],
        "phones": devices(request.principal, user=user),
        "wiping": WIPING.items(),
        "token_form": token_form or TokenForm(role=row.role),
        "secret": secret,
        "invitation": invitation,
        "invited_only": not user.has_usable_password(),
        "myself": user.pk == request.principal.user.pk,
    }
    return render(request, "web/pages/person.html", context, status=status)


@transaction.atomic
def _create(request: WebRequest, typed: dict[str, Any]) -> User:
    actor = request.principal.actor
    user = operations.create_user(email=typed["email"], name=typed["name"], actor=actor)
    organisation = get_organisation(UUID(typed["organisation"]))
    operations.add_member(user=user, organisation=organisation, role=typed["role"], actor=actor)
    return user


def _people(
    request: WebRequest, person_form: PersonForm, organisation_form: OrganisationForm, *, status: int = 200
) -> HttpResponseBase:
    context = {
        "people": people(search=request.GET.get("q", "")),
        "organisations": organisations(),
        "person_form": person_form,
        "organisation_form": organisation_form,
        "typed_people": request.GET.get("q", ""),
    }
    return render(request, "web/pages/people.html", context, status=status)
