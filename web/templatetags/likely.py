"""Filters and tags of the page of likely names."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from provenance.models import NameJudgement, TradeName
from web import name_words

register = template.Library()
register.filter("differs", name_words.differs)
register.filter("name_verdict", name_words.verdict)


@register.filter
def name_url(name: TradeName | NameJudgement) -> str:
    """The address of one name; it has no number of its own: what a record writes is its key."""
    key = {"text": name.text, "country": name.country, "registration": name.registration}
    return f"{reverse('web:names')}?{urlencode(key)}"
