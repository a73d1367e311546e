"""Letters of any script as plain Latin ones: our tables where several standards compete, anyascii for the rest.

Cyrillic is written close to ISO 9 / GOST 7.79 B; `provenance.partynames.folding` then makes the other standards
(BGN/PCGN, ICAO passports, scholarly, telegrams) equal to it.
"""

import re
import unicodedata

from anyascii import anyascii

_RUSSIAN_SPELT = "a b v g d e e zh z i i k l m n o p r s t u f h ts ch sh shch _ y _ e yu ya"
_RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        _RUSSIAN_SPELT.split(),
        strict=True,
    )
)
_UKRAINIAN = _RUSSIAN | {"г": "h", "ґ": "g", "є": "e", "и": "y", "і": "i", "ї": "i", "й": "i", "х": "h"}
_OTHERS = {
    **dict.fromkeys("ўѓґғ", "g"), "ў": "u", "і": "i", "є": "e", "ї": "i", "ј": "i", "љ": "l", "њ": "n", "ћ": "ch",
    "ђ": "d", "џ": "dzh", "ѕ": "dz", "ќ": "k", "қ": "k", "ң": "n", "ү": "u", "ұ": "u", "ө": "o", "ә": "a", "һ": "h",
    "ҳ": "h", "ҷ": "zh", "ӣ": "i", "ӯ": "u", "ҕ": "g", "җ": "zh",
}  # fmt: skip
_LATIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "a", "ħ": "h",
    "ŋ": "n",
}  # fmt: skip
_UKRAINIAN_ONLY = frozenset("іїєґ")
_LOOKS = dict(zip("aceopxyktmhbi", "асеорхуктмнві", strict=True))
_LOOKS_BACK = {cyrillic: latin for latin, cyrillic in _LOOKS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN_LETTER = re.compile("[a-z]")
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


def lower(text: str) -> str:
    """`text` in small letters, one form for each letter, look-alikes of another script put back into their word."""
    if text.isascii():
        return text.lower()
    small = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).replace("İ", "i").casefold())
    return _WORD.sub(lambda found: _one_script(found[0]), small)


def _one_script(word: str) -> str:
    cyrillic, latin = _CYRILLIC.findall(word), _LATIN_LETTER.findall(word)
    if not cyrillic or not latin:
        return word
    plain = sum(letter not in _LOOKS_BACK for letter in cyrillic)
    foreign = sum(letter not in _LOOKS for letter in latin)
    if foreign == 0 and (plain or len(cyrillic) >= len(latin)):
        return "".join(_LOOKS.get(letter, letter) for letter in word)
    if plain == 0:
        return "".join(_LOOKS_BACK.get(letter, letter) for letter in word)
    return word


def to_latin(text: str) -> str:
    """`text` (as `lower` gives it) in ASCII letters; each Chinese character becomes a syllable of its own word."""
    if text.isascii():
        return text
    table = _UKRAINIAN if _UKRAINIAN_ONLY & set(text) else _RUSSIAN
    return "".join(_letter(letter, table) for letter in text)


def _letter(letter: str, table: dict[str, str]) -> str:
    if letter.isascii():
        return letter
    if known := table.get(letter) or _OTHERS.get(letter) or _LATIN.get(letter):
        return known.replace("_", "")
    base = "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
    if base.isascii():
        return base
    return anyascii(letter).lower()
