"""Filters that turn codes into words: kinds of objects, scopes, countries."""

from django import template

from web import names, words

register = template.Library()

register.filter("country", names.country)
register.filter("object_kind", words.object_kind)
register.filter("scopes", words.scopes)
