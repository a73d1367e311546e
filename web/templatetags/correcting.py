"""Tags that offer corrections where the need for them arises. Nobody but an analyst is offered any."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from accounts.roles import Capability
from provenance.correction_problems import DOUBTS
from provenance.models import Party
from provenance.partnumbers.rule_ids import date_rule
from provenance.queries.corrections import aliases_of
from web.rules import rule_said

register = template.Library()
register.filter("rule_said", rule_said)


@register.filter
def doubt_said(code: str) -> str:
    """What speaks against a merge, in words."""
    return str(DOUBTS.get(code, code))


@register.simple_tag(takes_context=True)
def may_correct(context: Context) -> bool:
    """Whether who looks at the page may correct the catalogue."""
    principal = getattr(getattr(context, "request", None), "principal", None)
    return principal is not None and principal.can(Capability.CATALOGUE_CORRECT)


@register.simple_tag(takes_context=True)
def wrong_rule(context: Context, rule: str) -> SafeString:
    """The way to say that a rule misleads; nothing without a rule, and for those who may not."""
    if not rule or not may_correct(context):
        return SafeString("")
    address = f"{reverse('web:correct_rule')}?{urlencode({'rule': rule})}"
    said = gettext("This rule is wrong: %(rule)s") % {"rule": rule}
    return format_html(
        ' <a class="doubt small" href="{}" title="{}">{}<span class="vh">: {}</span></a>',
        address, said, gettext("wrong rule?"), rule,
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def date_rule_wrong(context: Context, name: str) -> SafeString:
    """The same for a rule of date codes, by its name."""
    return wrong_rule(context, date_rule(name))


@register.inclusion_tag("web/components/part_aliases.html", takes_context=True)
def part_aliases(context: Context, maker: Party, number: str) -> dict[str, Any]:
    """The names that people recorded for a part, and the form for another."""
    aliases = aliases_of(maker, number)
    allowed, request = may_correct(context), context.get("request")
    return {"aliases": aliases, "maker": maker, "number": number, "may_correct": allowed, "request": request}
