"""How doubtful readings are resolved, and parts that no catalogue lists: for parts drawn from a catalogue."""

import random
from collections import Counter
from collections.abc import Sequence

from benchmarks.catalogues import Without
from benchmarks.misreading import in_doubt, misread
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.types import Catalogue, CataloguePart, Line, Resolution
from provenance.resolving import resolve

Counts = dict[str, dict[str, int]]
BANDS = ((0.5, 1.5), (1.5, 4.0))
"""Nats by which the second reading is less likely."""
NOISES = ("confused", "letter", "digit")
DATE = "1832"
FAMILY = 4
"""Characters of a number by which its family is left out of the catalogue."""
_LONGEST_NUMBER = 22


def doubtful(catalogue: MemoryCatalogue, parts: Sequence[CataloguePart], dice: random.Random) -> Counts:
    """With one character in doubt, by noise and band.

    truth second: the reader's first text is wrong, the part is in the catalogue and its number is the second text.
    truth first: the same the other way round. unlisted: the truth is first, the catalogue lacks it and has the second.
    """
    report: dict[str, Counter[str]] = {}

    def count(situation: str, lines: list[Line], told: Catalogue, truth: str, *, listed: bool) -> None:
        _count(report.setdefault(situation, Counter()), resolve(lines, told), truth, listed=listed)

    for part in parts:
        number = part.number.upper()
        near = _one_character_away(part, catalogue)
        for low, high in BANDS:
            doubt = dice.uniform(low, high)
            for noise in NOISES:
                wrong = misread(number, noise, dice)
                if plain(wrong) != plain(number):
                    name = f"{noise}, {low}-{high} nats"
                    second, first = in_doubt(wrong, number, doubt, dice), in_doubt(number, wrong, doubt, dice)
                    count(f"truth second, {name}", [second, DATE], catalogue, number, listed=True)
                    count(f"truth first, {name}", [first, DATE], catalogue, number, listed=True)
            if near:
                lines: list[Line] = [in_doubt(number, dice.choice(near).upper(), doubt, dice), DATE]
                lacking = Without(catalogue, part.canonical, whole=True)
                count(f"unlisted, {low}-{high} nats", lines, lacking, number, listed=False)
    return {situation: dict(counts) for situation, counts in sorted(report.items())}


def unlisted(
    catalogue: MemoryCatalogue, parts: Sequence[CataloguePart], markings: Sequence[tuple[list[str], str]], seed: int
) -> dict[str, int]:
    """Each part, its family left out of the catalogue, on a real marking (lines, number) in place of the number."""
    dice, counts = random.Random(seed), Counter[str]()  # noqa: S311
    places = [(lines, at) for lines, number in markings for at in _lines_with(number, lines)[:1]]
    for part in parts if places else ():
        number = part.number.upper()
        lines, at = dice.choice(places)
        marking = [number if index == at else line for index, line in enumerate(lines)]
        lacking = Without(catalogue, part.canonical[:FAMILY])
        _count(counts, resolve(marking, lacking), number, listed=False)
    return dict(counts)


def drawn(parts: Sequence[CataloguePart], size: int, dice: random.Random) -> list[CataloguePart]:
    """Parts with letters and digits in one word of a length that is printed on chips."""
    usable = [part for part in parts if _printable(plain(part.number)) and " " not in part.number]
    return dice.sample(usable, min(size, len(usable)))


def _printable(text: str) -> bool:
    mixed = any(c.isalpha() for c in text) and any(c.isdigit() for c in text)
    return mixed and FAMILY < len(text) <= _LONGEST_NUMBER


def _lines_with(number: str, lines: Sequence[str]) -> list[int]:
    return [index for index, line in enumerate(lines) if plain(number) in plain(line)]


def _one_character_away(part: CataloguePart, catalogue: MemoryCatalogue) -> list[str]:
    key = part.canonical
    others = (other for other in catalogue.near([key], 200) if len(other.canonical) == len(key))
    return [o.number for o in others if sum(a != b for a, b in zip(o.canonical, key, strict=True)) == 1]


def _count(counts: Counter[str], resolution: Resolution, truth: str, *, listed: bool) -> None:
    named = [plain(one.part_number) == plain(truth) for one in resolution.candidates]
    first = bool(named) and named[0] and (listed or not resolution.candidates[0].catalogued)
    verdict = f"{resolution.decision.value}_{'right' if first else 'wrong'}"
    counts.update(["rows", *(["first"] if first else ()), *(["among"] if any(named) else ()), verdict])
