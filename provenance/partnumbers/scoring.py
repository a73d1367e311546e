"""From a match to a candidate: a score between 0 and 1, and the reasons that made it.

Each kind of match starts somewhere; each reason moves the score by a fixed step. The steps were chosen by what a
wrong answer would cost: an innocent maker must not be named because of one digit. They were checked, and in part
changed, after looking at markings of two sets of real components; only a set that nobody looked at can judge them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from provenance.partnumbers.makers import BrandSeen, Makers
from provenance.partnumbers.parse import Spelling
from provenance.partnumbers.types import Candidate, Decision, Reason, Sign

IDENTIFIED_FROM = 0.85
CLEARLY_AHEAD = 0.04
CANDIDATE_FROM = 0.45


class Kind(StrEnum):
    """How a spelling came to a part number; the value is the reason's code."""

    EXACT = "exact_number"
    SUFFIX_BEYOND = "suffix_beyond_catalogue"
    BASE = "base_of_catalogued"
    SCHEME = "fits_scheme"
    PREFIX_HIGH = "prefix_high"
    PREFIX_MEDIUM = "prefix_medium"
    PREFIX_LOW = "prefix_low"
    PREFIX_OPEN = "prefix_open"
    INDUSTRY_SCHEME = "fits_industry_scheme"
    NEAR = "near_number"
    BRAND_ONLY = "brand_only"
    TOP_MARK_ONLY = "top_mark_only"
    DESIGNATION = "cyrillic_designation"


START: Mapping[Kind, float] = {
    Kind.EXACT: 0.93,
    Kind.SUFFIX_BEYOND: 0.88,
    Kind.BASE: 0.88,
    Kind.SCHEME: 0.78,
    Kind.PREFIX_HIGH: 0.72,
    Kind.PREFIX_MEDIUM: 0.62,
    Kind.PREFIX_LOW: 0.46,
    Kind.PREFIX_OPEN: 0.62,
    Kind.INDUSTRY_SCHEME: 0.80,
    Kind.NEAR: 0.78,
    Kind.BRAND_ONLY: 0.46,
    Kind.TOP_MARK_ONLY: 0.50,
    Kind.DESIGNATION: 0.80,
}

STEPS: Mapping[str, float] = {
    "confusable": -0.05,
    "wrong_letter": -0.08,
    "wrong_digit": -0.35,
    "joined_words": -0.005,
    "joined_lines": -0.005,
    "odd_suffix": -0.08,
    "near_listed": -0.06,
    "script_folded": -0.02,
    "top_mark": -0.04,
    "shared_number": -0.15,
    "several_makers": -0.15,
    "maker_unknown": -0.10,
    "second_source": -0.02,
    "brand_agrees": 0.06,
    "brand_conflicts": -0.30,
    "unreadable": -0.12,
    "short_number": -0.20,
    "designator": -0.50,
}
_LENGTH_STEP = 0.004
_LENGTH_CAP = 0.06
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Match:
    """A spelling and the part number that it may mean. `details` are the parameters of the first reason."""

    spelling: Spelling
    kind: Kind
    number: str
    manufacturer: str
    catalogued: bool
    details: Mapping[str, str]
    confused: int = 0
    wrong_letters: int = 0
    wrong_digits: int = 0
    shared: bool = False
    several: tuple[str, ...] = ()
    top_mark: str = ""
    folded_from: str = ""
    odd_suffix: str = ""
    near_listed: str = ""


def candidate(match: Match, brands: Sequence[BrandSeen], makers: Makers) -> Candidate:
    """The match as a candidate, with the brand lettering on the component weighed in."""
    maker, brand_reasons = _maker(match, brands, makers)
    reasons = [
        Reason("for", match.kind.value, match.details),
        *_reading(match),
        *_support(match, maker),
        *brand_reasons,
    ]
    length = min(_LENGTH_CAP, _LENGTH_STEP * len(match.spelling.key))
    score = START[match.kind] + length + sum(STEPS[r.code] * _times(match, r.code) for r in reasons[1:])
    return Candidate(
        part_number=match.number,
        manufacturer=maker,
        owner=makers.owner(maker) if maker else "",
        catalogued=match.catalogued and not any(r.code == "second_source" for r in reasons),
        score=round(max(0.0, min(0.99, score)), 3),
        reasons=tuple(reasons),
    )


def _times(match: Match, code: str) -> int:
    counted = {
        "confusable": min(match.confused, 3),
        "wrong_letter": match.wrong_letters,
        "wrong_digit": match.wrong_digits,
    }
    return counted.get(code, 1)


def _reading(match: Match) -> list[Reason]:
    """What had to be assumed about the reading."""
    spelling = match.spelling
    told: list[tuple[bool, Sign, str, dict[str, str]]] = [
        (match.confused > 0, "against", "confusable", {"count": str(match.confused), "read": spelling.text}),
        (
            match.wrong_letters > 0,
            "against",
            "wrong_letter",
            {"count": str(match.wrong_letters), "read": spelling.text},
        ),
        (match.wrong_digits > 0, "against", "wrong_digit", {"count": str(match.wrong_digits), "read": spelling.text}),
        (spelling.over_lines, "note", "joined_lines", {"read": spelling.text}),
        (spelling.joins > 0 and not spelling.over_lines, "note", "joined_words", {"read": spelling.text}),
        (bool(match.folded_from), "note", "script_folded", {"read": match.folded_from}),
        (bool(match.odd_suffix), "against", "odd_suffix", {"suffix": match.odd_suffix}),
        (bool(match.near_listed), "against", "near_listed", {"number": match.near_listed}),
        (bool(match.top_mark), "note", "top_mark", {"read": spelling.text, "source": match.top_mark}),
        (spelling.designator, "against", "designator", {"read": spelling.text}),
        ("?" in spelling.text, "against", "unreadable", {"read": spelling.text}),
        (len(spelling.key) <= _SHORT, "against", "short_number", {"read": spelling.text}),
    ]
    return [Reason(sign, code, params) for holds, sign, code, params in told if holds]


def _support(match: Match, maker: str) -> list[Reason]:
    """What the number alone leaves open about the maker."""
    if not maker:
        return [Reason("against", "maker_unknown")]
    if match.several:
        return [Reason("against", "several_makers", {"makers": ", ".join(match.several)})]
    return []


def _maker(match: Match, brands: Sequence[BrandSeen], makers: Makers) -> tuple[str, list[Reason]]:
    """The maker's brand, after what is lettered on the component; a shared number belongs to the lettered brand."""
    agreeing = next(
        (b for b in brands if match.manufacturer and makers.related(b.manufacturer, match.manufacturer)), None
    )
    if agreeing:
        return _printed(match, agreeing, makers), [Reason("for", "brand_agrees", {"brand": agreeing.text})]
    strong = next((b for b in brands if not b.weak), None)
    if strong and (match.shared or not match.manufacturer):
        reason = Reason("for", "second_source", {"brand": strong.text, "catalogue": match.manufacturer})
        return strong.manufacturer, [reason]
    if match.shared:
        return match.manufacturer, [
            Reason("against", "shared_number", {"maker": match.manufacturer})
        ] if match.manufacturer else []
    if strong:
        return match.manufacturer, [Reason("against", "brand_conflicts", {"brand": strong.text})]
    return match.manufacturer, []


def _printed(match: Match, brand: BrandSeen, makers: Makers) -> str:
    """The brand that is printed wins over the owner that the catalogue names; an owner's logo keeps the brand."""
    return brand.manufacturer if match.manufacturer in makers.owners(brand.manufacturer) else match.manufacturer


def decide(candidates: Sequence[Candidate], same: Sequence[bool]) -> Decision:
    """What may be said of candidates in order; `same[i]` tells whether candidate i names the same part as the best.

    Identified needs a strong best candidate with a maker, clearly ahead of every other part.
    """
    if not candidates:
        return Decision.UNKNOWN
    best = candidates[0]
    rivals = [c.score for c, one in zip(candidates, same, strict=True) if not one]
    ahead = best.score - max(rivals, default=0.0)
    if best.manufacturer and best.score >= IDENTIFIED_FROM and ahead >= CLEARLY_AHEAD:
        return Decision.IDENTIFIED
    return Decision.AMBIGUOUS
