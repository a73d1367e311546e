"""One line of lettering to the parts of the catalogue that it may name: by itself, without what else is printed."""

import math

from rapidfuzz.distance import Levenshtein

from provenance.partnumbers.confusions import fold
from provenance.partnumbers.misreading import nats
from provenance.partnumbers.normalise import clean_line, plain
from provenance.partnumbers.types import Catalogue, CataloguePart

Weighed = tuple[float, int, str, str, CataloguePart]
_BEGUN = 100
_NEAR = 200
_SUFFIX = 1.0
_SUFFIX_CHARACTER = 0.2
_DIGIT_AFTER_DIGIT = 4.0
"""Nats against a longer number: for going on at all, for each further character, for going on in the same figure."""

_SURE = 3.5
"""Nats up to which near numbers are not asked for: two look-alikes, or a suffix more."""


def look_up(line: str, catalogue: Catalogue, limit: int = 5) -> list[CataloguePart]:
    """At most `limit` parts, the likeliest first: the number read, those that begin with it, near ones."""
    text = clean_line(line).upper()
    read = plain(text)
    key = fold(read)
    if not key:
        return []
    weighed = [_weighed(read, key, text, part) for part in catalogue.extending(key, _BEGUN)]
    if min((one[0] for one in weighed), default=math.inf) > _SURE:
        known = {(part.number, part.manufacturer) for *_, part in weighed}
        near = (part for part in catalogue.near([key], _NEAR) if (part.number, part.manufacturer) not in known)
        weighed += [_weighed(read, key, text, part) for part in near]
    return [part for *_, part in sorted(weighed, key=lambda one: one[:4])[:limit]]


def _weighed(read: str, key: str, text: str, part: CataloguePart) -> Weighed:
    apart = Levenshtein.distance(text, part.number.upper())
    return _nats(read, key, part), apart, part.number, part.manufacturer, part


def _nats(read: str, key: str, part: CataloguePart) -> float:
    meant = plain(part.number)
    more = len(meant) - len(read)
    if not more or not part.canonical.startswith(key):
        return nats(read, meant)
    goes_on = _DIGIT_AFTER_DIGIT if meant[len(read) - 1 : len(read) + 1].isdigit() else 0.0
    return nats(read, meant[: len(read)]) + _SUFFIX + _SUFFIX_CHARACTER * more + goes_on
