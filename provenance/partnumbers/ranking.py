"""From weighed candidates to an order and a decision: this part, ambiguous, or read and not in the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from provenance.partnumbers.makers import Makers
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.scoring import ELSEWHERE_NATS, STEPS, Kind, Match, reading_nats
from provenance.partnumbers.types import Candidate, Decision

IDENTIFIED_FROM = 0.85
CLEARLY_AHEAD = 0.04
CANDIDATE_FROM = 0.45
MAX_CANDIDATES = 8
CLEARLY_READ = 4.0
"""Nats by which another part must be less likely to have been read, when as much speaks for it otherwise."""
OTHER_LETTER_READ = 2.0
"""Nats of doubt up to which a letter that was not read first may be decided, with the brand's lettering."""
_BELOW = 0.01


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate and the match that it comes from."""

    candidate: Candidate
    match: Match

    @property
    def support(self) -> float:
        """The score if the lettering were as this match has it, beyond doubt."""
        doubted = STEPS["digit_doubted"] if self.match.digits_doubted else 0.0
        return self.candidate.score - STEPS["alternative_reading"] * reading_nats(self.match) - doubted


def ranked(found: Sequence[Weighed]) -> list[Weighed]:
    """The best candidates from `CANDIDATE_FROM` up, each part number of a maker once; without a maker only if no maker
    has a better claim to the number.
    """
    settled = [one for one in (_below_reading(each, found) for each in found) if one.candidate.score >= CANDIDATE_FROM]
    kept: dict[tuple[str, str], Weighed] = {}
    for one in sorted(settled, key=_order):
        number, maker = plain(one.candidate.part_number), one.candidate.manufacturer
        if maker or not any(number == other for other, _ in kept):
            kept.setdefault((number, maker), one)
    return list(kept.values())[:MAX_CANDIDATES]


def _order(one: Weighed) -> tuple[float, int, str]:
    return -one.candidate.score, -len(one.candidate.part_number), one.candidate.part_number


def _below_reading(one: Weighed, found: Sequence[Weighed]) -> Weighed:
    """A number that is only nearly what was read comes after what was read; without that it is worth nothing."""
    if one.match.kind is not Kind.NEAR:
        return one
    same_text = (other for other in found if other.match.spelling == one.match.spelling)
    read = max((other.candidate.score for other in same_text if other.match.kind is not Kind.NEAR), default=0.0)
    score = min(one.candidate.score, read - _BELOW)
    return replace(one, candidate=replace(one.candidate, score=round(max(0.0, score), 3)))


def decide(order: Sequence[Weighed], makers: Makers) -> Decision:
    """What may be said of candidates in order.

    Identified needs a strong best candidate with a maker, clearly ahead of every other part; and no other part for
    which as much speaks may be nearly as likely to have been read. Where the reader doubts a digit nothing is decided;
    where it read something else at first, only a number that the catalogue lists, and with another letter only with
    the brand's lettering. Texts that are merely read are not good enough to choose from: unknown.
    """
    if all(one.match.kind is Kind.READ_ONLY for one in order):
        return Decision.UNKNOWN
    best = order[0]
    others = [other for other in order if not same_part(best.candidate, other.candidate, makers)]
    strong = best.candidate.manufacturer and best.candidate.score >= IDENTIFIED_FROM and _surely_read(best)
    if strong and not any(_rivals(best, other) for other in others):
        return Decision.IDENTIFIED
    return Decision.AMBIGUOUS


def _surely_read(best: Weighed) -> bool:
    match, changed = best.match, best.match.changed
    if match.digits_doubted or changed.digits or (match.spelling.instead_of and match.kind is not Kind.EXACT):
        return False
    agreed = any(reason.code == "brand_agrees" for reason in best.candidate.reasons)
    return not changed.letters or (agreed and match.spelling.doubt <= OTHER_LETTER_READ)


def _rivals(best: Weighed, other: Weighed) -> bool:
    if best.candidate.score - other.candidate.score < CLEARLY_AHEAD:
        return True
    less_likely = _unread(other) - _unread(best)
    return best.support - other.support < CLEARLY_AHEAD and less_likely < CLEARLY_READ


def _unread(one: Weighed) -> float:
    """Nats by which the reading, not the part, is in doubt."""
    return one.match.spelling.doubt + (ELSEWHERE_NATS if one.match.elsewhere else 0.0)


def same_part(best: Candidate, other: Candidate, makers: Makers) -> bool:
    """Whether two candidates are one part: one number begins the other's, and the makers are one house."""
    short, long = sorted((plain(best.part_number), plain(other.part_number)), key=len)
    house = makers.related(best.manufacturer, other.manufacturer) or not other.manufacturer
    return long.startswith(short) and house
