"""Countries in words, in the active language."""

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale
from django.utils.translation import get_language

_BEHIND = re.compile(r",? (?:SAR|ОАР) .*")


def country_name(code: str) -> str:
    """A country by its ISO 3166 code, as CLDR names it; a code that is no country's stands for itself."""
    return _names(get_language() or "en").get(code, code)


def with_countries(params: Mapping[str, str]) -> Mapping[str, str]:
    """The parameters of a sentence; the country to which goods `went_to` by its name."""
    code = params.get("went_to")
    return params if code is None else {**params, "went_to": country_name(code)}


@cache
def _names(language: str) -> dict[str, str]:
    # CLDR has another apostrophe than all our texts, and "SAR China" behind two names that nobody confuses.
    names = Locale.parse(language, sep="-").territories
    return {code: _BEHIND.sub("", name).replace("ʼ", "’") for code, name in names.items()}
