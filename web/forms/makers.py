"""Forms of coming in: for a maker's people, and for people of ours who let makers in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Role, Scope, scopes_for
from web.forms.fields import PartialDateField
from web.scope_words import SCOPES

LONGEST_DAYS = 365


class MakerForm(forms.Form):
    """A manufacturer and the domain that it is to show as its own."""

    name = forms.CharField(label=_("Name"), max_length=200)
    domain = forms.CharField(
        label=_("Domain"), max_length=253, help_text=_("Of its website or e-mail, such as example.com.")
    )


class OfficerForm(forms.Form):
    """Somebody who is invited by mail."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=120)
    email = forms.EmailField(label=_("Work e-mail"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES, initial="en")


class BrandForm(forms.Form):
    """A brand that a maker is to speak for."""

    brand = forms.CharField(label=_("Manufacturer or brand"), max_length=300)
    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What shows it: a register, a press release, the deed of a purchase."),
    )
    start = PartialDateField(label=_("First day"), help_text=_("Empty: as far back as we know."))
    end = PartialDateField(label=_("Last day"), help_text=_("Empty: it lasts."))
    on_purpose = forms.BooleanField(
        label=_("Others who speak for it may go on doing so: this is meant."), required=False
    )


class OwnTokenForm(forms.Form):
    """A key for a program of one person of a maker."""

    label = forms.CharField(label=_("Name of the token"), max_length=120, help_text=_("Such as the program it is for."))
    days = forms.IntegerField(label=_("Days until it ends"), min_value=1, max_value=LONGEST_DAYS, initial=90)
    ranges = forms.CharField(
        label=_("Networks it works from"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, such as 192.0.2.0/24. Empty: from everywhere."),
    )
    scopes = forms.MultipleChoiceField(label=_("What it may do"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        if isinstance(field, forms.MultipleChoiceField):
            allowed: tuple[Scope, ...] = scopes_for(Role.MAKER)
            field.choices = [(scope.value, SCOPES[scope]) for scope in allowed]

    def clean_ranges(self) -> list[str]:
        """The networks as a list; commas and blanks part them, too."""
        typed = str(self.cleaned_data["ranges"])
        return typed.replace(",", " ").replace(";", " ").split()
