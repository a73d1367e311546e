"""Lines as the part that they name has them: what was read first, put right by the first candidate's number.

A line is decoded where the catalogue lists that number, as far as look-alikes go or in another reading of the line
(`LineReading`); where the number would be named if it were certain to be printed so; and where nothing that changes
the same place has nearly as much for it. A changed digit is often a sibling's number: it is decided only where of all
that the line may say this number alone is built like a maker's. Of 89,286 pairs of listed numbers that one digit tells
apart, 38 would be taken for each other so, were one of them not listed.
"""

from collections.abc import Iterable, Mapping, Sequence

from provenance.partnumbers.confusions import fold
from provenance.partnumbers.families import registry
from provenance.partnumbers.listed import as_listed
from provenance.partnumbers.makers import Makers
from provenance.partnumbers.matching import DIGITS_READ
from provenance.partnumbers.normalise import canonical, clean_line, plain
from provenance.partnumbers.ranking import IDENTIFIED_FROM, Weighed, as_good, sibling_doubted
from provenance.partnumbers.scoring import Kind, Match
from provenance.partnumbers.types import DecodedLine, LineReading

LISTED = (Kind.EXACT, Kind.BASE, Kind.SUFFIX_BEYOND)


def decoded_lines(
    as_read: Sequence[LineReading], lines: Sequence[LineReading], order: Sequence[Weighed], makers: Makers
) -> tuple[DecodedLine, ...]:
    """The lines that the best of the candidates, in order, has otherwise than they were read first; mostly none.

    `lines` are those `as_read` with what a numbering scheme leaves one way to read put right (`schemes`).
    """
    if not order:
        return ()
    part = order[0].candidate
    texts = _schemed(as_read, lines, order[0]) | _decided(lines, order, makers)
    return tuple(
        DecodedLine(as_read[row].text, text, part.part_number, part.manufacturer)
        for row, text in sorted(texts.items())
        if plain(text) != plain(as_read[row].text)
    )


def _schemed(as_read: Sequence[LineReading], lines: Sequence[LineReading], best: Weighed) -> dict[int, str]:
    """What a scheme put right on the lines that the best candidate lies on, as it was put right."""
    if best.match.kind is Kind.READ_ONLY or best.match.spelling.instead_of:
        return {}
    number = best.match.spelling.plain
    return {
        row: " ".join(
            put if plain(put) in number or number in plain(put) else word
            for word, put in zip(as_read[row].text.split(" "), lines[row].text.split(" "), strict=True)
        )
        for row in {row for row, _ in best.match.spelling.places}
    }


def _decided(lines: Sequence[LineReading], order: Sequence[Weighed], makers: Makers) -> dict[int, str]:
    """What the best candidate has on its lines, if it may decide them."""
    best, *others = order
    if not _known(best, lines, makers):
        return {}
    said = _said(best.match, lines)
    if any(_contradict(said, _said(other.match, lines)) and as_good(best, other) for other in others):
        return {}
    return said


def decoded_text(line: str, decoded: Iterable[DecodedLine]) -> str:
    """What a line is decoded to, empty where it is not."""
    read = clean_line(line)
    return next((one.text for one in decoded if one.read == read), "")


def _known(best: Weighed, lines: Sequence[LineReading], makers: Makers) -> bool:
    match = best.match
    named = match.kind in LISTED and bool(best.candidate.manufacturer) and best.support >= IDENTIFIED_FROM
    digits = match.digits_doubted or match.changed.digits
    return named and not sibling_doubted(match) and not (digits and not _only_number(match, lines, makers))


def _only_number(match: Match, lines: Sequence[LineReading], makers: Makers) -> bool:
    """Whether a listed number fits its maker's scheme, and nothing else that its line may say begins like a number."""
    scheme, doubt = registry.recognise(match.spelling.plain), match.spelling.doubt
    if match.kind is Kind.SUFFIX_BEYOND or scheme is None or scheme.shared or doubt > DIGITS_READ:
        return False
    line = lines[match.spelling.places[0][0]]
    said = (line.text, *(other.text for other in line.alternatives if other.doubt_nats - doubt < DIGITS_READ))
    others = {word for text in said for word in text.split() if canonical(word) != match.spelling.key}
    return not match.spelling.joins and not any(_like_a_makers(word, makers) for word in others)


def _like_a_makers(word: str, makers: Makers) -> bool:
    return registry.recognise(plain(word)) is not None or makers.prefix(word.upper()) is not None


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
