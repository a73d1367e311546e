"""The spellings in a marking that may be a part number: single words, words in a row, words over a line end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from provenance.partnumbers.confusions import fold
from provenance.partnumbers.words import Role, Word

MAX_SPELLINGS = 80
_LONGEST_SUFFIX = 7
_LENGTHS = range(3, 41)
_LONGEST_TEXT = 64


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text that may be a part number. `key` is canonical; `joins` counts the gaps closed, `over_lines` a line end.

    `tail` is the last word (plain) when it stands behind a text that may be a number by itself. A spelling from
    another reading of a line has its `doubt` in nats, `instead_of`: what the line's own text has there, and `within`:
    the whole line as it is read so.
    """

    text: str
    plain: str
    key: str
    places: tuple[tuple[int, int], ...]
    joins: int
    over_lines: bool
    designator: bool
    tail: str = ""
    doubt: float = 0.0
    instead_of: str = ""
    within: str = ""


def spellings(words: Sequence[Sequence[Word]]) -> list[Spelling]:
    """What may be a part number, at most `MAX_SPELLINGS`: single words, words in a row, words over a line end."""
    found: dict[str, Spelling] = {}
    for group in _groups(words):
        spelling = _spelling(group)
        if _plausible(spelling) and spelling.plain not in found:
            found[spelling.plain] = spelling
        if len(found) == MAX_SPELLINGS:
            break
    return list(found.values())


def _groups(words: Sequence[Sequence[Word]]) -> Iterator[tuple[Word, ...]]:
    for line in words:
        yield from ((word,) for word in line if word.role in (Role.MIXED, Role.DESIGNATOR))
    for line in words:
        yield from (pair for pair in pairwise(line) if _joins(*pair))
    for upper, lower in pairwise(words):
        for tail in (upper[-1:], upper[-2:-1] if upper and upper[-1].role is Role.GRADE else []):
            if tail and lower and _joins(tail[0], lower[0]):
                yield (tail[0], lower[0])
                if len(lower) > 1 and tail[0].role is Role.LETTERS and _joins(lower[0], lower[1]):
                    yield (tail[0], lower[0], lower[1])
    for line in words:
        for a, b, c in zip(line, line[1:], line[2:], strict=False):
            if a.role is Role.LETTERS and _joins(a, b) and _joins(b, c):
                yield (a, b, c)


def _joins(left: Word, right: Word) -> bool:
    """Whether two neighbours may be pieces of one number: LM 358N, MAX 708, LT1013 ACN8, PIC18F45K22 -I/P."""
    if left.role is Role.LETTERS:
        return right.role in (Role.NUMBER, Role.MIXED, Role.VALUE) and right.plain[:1].isdigit()
    if left.role in (Role.MIXED, Role.NUMBER, Role.DESIGNATOR):
        if right.text[:1] in ("-", "/", "+"):
            return True
        return right.role in (Role.LETTERS, Role.MIXED, Role.VALUE) and len(right.plain) <= _LONGEST_SUFFIX
    return False


def _spelling(group: Sequence[Word]) -> Spelling:
    text = "".join(word.text for word in group)
    key = "".join(word.plain for word in group)
    places = tuple(word.place for word in group)
    over_lines = places[0][0] != places[-1][0]
    return Spelling(
        text,
        key,
        fold(key),
        places,
        len(group) - 1,
        over_lines,
        group[0].role is Role.DESIGNATOR and len(group) == 1,
        group[-1].plain if len(group) > 1 and group[-2].role is not Role.LETTERS else "",
    )


def _plausible(spelling: Spelling) -> bool:
    letters = sum(c.isalpha() for c in spelling.plain)
    if ")" in spelling.text and "(" not in spelling.text:  # the end of a list on a board: (R105 R106)J
        return False
    return len(spelling.text) <= _LONGEST_TEXT and len(spelling.plain) in _LENGTHS and 0 < letters < len(spelling.plain)
