"""Which register a number is of, from how it is called, how it looks and where its bearer sits."""

import re
import unicodedata
from collections.abc import Mapping

from provenance.identifiers import edrpou, eori, hkcr, inn, lei, ogrn, uscc, vat
from provenance.identifiers.types import Identifier, Scheme

SCHEMES: Mapping[str, Scheme] = {
    module.SCHEME.key: module.SCHEME for module in (lei, uscc, inn, ogrn, edrpou, hkcr, vat, eori)
}
OTHER = "other"
LONGEST = 100
LONGEST_TEXT = 200
_BRACKETED = re.compile(r"(?P<number>[^()]*?)\s*\((?P<label>.*)\)\s*", re.DOTALL)
_LABELLED = re.compile(
    r"(?P<label>.*?[^\W\d].*?)[\s:#№.\-–]+(?P<number>[A-Z]{0,3}[\d][\w\-/. ]*)", re.DOTALL | re.IGNORECASE
)
_COUNTRY = re.compile(r"[A-Z]{2}")
_COUNTRIES = {
    "RU": re.compile(r"russia|росси", re.IGNORECASE),
    "UA": re.compile(r"ukrain|україн", re.IGNORECASE),
    "CN": re.compile(r"\bchina\b|\bchinese\b|中国", re.IGNORECASE),
    "HK": re.compile(r"hong ?kong|香港", re.IGNORECASE),
}
_OWN_NAME = re.compile(
    r"\b(INN|ИНН|OGRN(?:IP)?|ОГРН(?:ИП)?|E?DRPOU|ЄДРПОУ|ЕДРПОУ|USREOU|USCC?)\b|social credit", re.IGNORECASE
)


def read_identifier(text: str, country: str = "") -> Identifier | None:
    """A number as lists write it: `7704730655 (Tax ID/INN)`, `CR No. 3176428`, `ИНН 7701234567`, or bare.

    `country`: ISO 3166 alpha-2 of its bearer, which tells bare numbers apart. None when there is no number in it.
    """
    written = " ".join(unicodedata.normalize("NFKC", text).split())[:LONGEST_TEXT]
    number, label = _parted(written)
    return read_number(number, label, country, written)


def read_number(number: str, label: str = "", country: str = "", text: str = "") -> Identifier | None:
    """A number that is called so. None when nothing of it is a letter or digit, or no digit is in it."""
    value = "".join(sign for sign in unicodedata.normalize("NFKC", number).upper() if sign.isalnum())[:LONGEST]
    if not any(map(str.isdigit, value)):
        return None
    written = (text or (f"{number} ({label})" if label else number)).strip()[:LONGEST_TEXT]
    place = next((code for code, says in _COUNTRIES.items() if says.search(label)), country)
    found = _called(value, label, place, written) or _looking(value, place, written)
    return found or Identifier(OTHER, value, written, valid=None, strong=False)


def _parted(text: str) -> tuple[str, str]:
    """A number and how it is called, from before, behind it or both."""
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed and any(map(str.isdigit, bracketed["number"])):
        number, label = _labelled(bracketed["number"])
        return number, f"{label} {bracketed['label']}".strip()
    return _labelled(text)


def _labelled(text: str) -> tuple[str, str]:
    """What stands before a number; two letters alone are a part of it: DE 136 695 976."""
    found = _LABELLED.fullmatch(text)
    return (found["number"], found["label"]) if found and not _COUNTRY.fullmatch(found["label"]) else (text, "")


def _called(value: str, label: str, country: str, text: str) -> Identifier | None:
    """By its name, in the country of the scheme; of several that fit the one whose check digits do.

    Abroad, and where no country is known, only by the register's own name: "tax number" tells nothing there.
    """
    own = bool(_OWN_NAME.search(label))
    called = [scheme for scheme in SCHEMES.values() if scheme.label.search(label)]
    read = [(scheme, scheme.read(value, text)) for scheme in called]
    fitting = [
        found
        for scheme, found in read
        if found and (scheme.country in ("", country) or (own and (found.valid or not country)))
    ]
    return next((one for one in fitting if one.valid), fitting[0] if fitting else None)


def _looking(value: str, country: str, text: str) -> Identifier | None:
    """By its look, where check digits confirm it: in the country of the scheme, and a LEI anywhere."""
    for scheme in SCHEMES.values():
        if scheme.check and (scheme.key == "lei" or (scheme.country and scheme.country == country)):
            found = scheme.read(value, text)
            if found and found.valid:
                return found
    return None
