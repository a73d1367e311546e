"""Lines as the part that they name has them: what was read first, put right by the first candidate's number.

A line is decoded where the catalogue lists that number, as far as look-alikes go or in another reading of the line
(`LineReading`); where the number would be named if it were certain to be printed so; and where nothing that changes
the same place has nearly as much for it. Digits are never decided so: a changed digit is often a sibling's number.
"""

from collections.abc import Iterable, Mapping, Sequence

from provenance.partnumbers.confusions import fold
from provenance.partnumbers.listed import as_listed
from provenance.partnumbers.normalise import clean_line, plain
from provenance.partnumbers.ranking import IDENTIFIED_FROM, Weighed, as_good
from provenance.partnumbers.scoring import Kind, Match
from provenance.partnumbers.types import DecodedLine, LineReading

LISTED = (Kind.EXACT, Kind.BASE, Kind.SUFFIX_BEYOND)


def decoded_lines(lines: Sequence[LineReading], order: Sequence[Weighed]) -> tuple[DecodedLine, ...]:
    """The lines that the best of the candidates, in order, has otherwise than they were read first; mostly none."""
    if not order or not _known(order[0]):
        return ()
    best, *others = order
    said = _said(best.match, lines)
    if any(_contradict(said, _said(other.match, lines)) and as_good(best, other) for other in others):
        return ()
    part = best.candidate
    return tuple(
        DecodedLine(lines[row].text, text, part.part_number, part.manufacturer)
        for row, text in said.items()
        if plain(text) != plain(lines[row].text)
    )


def decoded_text(line: str, decoded: Iterable[DecodedLine]) -> str:
    """What a line is decoded to, empty where it is not."""
    read = clean_line(line)
    return next((one.text for one in decoded if one.read == read), "")


def _known(best: Weighed) -> bool:
    match = best.match
    named = match.kind in LISTED and bool(best.candidate.manufacturer) and best.support >= IDENTIFIED_FROM
    return named and not match.digits_doubted and not match.changed.digits


def _contradict(said: Mapping[int, str], other: Mapping[int, str]) -> bool:
    return any(plain(text) != plain(other.get(row, text)) for row, text in said.items())


def _said(match: Match, lines: Sequence[LineReading]) -> dict[int, str]:
    """The texts of the lines that the match lies on, by their place, its characters as the number has them."""
    spelling = match.spelling
    first, last = spelling.places[0][0], spelling.places[-1][0]
    block = "\n".join(_base(line, spelling.within) for line in lines[first : last + 1])
    characters = [(at, piece) for at, character in enumerate(block) for piece in plain(character)]
    start = "".join(piece for _, piece in characters).find(spelling.plain)
    if start < 0:
        return {}
    begin, end = characters[start][0], characters[start + len(spelling.plain) - 1][0] + 1
    number = plain(match.number)
    where = fold(number).find(spelling.key)
    printed = number[where : where + len(spelling.key)] if where >= 0 else spelling.plain
    text = block[:begin] + as_listed(block[begin:end], printed) + block[end:]
    return dict(enumerate(text.split("\n"), start=first))


def _base(line: LineReading, within: str) -> str:
    return within if any(other.text == within for other in line.alternatives) else line.text
