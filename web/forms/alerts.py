"""What a maker's people type about alerts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.queries import Principal
from makers.models import AlertRule, Digest
from makers.operations.alert_rules import Wanted
from makers.queries.alerts import own_brands
from teardowns.queries.findings import filter_choices
from web.names import alphabetical, weapon


class RuleForm(forms.Form):
    """Which findings to pick: all that is set must fit."""

    name = forms.CharField(label=_("Name of the rule"), max_length=120)
    part_number = forms.CharField(
        label=_("Part number begins with"),
        required=False,
        max_length=80,
        help_text=_("Case and punctuation do not matter."),
    )
    brand = forms.ChoiceField(label=_("Brand"), required=False)
    weapon_model = forms.ChoiceField(label=_("Weapon model"), required=False)
    top_tier = forms.BooleanField(
        label=_("Only kinds of parts on tier 1 of the Common High Priority List"), required=False
    )
    lot_seen = forms.BooleanField(label=_("Only lots that were seen before"), required=False)

    def __init__(self, *args: Any, principal: Principal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        models = sorted(filter_choices(principal).weapon_models, key=lambda model: alphabetical(weapon(model)))
        _choose(self, "brand", _("any brand"), [(brand.slug, brand.name) for brand in own_brands(principal)])
        _choose(self, "weapon_model", _("any weapon model"), [(model.slug, weapon(model)) for model in models])

    def wanted(self) -> Wanted:
        """The rule, once the form is valid."""
        return Wanted(**self.cleaned_data)


class DigestForm(forms.Form):
    """How often one's own mail comes, and of which findings."""

    often = forms.ChoiceField(label=_("How often"), required=False)
    rule = forms.ChoiceField(label=_("Of which findings"), required=False)

    def __init__(self, *args: Any, rules: Iterable[AlertRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "often", _("never"), list(Digest.Often.choices))
        _choose(self, "rule", _("every finding"), [(str(rule.public_id), rule.name) for rule in rules])


class EndpointForm(forms.Form):
    """Where webhooks go, and of which findings."""

    url = forms.CharField(
        label=_("Address of your receiver"),
        max_length=500,
        help_text=_("https, reached from the internet; ports 443 and 8443."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    rule = forms.ChoiceField(label=_("Of which findings"), required=False)

    def __init__(self, *args: Any, rules: Iterable[AlertRule], **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "endpoint_%s")  # the rule stands twice on the page
        super().__init__(*args, **kwargs)
        _choose(self, "rule", _("every finding"), [(str(rule.public_id), rule.name) for rule in rules])


def _choose(form: forms.Form, name: str, every: Any, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", every), *choices]
