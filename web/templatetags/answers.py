"""Filters for what makers answered."""

from collections.abc import Mapping

from django import template

from makers.answer_cells import SALE_FIELDS
from makers.queries.shown_answers import Shown, ShownAnswer, ShownSale
from web import answer_words, names

register = template.Library()

register.filter("verdict", answer_words.verdict)
register.filter("answer_field", answer_words.field_name)
register.filter("terms", answer_words.said_terms)


@register.filter
def of_field(fields: Mapping[str, Shown], name: str) -> Shown:
    """One field of an answer or a sale."""
    return fields.get(name) or Shown()


@register.filter
def sale_value(value: str, name: str) -> str:
    """A value as people write it."""
    if name == "date":
        return answer_words.sale_date(value)
    if name == "country":
        return names.country(value)
    if name == "verdict":
        return answer_words.verdict(value)
    return value


@register.filter
def sale_columns(answer: ShownAnswer) -> list[str]:
    """The fields of its sales of which something is said, and those that are always looked for."""
    said = {name for sale in answer.sales for name, one in sale.fields.items() if one.value or one.withheld}
    return [name for name in SALE_FIELDS if name in said | {"sold_to", "date", "quantity"}]


@register.filter
def one_terms(sale: ShownSale) -> str:
    """The terms of all that is shown of a sale, where they are the same; empty where they differ or are not told."""
    told = {one.terms for one in sale.fields.values() if one.value or one.withheld}
    return told.pop() if len(told) == 1 else ""


@register.filter
def sale_facts(sale: ShownSale) -> list[tuple[str, Shown]]:
    """Where, when and how many: what is said of a sale in one line, besides to whom."""
    facts = ((name, sale.fields.get(name) or Shown()) for name in ("country", "date", "quantity"))
    return [(name, one) for name, one in facts if one.value or one.withheld]
