"""In what two spellings of companies differ, for a person who judges whether they mean one company."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from re import compile as pattern

_WORD = pattern(r"[^\s,;«»\"“”().]+")


@dataclass(frozen=True, slots=True)
class Differing:
    """`code`: same, form (the legal form alone), order, spaces, word (one word), words. `ours`, `theirs`: the words of
    each, as written, that the other has not."""

    code: str
    ours: str = ""
    theirs: str = ""


def differing(name: str, other: str, *, keys: tuple[str, str]) -> Differing:
    """How a name differs from another one. `keys`: of both (`provenance.name_key.stored_key`)."""
    code = _code(*keys)
    if code in ("order", "spaces"):
        return Differing(code)
    words = _WORD.findall(name), _WORD.findall(other)
    ours, theirs = _lacking(*words), _lacking(*reversed(words))
    return Differing("form" if code == "same" and (ours or theirs) else code, ours, theirs)


def _code(one: str, other: str) -> str:
    ours, theirs = _words(one), _words(other)
    if ours == theirs:
        return "same" if one == other else "form"
    if sorted(ours) == sorted(theirs):
        return "order"
    if "".join(ours) == "".join(theirs):
        return "spaces"
    odd = (Counter(ours) - Counter(theirs)).total(), (Counter(theirs) - Counter(ours)).total()
    return "word" if max(odd) == 1 else "words"


def _words(key: str) -> list[str]:
    return [word for word in key.split() if not word.startswith("+")]


def _lacking(words: list[str], others: list[str]) -> str:
    known = {word.casefold() for word in others}
    return " ".join(word for word in words if word.casefold() not in known)
