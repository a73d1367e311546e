"""The lot code of a marking, from the roles of its lines as they are stored with a judgement. Pure."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from provenance.partnumbers.normalise import plain
from provenance.partnumbers.types import Role

SHORTEST, FEWEST_DIGITS = 5, 2
"""A shorter code, or one with fewer digits, comes back on other lots too soon to join anything by it."""
LONGEST = 40


def lot_code(roles: Iterable[Mapping[str, Any]]) -> str:
    """The lot code that the lines show, in capitals without punctuation; empty where no piece is most likely one.

    Letters and digits stay as they were read: 0 and O name two lots. Of several the likeliest, then the longest.
    """
    by_piece = groupby(roles, key=itemgetter("line", "start"))
    likeliest = [next(piece) for _, piece in by_piece]
    codes = [
        (one["probability"], len(code), code)
        for one in likeliest
        if one["role"] == Role.LOT_CODE and _tells(code := plain(one["text"]))
    ]
    return max(codes)[2] if codes else ""


def lot_as_read(roles: Iterable[Mapping[str, Any]], code: str) -> str:
    """The lot code as the marking shows it, with its punctuation; the code itself where no piece has it."""
    pieces = (one["text"] for one in roles if one["role"] == Role.LOT_CODE and plain(one["text"]) == code)
    return next(iter(pieces), code)


def _tells(code: str) -> bool:
    return SHORTEST <= len(code) <= LONGEST and sum(sign.isdigit() for sign in code) >= FEWEST_DIGITS
