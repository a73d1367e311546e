"""Tags of forms that keep what was typed when they are refused; see web.refilling."""

from typing import Any

from django import template
from django.template.context import Context

from web.refilling import Refusal

register = template.Library()


@register.simple_tag(takes_context=True)
def typed(context: Context, form: str, field: str, otherwise: object = "", of: object = "") -> object:
    """What stood in a field of this form when it was refused, else what stands in it `otherwise`."""
    refusal = _refusal(context, form, of)
    return refusal.posted.get(field, "") if refusal else otherwise


@register.simple_tag(takes_context=True)
def was_refused(context: Context, form: str, of: object = "") -> bool:
    """Whether this form was refused, so that it is not folded away."""
    return _refusal(context, form, of) is not None


@register.inclusion_tag("web/components/what_was_wrong.html", takes_context=True)
def what_was_wrong(context: Context, form: str, of: object = "") -> dict[str, Any]:
    """Why this form was refused; nothing where it was not."""
    refusal = _refusal(context, form, of)
    if refusal is None:
        return {}
    refusal.shown = True
    return {"sentences": refusal.sentences}


def _refusal(context: Context, form: str, of: object) -> Refusal | None:
    refusal: Refusal | None = getattr(context.get("request"), "refusal", None)
    if refusal is None or refusal.form != form:
        return None
    return refusal if not of or str(of) in refusal.about else None
