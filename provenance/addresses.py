"""Addresses brought to one spelling, so that parties at one place are found. Pure."""

from provenance.partynames.folding import words

LONGEST = 300
_SAID = (
    "street str st ulica ulitsa ul road rd avenue ave prospekt prospect pr pereulok per lane proezd shosse highway "
    "building bldg bld block blk korpus korp corpus stroenie str litera liter letter floor fl etazh room rm komnata "
    "pomeshchenie pomesch premises office of suite unit flat apartment apt kvartira dom house d no number city gorod g "
    "town village region oblast raion district okrug province sheng shi qu republic russian federation russia china "
    "peoples people s republic hong kong sar turkey turkiye united arab emirates the and entrance podezd street"
)
_GENERIC = frozenset(word for said in _SAID.split() for word in words(said))
_ONE_CITY = {"moscov": "moskva", "petersburg": "peterburg", "peking": "beiing", "kiiv": "kiev"}
_POSTAL = 5
"""Digits that a postal code has at least and a house has not; some sources leave it out."""


def address_key(text: str) -> str:
    """The words and numbers that tell one place from another, sorted; "" where a house or two names are missing.

    Words like street, building and floor, and the order, differ from source to source; numbers never may.
    """
    told = {_ONE_CITY.get(word, word) for word in words(text) if word not in _GENERIC}
    houses = {word for word in told if word.isdigit() and len(word) < _POSTAL}
    names = {word for word in told if not word.isdigit() and len(word) > 2}
    return " ".join(sorted(houses | names))[:LONGEST] if houses and len(names) > 1 else ""
