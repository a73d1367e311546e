"""Tags of forms that keep what was typed when they are refused; see web.refilling."""

from typing import Any

from django import template
from django.template.context import Context

from web.refilling import Refusal

register = template.Library()


@register.simple_tag(takes_context=True)
def typed(context: Context, form: str, field: str, otherwise: object = "") -> object:
    """What stood in a field of this form when it was refused, else what stands in it `otherwise`."""
    refusal = _refusal(context, form)
    return refusal.posted.get(field, "") if refusal else otherwise


@register.inclusion_tag("web/components/what_was_wrong.html", takes_context=True)
def what_was_wrong(context: Context, form: str) -> dict[str, Any]:
    """Why this form was refused; nothing where it was not."""
    refusal = _refusal(context, form)
    if refusal is None:
        return {}
    refusal.shown = True
    return {"sentences": refusal.sentences}


def _refusal(context: Context, form: str) -> Refusal | None:
    refusal: Refusal | None = getattr(context.get("request"), "refusal", None)
    return refusal if refusal and refusal.form == form else None
