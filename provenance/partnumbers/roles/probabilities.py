"""From claims to probabilities: the strongest claim takes its share, the next one its share of what is left."""

from collections.abc import Iterable
from operator import itemgetter

from provenance.partnumbers.roles.claims import Claim
from provenance.partnumbers.types import Role

BY_CONFIDENCE = {"high": 0.92, "medium": 0.75, "low": 0.4}
"""The weight of a claim that rests on a rule of the reference data with this confidence."""
STRONG_LETTERING, WEAK_LETTERING = 0.95, 0.5
NUMBER = 0.97
"""The most that a candidate's number can claim."""
OTHER_NUMBER = 0.6
"""Share of its claim for the number of a candidate that is not the best: most markings hold one number."""
ALSO_LOT = 0.6
"""What is left of a date code's piece and may be a lot code: digits with the form of a date."""
LAYOUT = 0.85
OF_ALL_MAKERS = 0.9
"""Share of its claim for a date code that no maker's own rule reads."""
_LEAST = 0.03
_THOUSAND, _HAIR = 1000, 1e-6


def alternatives(claims: Iterable[Claim]) -> list[tuple[Claim, float]]:
    """The roles of one piece, likeliest first, each once; together at most 1, and nothing below three in a hundred."""
    best: dict[Role, Claim] = {}
    for claim in claims:
        known = best.get(claim.role)
        if known is None or (known.left, -known.weight) > (claim.left, -claim.weight):
            best[claim.role] = claim
    room = 1.0
    shared: list[tuple[Claim, float]] = []
    for claim in sorted(best.values(), key=_strength):
        share = claim.weight * room
        room -= share
        if share >= _LEAST:
            shared.append((claim, int(share * _THOUSAND + _HAIR) / _THOUSAND))
    return sorted(shared, key=itemgetter(1), reverse=True)


def _strength(claim: Claim) -> tuple[bool, float]:
    return claim.left, -claim.weight
