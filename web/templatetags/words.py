"""Filters that turn codes into words: kinds of objects, scopes, countries, verdicts on legibility."""

from django import template

from teardowns import legibility_words
from web import names, party_words, scope_words, words

register = template.Library()

register.filter("country", names.country)
register.filter("whose_law", party_words.whose_law)
register.filter("named", names.named)
register.filter("object_kind", words.object_kind)
register.filter("decided", words.decision)
register.filter("scopes", scope_words.scopes)
register.filter("name_said", party_words.name_said)
register.filter("scheme", party_words.scheme)
register.filter("listing_field", party_words.listing_field)
register.filter("said", legibility_words.said)
