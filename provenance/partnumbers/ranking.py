"""From weighed candidates to an order and a decision: this part, ambiguous, or read and not in the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from provenance.partnumbers.confusions import fold
from provenance.partnumbers.families import registry
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
UNSURE = "unsure"
STRANGER = "stranger"
"""The vetoes of a number that rests on a doubtful reading, and of one that is not quite as listed by a maker of whom
nothing else is known: such a list has many pieces of other numbers in it. The other vetoes are numbers."""
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


def _order(one: Weighed) -> tuple[float, bool, int, str]:
    named = bool(one.candidate.manufacturer)
    return -one.candidate.score, not named, -len(one.candidate.part_number), one.candidate.part_number


def _below_reading(one: Weighed, found: Sequence[Weighed]) -> Weighed:
    """A number that is only nearly what was read comes after what was read; without that it is worth nothing."""
    if one.match.kind is not Kind.NEAR:
        return one
    same_text = (other for other in found if other.match.spelling == one.match.spelling)
    read = max((other.candidate.score for other in same_text if other.match.kind is not Kind.NEAR), default=0.0)
    score = min(one.candidate.score, read - _BELOW)
    return replace(one, candidate=replace(one.candidate, score=round(max(0.0, score), 3)))


def vetoed(order: Sequence[Weighed], makers: Makers) -> list[Weighed]:
    """The candidates, in order, each with what keeps it from being identified (`Candidate.vetoes`).

    Where the reader doubts a digit nothing is decided; where it read something else at first, only a number that the
    catalogue lists, and with another letter only with the brand's lettering. And no other part may be nearly as good,
    nor one for which as much speaks nearly as likely to have been read.
    """
    return [replace(one, candidate=replace(one.candidate, vetoes=_vetoes(one, order, makers))) for one in order]


def decide(order: Sequence[Weighed]) -> Decision:
    """What may be said of candidates in order (`vetoed`).

    Identified needs a strong best candidate with a maker and without a veto. Texts that are merely read are not good
    enough to choose from: unknown.
    """
    if all(one.match.kind is Kind.READ_ONLY for one in order):
        return Decision.UNKNOWN
    best = order[0].candidate
    strong = best.manufacturer and best.score >= IDENTIFIED_FROM
    return Decision.IDENTIFIED if strong and not best.vetoes else Decision.AMBIGUOUS


def _vetoes(one: Weighed, order: Sequence[Weighed], makers: Makers) -> tuple[str, ...]:
    others = [other for other in order if not same_part(one.candidate, other.candidate, makers)]
    rivals = (plain(other.candidate.part_number) for other in others if _rivals(one, other))
    unsure = () if _surely_read(one) else (UNSURE,)
    stranger = () if makers.knows(one.candidate.manufacturer) or _as_listed(one.match) else (STRANGER,)
    return (*unsure, *stranger, *dict.fromkeys(rivals))


def _as_listed(match: Match) -> bool:
    """Whether one word is a listed number character for character."""
    return match.kind is Kind.EXACT and not match.confused and not match.spelling.joins


def _surely_read(best: Weighed) -> bool:
    match, changed = best.match, best.match.changed
    if match.digits_doubted or changed.digits or sibling_doubted(match) or _rests_on_a_guess(match):
        return False
    agreed = any(reason.code == "brand_agrees" for reason in best.candidate.reasons)
    return not changed.letters or (agreed and match.spelling.doubt <= OTHER_LETTER_READ)


def _rests_on_a_guess(match: Match) -> bool:
    """Whether a number that is not listed as a whole is another reading, or puts look-alikes right where the text fits
    a maker's scheme as it was read: ATMEGA128L is no ATMEGA1281.
    """
    put_right = match.confused and registry.recognise(match.spelling.plain)
    return match.kind is not Kind.EXACT and bool(match.spelling.instead_of or put_right)


def sibling_doubted(match: Match) -> bool:
    """Whether a look-alike was put right where it tells two parts apart."""
    read, number = match.spelling.plain, plain(match.number)
    place = registry.either(number)
    return place is not None and len(read) > place and read[place] != number[place]


def _rivals(best: Weighed, other: Weighed) -> bool:
    return best.candidate.score - other.candidate.score < CLEARLY_AHEAD or as_good(best, other)


def as_good(best: Weighed, other: Weighed) -> bool:
    """Whether the other may as well be printed: it is not `CLEARLY_READ` less likely, and as much speaks for it."""
    if best.match.spelling.instead_of and _twins(best, other):
        return True
    return best.support - other.support < CLEARLY_AHEAD and _unread(other) - _unread(best) < CLEARLY_READ


def _twins(one: Weighed, other: Weighed) -> bool:
    """Two numbers of the catalogue that only look-alikes tell apart (STM32F105RBT6, STM32F105R8T6)."""
    listed = one.match.kind is other.match.kind is Kind.EXACT
    numbers = plain(one.candidate.part_number), plain(other.candidate.part_number)
    return listed and numbers[0] != numbers[1] and fold(numbers[0]) == fold(numbers[1])


def _unread(one: Weighed) -> float:
    """Nats by which the reading, not the part, is in doubt."""
    return one.match.spelling.doubt + (ELSEWHERE_NATS if one.match.elsewhere else 0.0)


def same_part(best: Candidate, other: Candidate, makers: Makers) -> bool:
    """Whether two candidates are one part: one number begins the other's, and the makers are one house."""
    short, long = sorted((plain(best.part_number), plain(other.part_number)), key=len)
    house = makers.related(best.manufacturer, other.manufacturer) or not other.manufacturer
    return long.startswith(short) and house
