"""Which characters of a marking are in doubt, and which ones a candidate changed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from provenance.partnumbers.confusions import CLASSES
from provenance.partnumbers.scripts import is_cyrillic

UNSURE = 0.8
"""Below this confidence of its line, a character with a look-alike counts as doubtful."""

_CONFUSABLE = frozenset("".join(CLASSES) + "".join(CLASSES.values()))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters; `marked` ones are in doubt or changed."""

    text: str
    marked: bool


def doubtful(text: str, confidence: float, other_passes: Iterable[str] = (), *, by_machine: bool = True) -> list[Piece]:
    """The text in runs. In doubt: letters of another script, places where passes disagree, look-alikes in a weak line.

    What a person typed is in doubt only where a letter is Cyrillic, since no eye can tell that.
    """
    marks = [is_cyrillic(character) for character in text]
    if by_machine:
        for other in other_passes:
            for index in _differing(text, other):
                marks[index] = True
        if confidence < UNSURE:
            marks = [mark or character.upper() in _CONFUSABLE for mark, character in zip(marks, text, strict=True)]
    return _runs(text, marks)


def changed(candidate: str, lines: Iterable[str]) -> list[Piece]:
    """The candidate in runs; marked are characters that the marking has otherwise, not what it leaves unprinted."""
    read = "".join(compact(line) for line in lines).upper()
    marks = [False] * len(candidate)
    kept = [index for index, character in enumerate(candidate) if character.isalnum()]
    whole = "".join(candidate[index] for index in kept).upper()
    if not whole or whole in read:
        return _runs(candidate, marks)
    for operation, _, _, start, end in SequenceMatcher(None, read, whole, autojunk=False).get_opcodes():
        if operation == "replace" or (operation == "insert" and start > 0 and end < len(whole)):
            for index in kept[start:end]:
                marks[index] = True
    return _runs(candidate, marks)


def _differing(text: str, other: str) -> Iterable[int]:
    for operation, start, end, _, _ in SequenceMatcher(None, text, other, autojunk=False).get_opcodes():
        if operation in ("replace", "delete"):
            yield from range(start, end)


def compact(text: str) -> str:
    """Letters and digits only."""
    return "".join(character for character in text if character.isalnum())


def _runs(text: str, marks: list[bool]) -> list[Piece]:
    runs: list[Piece] = []
    for character, marked in zip(text, marks, strict=True):
        if runs and runs[-1].marked == marked:
            runs[-1] = Piece(runs[-1].text + character, marked)
        else:
            runs.append(Piece(character, marked))
    return runs
