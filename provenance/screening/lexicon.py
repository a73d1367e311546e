"""What the words of company names mean, whatever the language: the file `lexicon.txt`, read once.

A word is taken apart into meanings: приборостроительный, priborostroitel'nyi and instrument-making say the same two.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from provenance.partynames.folding import words
from provenance.partynames.scripts import HAN

_FILE = Path(__file__).with_name("lexicon.txt")
SHARES = {"~": 0.04, "+": 0.008, "@": 0.012, "?": 0.5}
"""How large a share of all company names holds a meaning of each kind, roughly: what its weight starts from."""
_CONNECTORS = ("", "o", "e", "i", "a", "no")
_SURE_STEM = 5
_ENDING = (
    r"(?:i|a|o|e|u|aia|oe|ogo|omu|oi|ei|ia|am|ami|ah|iah|ov|ev|om|em|im|ih|iu|s|es|is|iam|iami|ic|ics|ical|al|ial|er|or|"
    r"ers|ing|ed|ion|ions|ar)?"
)
_AFTER_SHORT = re.compile(
    r"(?:n|nn|sk|ov|ev|in|onn|enn|ichesk|esk|n?tel|iteln?|teln|stv|stven|ost|n?nik|chik|shik|cionn?|acionn?|izacionn?)?"
    + _ENDING
)
_AFTER_SURE = re.compile(
    r"(?:n|nn|sk|ov|ev|in|on|onn|enn|ichesk|esk|ich|l|tel|itel|teln|or|stv|stven|ost|an|at|k|ik|nik|chik|shik|ist|ci|cion|acion|"
    r"izacion|ul|tsiia|al|el|er|ment|ar|iz|ir|ovan|ovann|len|m|sion|tion|ation|ing|it|ti|t|l|ig|i|t?ur|ant|ent|anc|enc|ize|ers?)"
    r"{0,3}" + _ENDING
)


@dataclass(slots=True)
class Lexicon:
    """Meanings by stem, by whole word and by Chinese word; `initials`: their Russian and their English letter."""

    stems: dict[str, str] = field(default_factory=dict)
    whole: dict[str, tuple[str, ...]] = field(default_factory=dict)
    han: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    initials: dict[str, tuple[str, str]] = field(default_factory=dict)
    near: dict[str, dict[str, float]] = field(default_factory=dict)
    longest: int = 0

    def is_place(self, meaning: str) -> bool:
        """Whether the meaning is a country, a region or a town."""
        return self.kinds.get(meaning) == "@"

    def tells_apart(self, meaning: str) -> bool:
        """Whether companies that differ in the meaning are seldom the same."""
        return self.kinds.get(meaning) == "+"

    def is_left_out(self, meaning: str) -> bool:
        """Whether the meaning says nothing: of, and, named after."""
        return self.kinds.get(meaning) == "?"

    def share(self, meaning: str) -> float:
        """The share of company names that hold the meaning, by its kind."""
        return SHARES.get(self.kinds.get(meaning, "+"), 0.008)


@cache
def lexicon() -> Lexicon:
    """The words, read once a process."""
    read = Lexicon()
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            _take(read, line[0], line[1:])
    read.longest = max(map(len, read.stems))
    return read


def _take(read: Lexicon, kind: str, line: str) -> None:
    if kind == "&":
        one, other, share = line.split()
        read.near.setdefault(one, {})[other] = read.near.setdefault(other, {})[one] = float(share)
        return
    name, rest = line.split(":", 1)
    if kind == "=":
        for word in name.split():
            read.whole[_joined(word)] = tuple(rest.split())
        return
    spellings = rest.split()
    read.kinds[name] = kind
    read.initials[name] = (_initial(spellings, latin=False), _initial(spellings, latin=True))
    for spelling in spellings:
        if HAN.search(spelling):
            read.han[spelling] = name
        elif spelling.endswith("-"):
            read.stems.setdefault(_joined(spelling), name)
        else:
            read.whole.setdefault(_joined(spelling), (name,))


def _joined(spelling: str) -> str:
    return "".join(words(spelling))


def _initial(spellings: list[str], *, latin: bool) -> str:
    """The letter of the first spelling in Cyrillic or in Latin, in Latin letters."""
    for spelling in spellings:
        if spelling[0].isascii() == latin and not HAN.search(spelling):
            return _joined(spelling[0]) or ""
    return ""


@lru_cache(maxsize=200_000)
def meanings(word: str) -> tuple[str, ...]:
    """The meanings of one folded word, in order; nothing for a word that is not wholly understood."""
    read = lexicon()
    for form in (word, word.removesuffix("s"), word.removesuffix("es")):
        if known := read.whole.get(form):
            return known
    found = _taken_apart(word, read)
    return found[1] if found else ()


def _taken_apart(word: str, read: Lexicon, *, first: bool = True) -> tuple[float, tuple[str, ...]] | None:
    """The fewest and longest stems that make up the word, and how well they do."""
    best: tuple[float, tuple[str, ...]] | None = None
    for length in range(min(len(word), read.longest), 1, -1):
        stem = word[:length]
        if (meaning := read.stems.get(stem)) is None:
            continue
        for points, more in _ways_on(word[length:], length, read, first=first):
            if best is None or length + points > best[0]:
                best = (length + points, (meaning, *more))
    return best


def _ways_on(rest: str, length: int, read: Lexicon, *, first: bool) -> Iterator[tuple[float, tuple[str, ...]]]:
    if _is_tail(rest, length):
        yield -0.3 * len(rest), ()
    if len(rest) < 3 or (first and length < 2):
        return
    for connector in _CONNECTORS:
        if rest.startswith(connector):
            remaining = rest[len(connector) :]
            if whole := read.whole.get(remaining):
                if len(remaining) > 3:
                    yield len(remaining) - 0.5, whole
            elif found := _taken_apart(remaining, read, first=False):
                yield found[0] - 0.5, found[1]


def _is_tail(rest: str, length: int) -> bool:
    if not rest:
        return True
    endings = _AFTER_SURE if length >= _SURE_STEM else _AFTER_SHORT
    return endings.fullmatch(rest) is not None


def han_words(run: str) -> list[str]:
    """A run of Chinese as its known words, longest first, each as `#meaning`, and what lies between as it is."""
    known = lexicon().han
    out: list[str] = []
    at = 0
    while at < len(run):
        for length in (4, 3, 2):
            piece = run[at : at + length]
            if len(piece) == length and (meaning := known.get(piece)):
                out.append("#" + meaning)
                at += length
                break
        else:
            if out and not out[-1].startswith("#"):
                out[-1] += run[at]
            else:
                out.append(run[at])
            at += 1
    return out
