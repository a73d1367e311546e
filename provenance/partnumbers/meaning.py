"""What a spelling is taken to mean: itself, or the number that a top mark abbreviates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from provenance.partnumbers.confusions import confused, fold, restorations
from provenance.partnumbers.families import registry
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.parse import Spelling
from provenance.partnumbers.scripts import Script, latin, script_of

_COMMON_AMONG_DIGITS = "BDGLQSZ"
"""Letters that numbers do have among digits (TPS7B42, 74LVC1G08), unlike O and I: putting them right counts twice."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A number in Latin letters that a spelling may mean.

    `mark_of` and `mark_source` are set when a maker's top mark was expanded; a mark that is not `distinct` needs
    support from the catalogue or from lettering, one that is not `alone` is nothing without. `restored` characters
    were put back in a number that nobody lists.
    """

    spelling: Spelling
    number: str
    plain: str
    key: str
    folded_from: str
    mark_of: str = ""
    mark_source: str = ""
    distinct: bool = True
    alone: bool = True
    restored: int = 0


def meanings(spellings: Sequence[Spelling]) -> list[Meaning]:
    """Every spelling as itself, then what top marks make of it. Genuinely Cyrillic texts have no Latin meaning."""
    readable = [spelling for spelling in spellings if spelling.plain.isascii()]
    own = [_itself(spelling) for spelling in readable]
    return [*own, *(expanded for meaning in own for expanded in _expanded(meaning))]


def _itself(spelling: Spelling) -> Meaning:
    foreign = script_of(spelling.text) is not Script.LATIN
    number = latin(spelling.text).strip("-_/")
    return Meaning(spelling, number, spelling.plain, spelling.key, spelling.text if foreign else "")


def restored(meaning: Meaning) -> Iterator[Meaning]:
    """The number with look-alike characters put right, when only that makes it fit a maker's scheme."""
    if meaning.mark_of or registry.recognise(meaning.plain):
        return
    for number in restorations(meaning.number.upper()):
        text = plain(number)
        if registry.recognise(text):
            common = sum(a != b for a, b in zip(meaning.plain, text, strict=True) if a in _COMMON_AMONG_DIGITS)
            yield replace(meaning, number=number, plain=text, restored=confused(meaning.plain, text) + common)


def _expanded(meaning: Meaning) -> Iterator[Meaning]:
    for mark in registry.expansions(meaning.plain):
        number = plain(mark.number)
        yield Meaning(
            meaning.spelling,
            mark.number,
            number,
            fold(number),
            meaning.folded_from,
            mark_of=mark.manufacturer,
            mark_source=mark.rule.source,
            distinct=mark.rule.distinct,
            alone=mark.rule.alone,
        )
