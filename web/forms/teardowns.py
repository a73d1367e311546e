"""Forms of the field team."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teardowns.models import Region, WeaponModel
from web.forms.fields import PartialDateField
from web.names import alphabetical
from web.names import weapon as weapon_name


class TeardownForm(forms.Form):
    """A new teardown. Only the order number and the specimen's label are needed; the rest may be "not sure"."""

    weapon_model = forms.ChoiceField(label=_("Weapon model"), required=False)
    order_number = forms.CharField(
        label=_("Order number"), max_length=60, help_text=_("Unique in your organisation, such as KH-2025-0417.")
    )
    specimen_label = forms.CharField(
        label=_("Specimen"), max_length=60, help_text=_("What is written on the bag or tag, such as S-0291.")
    )
    region = forms.ChoiceField(
        label=_("Region"), required=False, help_text=_("Nothing finer than a region is ever stored.")
    )
    recovered_on = PartialDateField(
        label=_("Recovered"), help_text=_("year-month-day; year-month or the year alone will do")
    )
    circumstances = forms.CharField(
        label=_("Circumstances"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the lab only; makers never see this."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        models = sorted(WeaponModel.objects.all(), key=lambda model: alphabetical(weapon_name(model)))
        weapon, region = self.fields["weapon_model"], self.fields["region"]
        assert isinstance(weapon, forms.ChoiceField) and isinstance(region, forms.ChoiceField)  # noqa: S101
        weapon.choices = [("", _("not sure")), *((model.slug, weapon_name(model)) for model in models)]
        region.choices = Region.choices


class AssemblyForm(forms.Form):
    """A board or module, inside another one or at the top."""

    name = forms.CharField(label=_("Name"), max_length=120, strip=True)
    parent = forms.UUIDField(required=False)
