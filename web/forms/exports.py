"""Asking for an export of findings that is made in the background."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.findings import FindingForm

FORMATS: Final = (("csv", "CSV"), ("xlsx", "XLSX"), ("json", "JSON"))


class ExportForm(FindingForm):
    """The filter of the findings page, and the kind of file."""

    ending = forms.ChoiceField(label=_("Kind of file"), choices=FORMATS)
