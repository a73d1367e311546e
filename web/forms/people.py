"""Forms of the administrator."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.organisation import KIND_LABELS, ROLE_LABELS
from accounts.queries import organisations
from accounts.roles import OrganisationKind, Role, Scope, scopes_for
from web.scope_words import SCOPES

LONGEST_DAYS = 365


class OrganisationForm(forms.Form):
    """A new organisation."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, KIND_LABELS[kind]) for kind in OrganisationKind])


class PersonForm(forms.Form):
    """A new person, put into an organisation at once. The password is theirs to set."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=120)
    email = forms.EmailField(label=_("Work e-mail"), max_length=254)
    organisation = forms.ChoiceField(label=_("Organisation"))
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, ROLE_LABELS[role]) for role in Role])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(one.public_id), f"{one.name} · {one.kind_label}") for one in organisations()]


class TokenForm(forms.Form):
    """A key for a device or program of one person."""

    label = forms.CharField(
        label=_("Name of the token"), max_length=120, help_text=_("Such as the device that it is for.")
    )
    scopes = forms.MultipleChoiceField(label=_("What it may do"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(label=_("Days until it ends"), min_value=1, max_value=LONGEST_DAYS, initial=30)

    def __init__(self, *args: Any, role: Role | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        if isinstance(field, forms.MultipleChoiceField):
            allowed: tuple[Scope, ...] = scopes_for(role) if role else ()
            field.choices = [(scope.value, SCOPES[scope]) for scope in allowed]
