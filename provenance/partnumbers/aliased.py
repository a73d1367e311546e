"""Matches by another name of a part: a source lists it, or a person recorded it."""

from collections.abc import Iterator, Sequence

from provenance.partnumbers.confusions import confused
from provenance.partnumbers.listed import maker_by_rule
from provenance.partnumbers.makers import Makers
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.parse import Spelling
from provenance.partnumbers.scoring import Kind, Match
from provenance.partnumbers.types import Alias, Catalogue


def aliased(spellings: Sequence[Spelling], catalogue: Catalogue, makers: Makers) -> Iterator[Match]:
    """The parts that the spellings name by another name. Lettering that speaks for another maker weighs as ever.

    Several makers speak for a name that is recorded for parts of more than one, or that another one's rules build.
    """
    known = catalogue.aliases({spelling.key for spelling in spellings})
    for spelling in spellings if known else ():
        meant = [alias for alias in known if alias.canonical == spelling.key]
        named = {alias.part.manufacturer for alias in meant} | {maker_by_rule(spelling.text, makers)}
        for alias in meant:
            others = {name for name in named - {""} if not makers.related(name, alias.part.manufacturer)}
            yield Match(
                spelling=spelling,
                kind=Kind.RECORDED_ALIAS if alias.correction else Kind.LISTED_ALIAS,
                number=alias.part.number,
                manufacturer=alias.part.manufacturer,
                catalogued=True,
                details=_told(alias),
                confused=max(0, confused(spelling.plain, plain(alias.text))),
                several=tuple(sorted({alias.part.manufacturer, *others})) if others else (),
            )


def _told(alias: Alias) -> dict[str, str]:
    said = {"alias": alias.text, "number": alias.part.number}
    if alias.correction:
        return {**said, "on": alias.recorded_on, "correction": alias.correction}
    return {**said, "source": alias.source}
