"""A name as it is compared: its spellings (outside and inside brackets), and the words of each with their meanings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from provenance.partynames.folding import CHINESE_FORM, folded, raw_words
from provenance.partynames.forms import split_forms
from provenance.partynames.key import plain_numbers
from provenance.partynames.scripts import HAN
from provenance.screening.lexicon import han_words, lexicon, meanings

_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_ALSO = re.compile(
    r"\b(?:a\.?k\.?a\.?|f\.?k\.?a\.?|d\.?b\.?a\.?|also known as|formerly(?: known as)?|ранее|он же|бывш\.?)\b"
    r"|[;|]|\s/\s",
    re.IGNORECASE,
)
_COMMA = re.compile(r"[,،，]\s+")
MOST_SPELLINGS = 6
MOST_WORDS = 24
LONGEST_NAME = 600


@dataclass(frozen=True, slots=True)
class Word:
    """`text`: folded, `#meaning` where it came from Chinese. `meanings`: none for a word that is a name of its own."""

    text: str
    meanings: tuple[str, ...]

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return self.text.isdigit()


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which the name is given: words that say something, in order, and the families of its legal forms."""

    words: tuple[Word, ...]
    families: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The words' texts."""
        return tuple(word.text for word in self.words)


def spellings(name: str) -> tuple[Spelling, ...]:
    """The ways in which a name cell gives the name: without its brackets, inside them, the parts between commas.

    Nothing where there is no word at all.
    """
    found: dict[tuple[str, ...], Spelling] = {}
    for text in _texts(name[:LONGEST_NAME]):
        spelling = read_spelling(text)
        if spelling.words:
            found.setdefault(spelling.key, spelling)
        if len(found) == MOST_SPELLINGS:
            break
    return tuple(found.values())


def _texts(name: str) -> Iterator[str]:
    for part in _ALSO.split(name):
        text, inside = _without_brackets(part)
        yield text
        yield from inside
        pieces = _COMMA.split(text)
        if len(pieces) > 1:
            yield from (piece for piece in pieces if _stands_alone(piece))


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """The text with the brackets that only add a place or a legal form opened, and what the others hold."""
    inside: list[str] = []
    while found := _BRACKETS.search(text):
        content = found[1]
        if _is_a_name(content):
            inside.append(content)
            text = f"{text[: found.start()]} {text[found.end() :]}"
        else:
            text = f"{text[: found.start()]} {content} {text[found.end() :]}"
    half = re.split(r"[(（]", text)
    if len(half) == 2 and _is_a_name(half[1]) and _is_a_name(half[0]):
        return half[0], [*inside, half[1]]
    return text, inside


def _is_a_name(text: str) -> bool:
    """Not a place or a legal form alone, nor a remark: one word that begins with a small letter."""
    if " " not in text.strip() and text.strip()[:1].islower():
        return False
    read = lexicon()
    return any(not all(map(read.is_place, word.meanings)) or not word.meanings for word in read_spelling(text).words)


def _stands_alone(text: str) -> bool:
    spelling = read_spelling(text)
    return (len(spelling.words) > 1 and any(not word.meanings for word in spelling.words)) or len(spelling.words) > 3


@lru_cache(maxsize=4096)
def read_spelling(text: str) -> Spelling:
    """The words of one spelling and its legal forms; words that say nothing (of, and, named after) are left out."""
    parts = list(plain_numbers([part for raw in raw_words(text) for part in _parts(raw)]))
    split = split_forms(_with_joined(parts))
    words = tuple(word for word in map(_word, split.words) if not _says_nothing(word))
    return Spelling(words[:MOST_WORDS], split.families)


def _parts(raw: str) -> Iterator[str]:
    if not HAN.search(raw) or CHINESE_FORM.fullmatch(raw):
        yield from folded(raw)
        return
    for piece in han_words(raw):
        if piece.startswith("#"):
            yield piece
        else:
            yield from folded(piece)


def _with_joined(parts: list[str]) -> list[str]:
    """Two words that the lexicon knows as one are one: Hong Kong, hi tech."""
    out: list[str] = []
    for part in parts:
        if out and out[-1] + part in _PAIRS:
            out[-1] += part
        else:
            out.append(part)
    return out


_PAIRS = frozenset(("hongkong", "unionmade", "aiti", "hitech"))


def _word(text: str) -> Word:
    return Word(text, (text[1:],) if text.startswith("#") else meanings(text))


def _says_nothing(word: Word) -> bool:
    return bool(word.meanings) and all(map(lexicon().is_left_out, word.meanings))
