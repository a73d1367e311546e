"""Names that somebody pastes to have them screened, and the day."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ScreeningForm(forms.Form):
    """One name a line; a day that is over or today."""

    names = forms.CharField(
        label=_("Names"),
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "typed"}),
        help_text=_("One name a line, in any script. Registration numbers in a line are looked up too."),
    )
    as_of = forms.CharField(
        label=_("As of"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "2024-05-31"}),
        help_text=_("A day such as 2024-05-31: what was in force then is told. Today if left empty."),
    )

    def clean_as_of(self) -> date:
        """The day."""
        typed = self.cleaned_data["as_of"].strip()
        if not typed:
            return timezone.now().date()
        try:
            return date.fromisoformat(typed)
        except ValueError as error:
            raise forms.ValidationError(_("Write the day as 2024-05-31.")) from error

    def lines(self) -> list[str]:
        """The names; empty lines at the end are none."""
        text: Any = self.cleaned_data["names"]
        return str(text).rstrip().splitlines()
