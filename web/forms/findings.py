"""The maker's filter."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teardowns.queries.findings import FindingChoices, FindingFilter, OwnFindings
from web.forms.fields import PartialDate, PartialDateField
from web.names import alphabetical, weapon


class FindingForm(forms.Form):
    """Narrows one's own findings. Lists hold only what occurs in them."""

    part_number = forms.CharField(label=_("Part number"), required=False, max_length=80)
    date_code = forms.CharField(label=_("Date code"), required=False, max_length=40)
    lot = forms.CharField(label=_("Lot"), required=False, max_length=80)
    brand = forms.ChoiceField(label=_("Brand"), required=False)
    weapon_model = forms.ChoiceField(label=_("Weapon model"), required=False)
    made_from = PartialDateField(label=_("Made from"))
    made_to = PartialDateField(label=_("Made to"))
    found_from = PartialDateField(label=_("Found from"))
    found_to = PartialDateField(label=_("Found to"))

    new = forms.BooleanField(label=_("New ones only"), required=False)
    q = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: FindingChoices | OwnFindings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brands = [(brand.slug, brand.name) for brand in choices.brands]
        models = sorted(choices.weapon_models, key=lambda model: alphabetical(weapon(model)))
        self._choose("brand", _("all"), brands)
        self._choose("weapon_model", _("all"), [(model.slug, weapon(model)) for model in models])

    def _choose(self, name: str, every: Any, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", every), *choices]

    def wanted(self, new_since: datetime) -> FindingFilter:
        """The filter as typed; what cannot be understood narrows nothing and is said beside its field."""
        self.is_valid()
        typed = self.cleaned_data
        return FindingFilter(
            part_number=typed.get("part_number", ""),
            date_code=typed.get("date_code", ""),
            lot=typed.get("lot", ""),
            text=typed.get("q", ""),
            opened_since=new_since if typed.get("new") else None,
            brand=typed.get("brand", ""),
            weapon_model=typed.get("weapon_model", ""),
            made_from=_first(typed.get("made_from")),
            made_to=_last(typed.get("made_to")),
            found_from=_first(typed.get("found_from")),
            found_to=_last(typed.get("found_to")),
        )

    @property
    def question(self) -> dict[str, str]:
        """What was typed, without what was left empty: enough to ask it again."""
        return {name: value for name in self.fields if (value := str(self.data.get(name, "")))}


def _first(typed: PartialDate | None) -> date | None:
    return typed.first if typed else None


def _last(typed: PartialDate | None) -> date | None:
    return typed.last if typed else None
