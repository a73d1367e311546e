"""Legal forms in many languages as a few families: what a name says about the kind of company, not who it is.

A family holds forms that stand for one another in practice: an OAO of 2013 is an AO or a PAO today, and an OOO is
written LLC or Ltd abroad. A stock company and a limited company of one name are two companies.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from provenance.partynames.folding import words

_FORMS = Path(__file__).with_name("legal_forms.txt")


@dataclass(frozen=True, slots=True)
class Split:
    """A name in two: its own words and the families of its legal forms, in order of appearance, each once."""

    words: tuple[str, ...]
    families: tuple[str, ...]


def split_forms(parts: Sequence[str]) -> Split:
    """Take the legal forms out of folded words. A name that consists of forms alone keeps all its words."""
    kept, families = _without_certain(parts)
    kept, more = _without_edges(kept)
    found = tuple(dict.fromkeys((*families, *more)))
    if not kept:
        return Split(tuple(parts), ())
    return Split(tuple(kept), tuple(each for each in found if each != "company"))


def _without_certain(parts: Sequence[str]) -> tuple[list[str], list[str]]:
    certain, _, longest = _table()
    kept: list[str] = []
    families: list[str] = []
    at = 0
    while at < len(parts):
        for length in range(min(longest.get(parts[at], 0), len(parts) - at), 0, -1):
            if family := certain.get(tuple(parts[at : at + length])):
                families.append(family)
                at += length
                break
        else:
            kept.append(parts[at])
            at += 1
    return kept, families


def _without_edges(parts: list[str]) -> tuple[list[str], list[str]]:
    _, edges, _ = _table()
    families: list[str] = []
    while len(parts) > 1 and parts[-1] in edges:
        families.append(edges[parts[-1]])
        parts = parts[:-1]
    while len(parts) > 1 and parts[0] in edges:
        families.append(edges[parts[0]])
        parts = parts[1:]
    return parts, families


@cache
def _table() -> tuple[dict[tuple[str, ...], str], dict[str, str], dict[str, int]]:
    """Forms that count anywhere, forms that count at an end, and by first word the length of the longest."""
    certain: dict[tuple[str, ...], str] = {}
    edges: dict[str, str] = {}
    for family, spelling in _spellings():
        form = tuple(words(spelling.removeprefix("*")))
        if spelling.startswith("*"):
            edges.setdefault(form[0], family)
        else:
            certain.setdefault(form, family)
    longest: dict[str, int] = {}
    for form in certain:
        longest[form[0]] = max(longest.get(form[0], 0), len(form))
    return certain, edges, longest


def _spellings() -> Iterator[tuple[str, str]]:
    """Family and form, as the file has them."""
    family = ""
    for line in _FORMS.read_text(encoding="utf-8").splitlines():
        if line.endswith(":"):
            family = line[:-1]
        elif line and not line.startswith("#"):
            yield from ((family, each.strip()) for each in line.split(";") if each.strip())
