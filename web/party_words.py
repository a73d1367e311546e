"""Words for what is recorded of a party: scripts of names, registers of numbers, where a name comes from."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from problems import Text
from provenance.queries.party_pages import WrittenName
from web.names import country

SCRIPTS: Mapping[str, Text] = {
    "LATIN": _("Latin letters"),
    "CYRILLIC": _("Cyrillic letters"),
    "CJK": _("Chinese characters"),
    "HANGUL": _("Korean letters"),
    "HIRAGANA": _("Japanese letters"),
    "KATAKANA": _("Japanese letters"),
    "ARABIC": _("Arabic letters"),
    "GREEK": _("Greek letters"),
    "ARMENIAN": _("Armenian letters"),
    "GEORGIAN": _("Georgian letters"),
    "HEBREW": _("Hebrew letters"),
}
ORIGINS: Mapping[str, Text] = {
    "own": _("the name shown here"),
    "recorded": _("another name"),
    "merged": _("name of a company that was found to be the same"),
    "exact": _("as records of trade write it"),
    "confirmed": _("as records of trade write it, confirmed by a person"),
    "likely": _("as records of trade write it, likely the same"),
}
SCHEMES: Mapping[str, Text] = {
    "lei": _("LEI"),
    "inn": _("INN, Russia"),
    "ogrn": _("OGRN, Russia"),
    "edrpou": _("EDRPOU, Ukraine"),
    "uscc": _("USCC, China"),
    "hkcr": _("Companies Registry, Hong Kong"),
    "eori": _("EORI"),
    "vat": _("VAT"),
}

LISTING_FIELDS: Mapping[str, Text] = {
    "programme": _("programme:"),
    "start": _("from:"),
    "end": _("to:"),
    "reference": _("number:"),
}


def whose_law(code: str) -> str:
    """Whose list it is, by the code of the jurisdiction."""
    return country(code) if code else gettext("jurisdiction not stated")


def listing_field(key: str) -> str:
    """A field of an entry of a list, before its value."""
    return str(LISTING_FIELDS.get(key, key))


def name_said(name: WrittenName) -> str:
    """Where a name comes from and in which letters it is: two that look alike are told apart by that."""
    script = SCRIPTS.get(name.script)
    said = str(ORIGINS[name.how])
    return f"{said} · {script}" if script else said


def scheme(key: str) -> str:
    """A register by its key."""
    known = SCHEMES.get(key)
    return str(known) if known else gettext("number")
