"""A rule of the marking engine, by its id, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from problems import Text
from provenance.partnumbers.rule_book import Rule, rules

SAID: Mapping[str, Text] = {
    "prefix": _("Numbers that begin with %(text)s are from %(maker)s."),
    "mark": _("The lettering %(text)s names %(maker)s."),
    "suffix": _("The ending %(text)s is an ordering suffix of %(maker)s."),
    "date": _("A date is printed by the rule %(text)s."),
    "scheme": _("%(maker)s builds part numbers by the pattern %(text)s."),
    "topmark": _("%(maker)s prints lettering of the pattern %(text)s in place of the number."),
    "sign": _("Only %(maker)s prints lettering of the pattern %(text)s beside its numbers."),
}
"""By the kind of rule (`partnumbers.rule_ids`)."""


def rule_said(rule_id: str) -> str:
    """The rule in the language of the moment; one that this release does not know by its id."""
    rule = rules().get(rule_id)
    if rule is None:
        return gettext("A rule that this release does not have any more: %(rule)s.") % {"rule": rule_id}
    return str(SAID[rule.kind]) % {"text": rule.text, "maker": _whose(rule)}


def _whose(rule: Rule) -> str:
    return rule.manufacturer or gettext("several makers")
