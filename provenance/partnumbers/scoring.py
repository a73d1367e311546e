"""From a match to a candidate: a score between 0 and 1, and the reasons that made it.

Each kind of match starts somewhere; each reason moves the score by a fixed step. The steps were chosen by what a
wrong answer would cost: an innocent maker must not be named because of one digit. They were checked, and in part
changed, after looking at markings of two sets of real components; only a set that nobody looked at can judge them.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from provenance.partnumbers.edits import Edits, edits
from provenance.partnumbers.families.sales import Sale, sales_of
from provenance.partnumbers.makers import BrandSeen, Makers
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.parse import Spelling
from provenance.partnumbers.types import Candidate, Reason, Sign


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
    READ_ONLY = "read_only"
    TOP_MARK_ONLY = "top_mark_only"
    DESIGNATION = "cyrillic_designation"
    RECORDED_ALIAS = "recorded_alias"
    LISTED_ALIAS = "listed_alias"


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
    Kind.READ_ONLY: 0.42,
    Kind.TOP_MARK_ONLY: 0.50,
    Kind.DESIGNATION: 0.80,
    Kind.RECORDED_ALIAS: 0.90,
    Kind.LISTED_ALIAS: 0.88,
}

STEPS: Mapping[str, float] = {
    "alternative_reading": -0.03,
    "digit_doubted": -0.05,
    "first_number": 0.07,
    "number_form": 0.03,
    "like_code": -0.12,
    "confusable": -0.05,
    "wrong_letter": -0.08,
    "wrong_digit": -0.35,
    "joined_words": -0.005,
    "joined_lines": -0.005,
    "odd_suffix": -0.09,
    "near_listed": -0.06,
    "script_folded": -0.02,
    "top_mark": -0.04,
    "shared_number": -0.15,
    "several_makers": -0.15,
    "stranger_lists": -0.03,
    "line_sold": 0.0,
    "maker_unknown": -0.10,
    "second_source": -0.02,
    "brand_agrees": 0.06,
    "brand_conflicts": -0.30,
    "unreadable": -0.12,
    "short_number": -0.20,
    "designator": -0.50,
}
"""What one reason moves the score by; `alternative_reading` for each nat of doubt, others for each character."""
PRIOR_NATS = {"look_alike": 0.0, "letter": 0.5, "digit": 2.0}
"""What another reading must make up for besides its doubt: a number with another digit is listed by chance ten times
as often (4 % of the digits put for digits in 3,000 numbers of chips) as one with another letter (0.3 %)."""
ELSEWHERE_NATS = 7.0
"""The same where another line already says a number as it is read: hardly any component carries two."""
HARDLY_KNOWN = (Kind.PREFIX_LOW, Kind.TOP_MARK_ONLY, Kind.BRAND_ONLY, Kind.READ_ONLY)
"""Kinds that say little: which word of the marking is the number is told by where it stands and how it is built."""
LITTLE_KNOWN = (Kind.PREFIX_MEDIUM, Kind.PREFIX_OPEN)
"""Kinds that say more, but never enough to identify a part."""
_LITTLE_KNOWN = {"near_listed": 0.0}
_HARDLY_KNOWN = {"short_number": 0.2, "designator": 0.05, "near_listed": 0.0, "like_code": 0.4}
"""Of what speaks against a text this share counts when hardly anything is known of it: it starts low enough."""
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
    built_as: str = ""
    top_mark: str = ""
    folded_from: str = ""
    odd_suffix: str = ""
    near_listed: str = ""
    first_number: bool = False
    number_form: bool = False
    like_code: bool = False
    elsewhere: bool = False
    digits_doubted: Spelling | None = None

    @property
    def changed(self) -> Edits:
        """What another reading than the line's own changes."""
        return edits(plain(self.spelling.instead_of), self.spelling.plain) if self.spelling.instead_of else _NOTHING


_NOTHING = Edits(0, 0)


def candidate(match: Match, brands: Sequence[BrandSeen], makers: Makers) -> Candidate:
    """The match as a candidate, with the brand lettering on the component weighed in."""
    maker, brand_reasons = _maker(match, brands, makers)
    reasons = [
        Reason("for", match.kind.value, match.details),
        *_reading(match),
        *_support(match, maker),
        *brand_reasons,
        *_sold(match.number, maker),
    ]
    length = min(_LENGTH_CAP, _LENGTH_STEP * (len(match.spelling.key) - len(match.spelling.tail)))
    steps = [STEPS[reason.code] * _times(match, reason.code) for reason in reasons[1:]]
    return Candidate(
        part_number=match.number,
        manufacturer=maker,
        owner=_owner(match.number, maker, makers) if maker else "",
        catalogued=match.catalogued and not any(r.code == "second_source" for r in reasons),
        score=round(max(0.0, min(0.99, START[match.kind] + length + sum(steps))), 3),
        reasons=tuple(reasons),
    )


def _times(match: Match, code: str) -> float:
    counted: dict[str, float] = {
        "confusable": min(match.confused, 3),
        "wrong_letter": match.wrong_letters,
        "wrong_digit": match.wrong_digits,
        "alternative_reading": reading_nats(match),
        **(_HARDLY_KNOWN if match.kind in HARDLY_KNOWN else _LITTLE_KNOWN if match.kind in LITTLE_KNOWN else {}),
    }
    return counted.get(code, 1)


def reading_nats(match: Match) -> float:
    """How much speaks against the reading: its doubt, and what it changes; 0 for the line's own text."""
    if not match.spelling.instead_of:
        return 0.0
    changed = match.changed
    prior = "digit" if changed.digits else "letter" if changed.letters else "look_alike"
    return match.spelling.doubt + PRIOR_NATS[prior] + (ELSEWHERE_NATS if match.elsewhere else 0.0)


def _reading(match: Match) -> list[Reason]:
    """What had to be assumed about the reading."""
    spelling = match.spelling
    told: list[tuple[bool, Sign, str, dict[str, str]]] = [
        (bool(spelling.instead_of), "against", "alternative_reading", _times_less(spelling, spelling.instead_of)),
        (match.digits_doubted is not None, "against", "digit_doubted", _other_digits(match)),
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
        (match.first_number, "for", "first_number", {"read": spelling.text}),
        (match.number_form, "for", "number_form", {"read": spelling.text}),
        (match.like_code, "against", "like_code", {"read": spelling.text}),
        (spelling.designator, "against", "designator", {"read": spelling.text}),
        ("?" in spelling.text, "against", "unreadable", {"read": spelling.text}),
        (len(spelling.key) <= _SHORT, "against", "short_number", {"read": spelling.text}),
    ]
    return [Reason(sign, code, params) for holds, sign, code, params in told if holds]


def _times_less(spelling: Spelling, read: str) -> dict[str, str]:
    times = math.exp(spelling.doubt)
    return {"read": read, "times": f"{times:.1f}" if times < 10 else str(round(times))}


def _other_digits(match: Match) -> dict[str, str]:
    other = match.digits_doubted
    return {"other": other.text, **_times_less(other, match.spelling.text)} if other else {}


def _support(match: Match, maker: str) -> list[Reason]:
    """What the number alone leaves open about the maker."""
    if not maker:
        return [] if match.kind is Kind.READ_ONLY else [Reason("against", "maker_unknown")]
    return [
        *([Reason("against", "several_makers", {"makers": ", ".join(match.several)})] if match.several else []),
        *([Reason("against", "stranger_lists", {"maker": match.built_as})] if match.built_as else []),
    ]


def _owner(number: str, maker: str, makers: Makers) -> str:
    """Who has the brand today, or the series, where that was sold without the brand."""
    buyer = next((sale.buyer for sale in sales_of(plain(number), maker) if sale.seller == maker), maker)
    return makers.owner(buyer)


def _sold(number: str, maker: str) -> list[Reason]:
    return [Reason("note", "line_sold", _parties(sale)) for sale in sales_of(plain(number), maker)[:1]]


def _parties(sale: Sale) -> dict[str, str]:
    return {"seller": sale.seller, "buyer": sale.buyer, "year": str(sale.year)}


def _maker(match: Match, brands: Sequence[BrandSeen], makers: Makers) -> tuple[str, list[Reason]]:
    """The maker's brand, after what is lettered on the component; a shared number belongs to the lettered brand."""
    if match.kind is Kind.READ_ONLY:
        return "", []
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
