"""Dates as text: the browser's own date field follows the computer's language, evidence does not."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_FORM = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exactly as it was typed. `precision` is "day", "month" or "year"; `first` its first day."""

    first: date
    precision: str

    @property
    def last(self) -> date:
        """Its last day."""
        if self.precision == "year":
            return self.first.replace(month=12, day=31)
        if self.precision == "month":
            return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])
        return self.first


class PartialDateField(forms.CharField):
    """`2025-03-14`, `2025-03` or `2025`; cleans to a PartialDate or None."""

    default_error_messages = {"form": _("Write the date as 2025-03-14; 2025-03 or 2025 will do.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=10, required=False, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "placeholder": ""}

    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        if not text:
            return None
        found = _FORM.fullmatch(text)
        if found is None:
            raise forms.ValidationError(self.error_messages["form"], code="form")
        year, month, day = found.groups()
        try:
            first = date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            raise forms.ValidationError(self.error_messages["form"], code="form") from None
        return PartialDate(first, "day" if day else "month" if month else "year")
