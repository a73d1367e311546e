"""The time axis in words: verdicts exact to the day, conditions that a person has to check, labels of the axis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from provenance.day_words import counted_days

VERDICTS: Mapping[str, Promise] = {
    "after": _("after"),
    "before": _("before"),
    "cannot_tell": _("cannot tell"),
}

EVENTS: Mapping[str, Promise] = {
    "listing": _("listing"),
    "control": _("control"),
    "exit": _("announced exit"),
}

CONDITIONS: Mapping[str, Promise] = {
    "military_use": _("Applies only to dual-use goods for military use."),
    "control_list": _("Applies only if the part is on the list of controlled goods."),
    "annex": _("Applies only if the annex names goods like this part."),
    "customs_code": _("Applies by customs code."),
    "priority_list": _("The list asks for particular care; by itself it forbids nothing."),
    "contract_clause": _("Asks exporters for a clause against re-export to Russia."),
}

EXITS: Mapping[str, Promise] = {
    "shipments_stopped": _("announced that it stops deliveries to Russia"),
    "operations_stopped": _("announced that it stops all business in Russia"),
}

MARKS: Mapping[str, Promise] = {
    "made": _("%(part)s made"),
    "recovered": _("%(part)s recovered"),
    "listing": _("%(party)s on %(name)s"),
    "control": _("%(name)s, %(detail)s"),
    "exit": _("%(party)s: %(detail)s"),
    "hop": _("hop %(number)s: %(seller)s to %(buyer)s"),
}

_SENTENCES: Mapping[tuple[str, str, str], Promise] = {
    ("listing", "after", "yes"): _("%(party)s was on %(name)s when hop %(hop)s took place: since %(first)s."),
    ("listing", "after", "no"): _("%(party)s was no longer on %(name)s when hop %(hop)s took place: until %(last)s."),
    ("listing", "after", "cannot_tell"): _("%(party)s came off %(name)s in the days of hop %(hop)s: until %(last)s."),
    ("listing", "before", "no"): _("%(party)s was put on %(name)s on %(first)s, %(days)s after hop %(hop)s."),
    ("control", "after", "yes"): _("Hop %(hop)s took place when %(name)s, %(detail)s, was in force: since %(first)s."),
    ("control", "after", "no"): _(
        "Hop %(hop)s took place when %(name)s, %(detail)s, was no longer in force: until %(last)s."
    ),
    ("control", "after", "cannot_tell"): _("%(name)s, %(detail)s, ended in the days of hop %(hop)s: until %(last)s."),
    ("control", "before", "no"): _(
        "Hop %(hop)s took place %(days)s before %(name)s, %(detail)s: in force since %(first)s."
    ),
    ("exit", "after", "yes"): _("Hop %(hop)s took place %(days)s after %(party)s %(detail)s (%(first)s)."),
    ("exit", "before", "no"): _("Hop %(hop)s took place %(days)s before %(party)s %(detail)s (%(first)s)."),
}
_UNCLEAR: Mapping[str, Promise] = {
    "listing": _("It cannot be told whether %(party)s was on %(name)s (since %(first)s) when hop %(hop)s took place."),
    "control": _("It cannot be told whether %(name)s, %(detail)s (since %(first)s), was in force at hop %(hop)s."),
    "exit": _("It cannot be told whether hop %(hop)s took place before or after %(party)s %(detail)s (%(first)s)."),
}


def describe_verdict(kind: str, verdict: str, in_force: str, params: Mapping[str, Any]) -> str:
    """The sentence of a verdict in the active language. `params`: hop, party, name, detail, first, last, days."""
    filled = {**params, "detail": _detail(kind, params["detail"])}
    sentence = _UNCLEAR[kind] if verdict == "cannot_tell" else _SENTENCES[kind, verdict, in_force]
    return str(sentence) % filled


def describe_condition(condition: str) -> str:
    """What a person has to check before a control applies, in the active language; empty for none."""
    return str(CONDITIONS.get(condition, condition))


def describe_mark(kind: str, params: Mapping[str, str]) -> str:
    """The label of a line of the time axis in the active language."""
    return str(MARKS[kind]) % {**params, "detail": _detail(kind, params.get("detail", ""))}


def shown_days(least: int | None, most: int | None) -> str:
    """A number of days, or from the least to the most, in the active language."""
    if least is None and most is None:
        return gettext("an unknown number of days")
    if least == most:
        return counted_days(least or 0)
    if most is None:
        return gettext("%(days)s days or more") % {"days": least}
    return gettext("%(least)s to %(most)s days") % {"least": least or 0, "most": most}


def _detail(kind: str, detail: str) -> str:
    return str(EXITS.get(detail, detail)) if kind == "exit" else detail
