"""A list of markings that somebody pastes or chooses as a file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from provenance.importers.markings import Choice, Entry, read_file, read_text
from provenance.importers.sheets import Row

SAMPLES, LONGEST_SAMPLE = 3, 30


class ListForm(forms.Form):
    """Text or file; the column is asked for only when the list does not tell which one holds the markings."""

    text = forms.CharField(
        label=_("Markings"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "typed"}),
        help_text=_("One marking a line; a bar between spaces ends a line of its lettering: AD9361 | BBCZ | #2147."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        help_text=_("CSV or TSV in UTF-8, XLSX, or plain text. A column named “marking” is found by itself."),
    )
    note = forms.CharField(label=_("What you call this list"), required=False, max_length=255)
    column = forms.IntegerField(required=False, min_value=0, max_value=1000)
    named = forms.BooleanField(required=False)

    def entries(self) -> list[Entry]:
        """The markings. Raises ListRefused."""
        chosen = self.cleaned_data.get("column")
        choice = None if chosen is None else Choice(chosen, self.cleaned_data["named"])
        file = self.cleaned_data["file"]
        if file:
            return read_file(file, name=file.name or "", choice=choice)
        return read_text(self.cleaned_data["text"], choice)

    def called(self) -> str:
        """The note, else the name of the file."""
        file = self.cleaned_data["file"]
        return str(self.cleaned_data["note"] or (file.name if file else ""))


def columns_of(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What may be chosen: each column by its first cell, with a few of the cells beneath."""
    width = max(len(cells) for _, cells in rows)
    columns = [[cells[place] if place < len(cells) else "" for _, cells in rows] for place in range(width)]
    return [
        {
            "place": place,
            "name": cells[0].strip()[:LONGEST_SAMPLE],
            "samples": [cell.strip()[:LONGEST_SAMPLE] for cell in cells[1 : 1 + SAMPLES] if cell.strip()],
        }
        for place, cells in enumerate(columns)
    ]
