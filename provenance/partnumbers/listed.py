"""Matches in the catalogue: the same number, with more behind it, with less behind it, or nearly the same."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from provenance.partnumbers.confusions import confused
from provenance.partnumbers.families import registry
from provenance.partnumbers.makers import Makers
from provenance.partnumbers.meaning import Meaning
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.scoring import Kind, Match
from provenance.partnumbers.types import Catalogue, CataloguePart

_SHORTEST_BASE = 5
_BASE_SHARE = 0.5
_BASES_TRIED = 8
_EXTENDING = 40
_HALVES = 600
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


def _base_keys(key: str) -> list[str]:
    shortest = max(_SHORTEST_BASE, int(len(key) * _BASE_SHARE))
    return [key[:length] for length in range(len(key) - 1, shortest - 1, -1)][:_BASES_TRIED]


def same(meaning: Meaning, rows: Rows, makers: Makers) -> Iterator[Match]:
    """Catalogued under the same key."""
    parts = rows.get(meaning.key, [])
    for part in parts:
        yield _match(
            meaning, Kind.EXACT, part, makers,
            number=part.number, catalogued=True, details={"number": part.number},
            confused=max(0, confused(meaning.plain, plain(part.number))), listed=parts,
        )  # fmt: skip


def longer_than_listed(meaning: Meaning, rows: Rows, makers: Makers) -> Iterator[Match]:
    """The longest catalogued number that the text begins with; it goes on with a letter, never with a digit."""
    if meaning.key in rows:
        return
    for key in _base_keys(meaning.key):
        parts = rows.get(key, []) if meaning.plain[len(key)].isalpha() else []
        suffix = meaning.plain[len(key) :]
        for part in parts:
            known = makers.is_suffix(suffix, part.manufacturer)
            if known or not meaning.spelling.tail:
                yield _match(
                    meaning, Kind.SUFFIX_BEYOND, part, makers,
                    number=meaning.number, details={"base": part.number, "suffix": suffix},
                    confused=max(0, confused(meaning.plain[: len(key)], plain(part.number))), listed=parts,
                    odd_suffix="" if known else suffix,
                )  # fmt: skip
        if parts:
            return


def shorter_than_listed(meaning: Meaning, catalogue: Catalogue, makers: Makers) -> Iterator[Match]:
    """Catalogued numbers begin with the text and go on with a letter: the ordering suffix is not printed."""
    length = len(meaning.key)
    if length < _SHORTEST_BASE or sum(c.isdigit() for c in meaning.plain) < 2:
        return
    parts = [
        part
        for part in catalogue.extending(meaning.key, _EXTENDING)
        if len(part.canonical) > length and not plain(part.number)[length].isdigit()
    ]
    for maker in dict.fromkeys(part.manufacturer for part in parts):
        ours = [part for part in parts if part.manufacturer == maker]
        closest = min(ours, key=lambda part: confused(meaning.plain, plain(part.number)[:length]))
        yield _match(
            meaning, Kind.BASE, closest, makers,
            number=meaning.number, details={"count": str(len(ours)), "example": closest.number},
            confused=max(0, confused(meaning.plain, plain(closest.number)[:length])), listed=parts,
        )  # fmt: skip


def nearly_listed(meaning: Meaning, catalogue: Catalogue, makers: Makers) -> Iterator[Match]:
    """Catalogued numbers one edit away, two for long ones. A changed digit is told apart from a changed letter."""
    if len(meaning.key) < _SHORTEST_NEAR or meaning.spelling.designator or meaning.mark_of:
        return
    allowed = 2 if len(meaning.key) >= _TWO_EDITS_FROM else 1
    for part in catalogue.sharing_half(meaning.key, _HALVES):
        distance = Levenshtein.distance(meaning.key, part.canonical, score_cutoff=allowed)
        if 0 < distance <= allowed:
            digits = _wrong_digits(meaning, part)
            yield _match(
                meaning, Kind.NEAR, part, makers,
                number=part.number, catalogued=True, details={"number": part.number}, listed=[part],
                wrong_digits=digits, wrong_letters=distance - digits,
            )  # fmt: skip


def _wrong_digits(meaning: Meaning, part: CataloguePart) -> int:
    """Edits in which a digit was put for a digit, or a digit lost or added."""
    read, meant = meaning.plain, plain(part.number)
    wrong = 0
    for edit in Levenshtein.editops(meaning.key, part.canonical):
        lost = edit.tag != "insert" and read[edit.src_pos].isdigit()
        gained = edit.tag != "delete" and meant[edit.dest_pos].isdigit()
        wrong += (lost and gained) if edit.tag == "replace" else (lost or gained)
    return wrong


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
    scheme = registry.recognise(plain(part.number))
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
        shared=bool(scheme and scheme.shared) or bool(_MADE_BY_MANY.search(part.category)),
        several=_several(part, listed, scheme, makers),
        top_mark=meaning.mark_source,
        folded_from=meaning.folded_from,
        odd_suffix=odd_suffix,
    )


def _several(
    part: CataloguePart, listed: Sequence[CataloguePart], scheme: registry.Recognised | None, makers: Makers
) -> tuple[str, ...]:
    """All makers that speak for the number, if more than one house: those that list it, and whose scheme it fits."""
    row = makers.prefix(part.number.upper())
    by_rule = scheme.manufacturer if scheme else row.manufacturer if row and row.confidence != "low" else ""
    names = {each.manufacturer for each in listed} | ({by_rule} if by_rule else set())
    strangers = [name for name in names if not makers.related(name, part.manufacturer)]
    return tuple(sorted({part.manufacturer, *strangers})) if strangers else ()
