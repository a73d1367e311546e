"""Whether an answer names the published maker, and whether what is no chip was taken for one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from provenance.evaluation.components import Component, Given
from provenance.partnumbers.families.sales import sales_of
from provenance.partnumbers.makers import Makers, without_legal_form
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.scripts import fold_lookalikes
from provenance.partnumbers.types import Candidate, Catalogue, Decision, Resolution
from provenance.resolving import resolve

_NOBODY = frozenset({"", "-", "not identified"})


class MakerVerdict(StrEnum):
    """Right: the brand, or a house that it belongs to. No truth: the published label names no maker."""

    RIGHT = "right"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    NO_TRUTH = "no_truth"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One component, what was said of it, and whether its first candidate has the right maker."""

    component: Component
    given: Given
    resolution: Resolution
    maker: MakerVerdict

    @property
    def identified(self) -> bool:
        """Whether the marking was decided."""
        return self.resolution.decision is Decision.IDENTIFIED

    @property
    def taken_for_a_part(self) -> bool:
        """Whether more was said of it than what stands there, and not the right maker."""
        return self.resolution.decision is not Decision.UNKNOWN and self.maker is not MakerVerdict.RIGHT


def judged(components: Sequence[Component], catalogue: Catalogue, makers: Makers) -> list[Verdict]:
    """Every component resolved and judged."""
    verdicts = []
    for component in components:
        resolution = resolve(component.lines, catalogue)
        best = resolution.candidates[0] if resolution.candidates else None
        verdict = judged_candidate(best, component.maker, makers)
        verdicts.append(Verdict(component, component.given, resolution, verdict))
    return verdicts


def judged_candidate(best: Candidate | None, published: str, makers: Makers) -> MakerVerdict:
    """Compare a candidate's maker with a published label; of a series that was sold, either side is right."""
    if not best:
        return judged_maker("", published, makers)
    sales = sales_of(plain(best.part_number), best.manufacturer)
    sides = (best.manufacturer, *(name for sale in sales for name in (sale.seller, sale.buyer)))
    verdicts = [judged_maker(name, published, makers) for name in sides]
    return MakerVerdict.RIGHT if MakerVerdict.RIGHT in verdicts else verdicts[0]


def judged_maker(answer: str, published: str, makers: Makers) -> MakerVerdict:
    """Compare the maker of an answer (empty: none was named) with a published label, which may name owners too."""
    if published.casefold() in _NOBODY:
        return MakerVerdict.NO_TRUTH
    if not answer:
        return MakerVerdict.UNANSWERED
    published = fold_mixed(published)
    pieces = [published, *published.replace("(", ",").replace(")", "").replace("/", ",").replace(" - ", ",").split(",")]
    said = {piece.strip() for piece in pieces}
    named = {makers.named(name) for name in said | {without_legal_form(name) for name in said}} - {""}
    same = any(makers.related(answer, name) for name in named) or _same_words(answer, published)
    return MakerVerdict.RIGHT if same else MakerVerdict.WRONG


def fold_mixed(text: str) -> str:
    """Words with Latin letters written in Latin throughout: Peak Electronics was typed with a Cyrillic E."""
    return " ".join(_latin(word) if re.search("[A-Za-z]", word) else word for word in text.split(" "))


def _latin(word: str) -> str:
    return "".join((fold_lookalikes(c) if c.isupper() else fold_lookalikes(c.upper()).lower()) for c in word)


def _same_words(answer: str, published: str) -> bool:
    """Whether a maker that no reference knows is written with the same words: HF(Xiamen Hongfa Electroacoustic)."""
    said = set(re.findall(r"\w{4,}", answer.casefold()))
    return bool(said) and said <= set(re.findall(r"\w{4,}", published.casefold()))
