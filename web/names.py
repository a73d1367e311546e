"""Names of things in the language of the moment, and their alphabetical order."""

import re
from collections.abc import Sequence
from functools import cache

from babel import Locale
from django.utils.translation import get_language, gettext

from teardowns.models import WeaponModel

ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
"""Ukrainian, in its own order; that of Unicode puts Є, І, Ї and Ґ elsewhere."""
NAMED = 3
_PLACES = {letter: chr(0xE000 + place) for place, letter in enumerate(ALPHABET)}
_USER_ASSIGNED = re.compile("AA|Q[M-Z]|X[A-JL-Z]|ZZ")
"""Codes that ISO 3166-1 gives to no country: made-up lists have them. XK is Kosovo by common usage."""


def weapon(model: WeaponModel | None) -> str:
    """A weapon model's name."""
    if model is None:
        return gettext("weapon model not sure")
    return model.name_uk if get_language() == "uk" and model.name_uk else model.name_en


def country(code: str) -> str:
    """A country by its ISO 3166 code, as CLDR names it; a code that is no country's stands for itself."""
    if _USER_ASSIGNED.fullmatch(code):
        return code
    return _territories(get_language() or "en").get(code, code)


def named(labels: Sequence[str]) -> str:
    """Several chips by their labels: the first three, then how many more."""
    shown = ", ".join(labels[:NAMED])
    if len(labels) <= NAMED:
        return shown
    return gettext("%(chips)s and %(n)d more") % {"chips": shown, "n": len(labels) - NAMED}


def alphabetical(text: str) -> str:
    """A key to sort texts of both languages by: Latin, then Ukrainian letters, each in its alphabet's order."""
    return "".join(_PLACES.get(letter, letter) for letter in text.casefold())


@cache
def _territories(language: str) -> dict[str, str]:
    # CLDR has another apostrophe than all our texts.
    return {code: name.replace("ʼ", "’") for code, name in Locale.parse(language, sep="-").territories.items()}
