"""Forms of imports of lists of parts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.queries import Principal
from provenance.importers.parts import FIELDS, NEEDED, Header
from provenance.models import ImportFormat, Reliability
from provenance.operations.catalogue_imports import SourceFacts
from provenance.queries.catalogue_imports import sources_for

FIELD_LABELS: dict[str, Any] = {
    "number": _("Part number"),
    "manufacturer": _("Maker"),
    "category": _("Category"),
    "package": pgettext_lazy("of a chip", "Package"),
    "base": _("Base number"),
    "aliases": _("Other numbers"),
}


class ImportForm(forms.Form):
    """A file, what it is, and who states what stands in it."""

    file = forms.FileField(
        label=_("File"), allow_empty_file=True, help_text=_("A table may be gzipped; KiCad and jlcparts also as a zip.")
    )
    format = forms.ChoiceField(label=_("Format"), choices=ImportFormat.choices)
    source = forms.ChoiceField(label=_("Source"), required=False)
    name = forms.CharField(
        label=_("Name of the new source"),
        required=False,
        max_length=80,
        help_text=_("Who made the list, and which: a new edition of the same list has the same source."),
    )
    url = forms.URLField(label=_("Where it is published"), required=False, max_length=500, assume_scheme="https")
    licence = forms.CharField(label=_("Licence"), required=False, max_length=120)
    reliability = forms.ChoiceField(label=_("Reliability"), choices=Reliability.choices, initial=Reliability.F)
    party_to_war = forms.BooleanField(label=_("The source is a party to the war"), required=False)
    complete = forms.BooleanField(
        label=_("The file is the whole list: parts of this source that it does not name are gone"), required=False
    )

    def __init__(self, *args: Any, principal: Principal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("a new one")), *((one.slug, one.name) for one in sources_for(principal))]

    def clean(self) -> dict[str, Any]:
        """A source is chosen, or a new one has a name."""
        typed: dict[str, Any] = super().clean() or {}
        if not typed.get("source") and not typed.get("name"):
            self.add_error("name", _("Choose the source of the list, or name a new one."))
        return typed

    def facts(self) -> SourceFacts:
        """The source as chosen or typed."""
        typed = self.cleaned_data
        return SourceFacts(
            name=typed["name"],
            slug=typed["source"],
            url=typed["url"],
            licence=typed["licence"],
            reliability=typed["reliability"],
            party_to_war=typed["party_to_war"],
        )


class ColumnsForm(forms.Form):
    """Which column of a table holds what. `aliases` are several in one cell, separated by ; or |."""

    complete = ImportForm.base_fields["complete"]

    def __init__(self, *args: Any, header: Header, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("not in the table")), *((name, name) for name in dict.fromkeys(header.names) if name)]
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(
                label=FIELD_LABELS[name], choices=choices, required=name in NEEDED, initial=header.guess().get(name, "")
            )
        self.order_fields([*FIELDS, "complete"])

    def columns(self) -> dict[str, str]:
        """Our field to their column."""
        return {name: self.cleaned_data[name] for name in FIELDS}
