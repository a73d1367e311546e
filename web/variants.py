"""Every text that was read for each line of a chip, by whom: nothing that a pass, a crop or a person read is lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext

from teardowns.models import Reading
from web.lettering import Piece, compact, doubtful

ALIKE = 0.5
"""Share of equal characters from which two texts are taken for the same line."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who read a text. `person` typed it, or drew the crop that `engine` read; `percent` is None for a person."""

    engine: str
    pass_name: str
    person: str
    percent: int | None


@dataclass(slots=True)
class Variant:
    """One text of a line with everybody who read it so; `stands` in the reading that stands."""

    text: str
    stands: bool
    sources: list[Source] = field(default_factory=list)

    @property
    def pieces(self) -> list[Piece]:
        """The text with letters of another alphabet marked: no eye can tell them."""
        return doubtful(self.text, 1.0, by_machine=False)


@dataclass(slots=True)
class LineVariants:
    """One line, numbered from one in the reading that stands; 0 for a text that stands nowhere in it."""

    number: int
    variants: list[Variant]


def line_variants(standing: Reading | None, readings: Iterable[Reading], *, with_names: bool) -> list[LineVariants]:
    """What was read for each line of the reading that stands, then further texts. `readings` are all of the marking.

    People are named only for those who may know who works where.
    """
    ordered = sorted(readings, key=lambda reading: standing is None or reading.pk != standing.pk)
    texts = standing.texts if standing else []
    lines = [LineVariants(number, [Variant(text, stands=True)]) for number, text in enumerate(texts, start=1)]
    further: list[LineVariants] = []
    for reading in ordered:
        is_standing = standing is not None and reading.pk == standing.pk
        for place, stored in enumerate(reading.lines):
            line = lines[place] if is_standing else _place(stored["text"], lines, further)
            for text, source in _said(reading, stored, with_names=with_names):
                _add(line, text, source)
    return lines + further


def is_telling(lines: Sequence[LineVariants]) -> bool:
    """Whether there is anything beside what stands: another text, or one text from several sources."""
    return any(line.number == 0 or len(line.variants) > 1 or len(line.variants[0].sources) > 1 for line in lines)


def _said(reading: Reading, stored: Mapping[str, Any], *, with_names: bool) -> Iterable[tuple[str, Source]]:
    someone = reading.author or reading.drawn_by
    person = (someone.name if with_names else gettext("an analyst")) if someone else ""
    if reading.author is not None:
        yield stored["text"], Source("", "", person, None)
        return
    for one in (stored, *stored.get("alternatives", ())):
        percent = round(one["confidence"] / 10) if "confidence" in one else None
        yield one["text"], Source(reading.engine, one.get("pass", ""), person, percent)


def _place(text: str, lines: Sequence[LineVariants], further: list[LineVariants]) -> LineVariants:
    """The line that a text is most alike, else a further one of its own."""
    likeness = [(_likeness(text, line.variants[0].text), -place) for place, line in enumerate([*lines, *further])]
    best, place = max(likeness, default=(0.0, 0))
    if best >= ALIKE:
        return [*lines, *further][-place]
    further.append(LineVariants(0, [Variant(text, stands=False)]))
    return further[-1]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, compact(one).upper(), compact(other).upper(), autojunk=False).ratio()


def _add(line: LineVariants, text: str, source: Source) -> None:
    found = next((variant for variant in line.variants if variant.text == text), None)
    if found is None:
        found = Variant(text, stands=False)
        line.variants.append(found)
    if source not in found.sources:
        found.sources.append(source)
