"""Matches in the catalogue: the same number, with more behind it, with less behind it, or nearly the same."""

import re
from collections.abc import Collection, Iterator, Sequence

from provenance.partnumbers.confusions import confused
from provenance.partnumbers.edits import edits
from provenance.partnumbers.families import registry
from provenance.partnumbers.makers import Makers
from provenance.partnumbers.meaning import Meaning
from provenance.partnumbers.misreading import nats
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.quarters import edits_between
from provenance.partnumbers.scoring import Kind, Match
from provenance.partnumbers.types import Catalogue, CataloguePart

_SHORTEST_BASE = 5
_BASE_SHARE = 0.5
_BASES_TRIED = 8
_EXTENDING = 40
_NEAR = 200
_NEAR_WEIGHED = 16
"""Numbers near a text of which no more are weighed, the likeliest to be misread so."""
_SHORT_JOINED = 4
"""Characters up to which words that happen to stand beside each other are no number."""
_LEAST_OF_ONE = 4
"""Characters read for each one that a look-alike replaced: B05 is no 805."""
_SHORTEST_NEAR = 6
_TWO_EDITS_FROM = 10
_MADE_BY_MANY = re.compile(
    r"diode|transistor|mosfet|bjt|igbt|thyristor|triac|rectifier|tvs|esd|power protection|optocoupler|isolator$",
    re.IGNORECASE,
)
"""Kinds of part whose numbers are registered types or are copied by many makers: the number is no maker's own."""

Rows = dict[str, list[CataloguePart]]


def looked_up(meanings: Sequence[Meaning], catalogue: Catalogue) -> Rows:
    """The catalogue's parts under the keys of the meanings and of their possible bases: one question for all."""
    keys = {key for meaning in meanings for key in (meaning.key, *_base_keys(meaning.key))}
    rows: Rows = {}
    for part in catalogue.exact(keys):
        rows.setdefault(part.canonical, []).append(part)
    return rows


def _too_confused(read: str, listed: str) -> bool:
    return _LEAST_OF_ONE * confused(read, listed) > len(read)


def _base_keys(key: str) -> list[str]:
    shortest = max(_SHORTEST_BASE, int(len(key) * _BASE_SHARE))
    return [key[:length] for length in range(len(key) - 1, shortest - 1, -1)][:_BASES_TRIED]


def same(meaning: Meaning, rows: Rows, makers: Makers) -> Iterator[Match]:
    """Catalogued under the same key."""
    parts = rows.get(meaning.key, [])
    short = meaning.spelling.joins and len(meaning.key) <= _SHORT_JOINED
    for part in parts:
        if short or _too_confused(meaning.plain, plain(part.number)):
            continue
        yield _match(
            meaning, Kind.EXACT, part, makers,
            number=part.number, catalogued=True, details={"number": part.number},
            confused=max(0, confused(meaning.plain, plain(part.number))), listed=parts,
        )  # fmt: skip


def longer_than_listed(meaning: Meaning, rows: Rows, makers: Makers) -> Iterator[Match]:
    """The longest catalogued number that the text begins with; it goes on with a letter, never with a digit.

    One that is as it was read goes before a longer one with look-alikes: TLV7031QDBVR begins as TLV7031, not TLV70310.
    A text that fits a maker's scheme as it was read needs no look-alikes put right.
    """
    if meaning.key in rows:
        return
    keys = [key for key in _base_keys(meaning.key) if key in rows and meaning.plain[len(key)].isalpha()]
    as_read = [key for key in keys if any(meaning.plain.startswith(plain(part.number)) for part in rows[key])]
    if not as_read and registry.recognise(meaning.plain):
        return
    for key in (as_read or keys)[:1]:
        suffix = meaning.plain[len(key) :]
        for part in rows[key]:
            if _too_confused(meaning.plain[: len(key)], plain(part.number)):
                continue
            known = makers.is_suffix(suffix, part.manufacturer)
            if known or not meaning.spelling.tail:
                yield _match(
                    meaning, Kind.SUFFIX_BEYOND, part, makers,
                    number=as_listed(meaning.number, part.number), details={"base": part.number, "suffix": suffix},
                    confused=max(0, confused(meaning.plain[: len(key)], plain(part.number))), listed=rows[key],
                    odd_suffix="" if known else suffix,
                )  # fmt: skip


def shorter_than_listed(meaning: Meaning, rows: Rows, catalogue: Catalogue, makers: Makers) -> Iterator[Match]:
    """Catalogued numbers begin with the text and go on with a letter: the ordering suffix is not printed."""
    length = len(meaning.key)
    if length < _SHORTEST_BASE or sum(c.isdigit() for c in meaning.plain) < 2:
        return
    parts = [
        part
        for part in catalogue.extending(meaning.key, _EXTENDING)
        if len(part.canonical) > length
        and not plain(part.number)[length].isdigit()
        and not _too_confused(meaning.plain, plain(part.number)[:length])
    ]
    for maker in dict.fromkeys(part.manufacturer for part in parts):
        ours = [part for part in parts if part.manufacturer == maker]
        closest = min(ours, key=lambda part: confused(meaning.plain, plain(part.number)[:length]))
        number = as_listed(meaning.number, closest.number)
        if plain(number) in {plain(part.number) for part in rows.get(meaning.key, ())}:
            continue
        yield _match(
            meaning, Kind.BASE, closest, makers,
            number=number, details={"count": str(len(ours)), "example": closest.number},
            confused=max(0, confused(meaning.plain, plain(closest.number)[:length])), listed=parts,
        )  # fmt: skip


def as_listed(read: str, listed: str) -> str:
    """The number read, with the letters and digits that the catalogue has where it has as many; the rest as read."""
    meant = iter(plain(listed))
    return "".join(_instead(character, meant) for character in read)


def _instead(character: str, meant: Iterator[str]) -> str:
    own = plain(character)
    other = next(meant, own) if own else own
    return character if other == own else other


def nearly_listed(meanings: Sequence[Meaning], catalogue: Catalogue, makers: Makers) -> Iterator[Match]:
    """Catalogued numbers one edit away, two for long ones: one question for all texts. The likeliest come first.

    A changed digit is told apart from a changed letter.
    """
    usable = [
        one for one in meanings if len(one.key) >= _SHORTEST_NEAR and not one.spelling.designator and not one.mark_of
    ]
    parts = catalogue.near({one.key for one in usable}, _NEAR)
    for meaning in usable:
        allowed = 2 if len(meaning.key) >= _TWO_EDITS_FROM else 1
        near = [part for part in parts if 0 < edits_between(meaning.key, part.canonical) <= allowed]
        for part in sorted(near, key=lambda part: nats(meaning.plain, plain(part.number)))[:_NEAR_WEIGHED]:
            wrong = edits(meaning.plain, plain(part.number))
            yield _match(
                meaning, Kind.NEAR, part, makers,
                number=part.number, catalogued=True, details={"number": part.number}, listed=[part],
                wrong_digits=wrong.digits, wrong_letters=wrong.letters,
            )  # fmt: skip


def _match(
    meaning: Meaning,
    kind: Kind,
    part: CataloguePart,
    makers: Makers,
    *,
    number: str,
    details: dict[str, str],
    listed: Sequence[CataloguePart],
    catalogued: bool = False,
    confused: int = 0,
    wrong_letters: int = 0,
    wrong_digits: int = 0,
    odd_suffix: str = "",
) -> Match:
    scheme, as_read = registry.recognise(plain(part.number)), registry.recognise(plain(number))
    by_rule = [
        maker_by_rule(number, makers) for number in ([part.number, meaning.number] if confused else [part.number])
    ]
    return Match(
        spelling=meaning.spelling,
        kind=kind,
        number=number,
        manufacturer=part.manufacturer,
        catalogued=catalogued,
        details=details,
        confused=confused,
        wrong_letters=wrong_letters,
        wrong_digits=wrong_digits,
        shared=any(one.shared for one in (scheme, as_read) if one) or bool(_MADE_BY_MANY.search(part.category)),
        several=_several(part, listed, by_rule, makers),
        built_as=_built_as(part, scheme, makers),
        top_mark=meaning.mark_source,
        folded_from=meaning.folded_from,
        odd_suffix=odd_suffix,
    )


def _built_as(part: CataloguePart, scheme: registry.Recognised | None, makers: Makers) -> str:
    """The maker whose scheme the number has, where a list names another, of whose numbers no scheme is known."""
    own = scheme.manufacturer if scheme else ""
    listed = part.manufacturer
    return own if own and listed and not registry.has_scheme(listed) and not makers.related(own, listed) else ""


def maker_by_rule(number: str, makers: Makers) -> str:
    """The maker whose scheme or prefix the number has."""
    scheme, row = registry.recognise(plain(number)), makers.prefix(number.upper())
    if scheme:
        return scheme.manufacturer
    return row.manufacturer if row and row.confidence != "low" else ""


def _several(
    part: CataloguePart, listed: Sequence[CataloguePart], by_rule: Collection[str], makers: Makers
) -> tuple[str, ...]:
    """All makers that speak for the number, if more than one house: those that list it, and whose scheme it fits.

    Where look-alikes were put right, so does the maker whose scheme the text fits as it was read.
    """
    names = {each.manufacturer for each in listed} | set(by_rule)
    names.discard("")
    strangers = [name for name in names if not makers.related(name, part.manufacturer)]
    return tuple(sorted({part.manufacturer, *strangers})) if strangers else ()
