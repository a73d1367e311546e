"""The panel that asks outside services."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from provenance.partsearch.types import Standing
from provenance.queries.part_search import fresh_answer, offered_service

register = template.Library()

STANDINGS: dict[Standing, str | Promise] = {
    Standing.AUTHORISED: _("authorised distributor"),
    Standing.BROKER: _("broker, not authorised"),
    Standing.OTHER: _("not authorised"),
}


@register.inclusion_tag("web/components/part_search.html", takes_context=True)
def part_search(context: Context, number: str) -> dict[str, Any]:
    """The button for this number and, while it may be kept, the answer; nothing where nobody may ask."""
    service = offered_service(context["request"].principal)
    answered = fresh_answer(service, number) if service else None
    return {"service": service, "number": number, "answered": answered}


@register.filter
def standing(value: Standing) -> str:
    """What the service says a seller is to the maker."""
    return str(STANDINGS[value])
