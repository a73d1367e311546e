"""Keys by which a part is found although two characters of its number were misread, lost or added.

A canonical key is cut into four quarters. Two edits touch at most two of them, so two others stand as they were,
at most two places further left or right. Each pair of quarters of a listed number is therefore kept as one integer,
and a text that was read asks for all integers that one of the pairs may have: 42 in the whole, however large the
catalogue. The length of the listed number goes into the integer, so that the quarters of one are known by their places.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

EDITS = 2
PAIRS = ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3))
_ONE = (-1, 0, 1)
_HALF_OF_32_BITS = 2**31

Place = tuple[int, int, int, int, int]
"""Length of the listed number; start and end of the one quarter and of the other in the text."""


def pairs_of(key: str) -> tuple[int, ...]:
    """The integer (32 bits, signed) of each of `PAIRS` for a listed key."""
    cuts = _cuts(len(key))
    quarters = [key[start:stop] for start, stop in pairwise(cuts)]
    return tuple(_number(len(key), quarters[one] + quarters[other]) for one, other in PAIRS)


def pairs_near(key: str) -> tuple[frozenset[int], ...]:
    """For each of `PAIRS` the integers of listed keys that may have become `key` by at most two edits."""
    return tuple(
        frozenset(_number(length, key[start:stop] + key[begin:end]) for length, start, stop, begin, end in places)
        for places in _places(len(key))
    )


def edits_between(key: str, other: str) -> int:
    """How many edits two keys are apart; more than `EDITS` when it is more."""
    return Levenshtein.distance(key, other, score_cutoff=EDITS)


def nearest(keys: Collection[str], listed: Sequence[str]) -> list[int]:
    """The places in `listed` of keys at most `EDITS` from one of `keys`, nearest first."""
    if not keys or not listed:
        return []
    apart = cdist(list(keys), listed, scorer=Levenshtein.distance, score_cutoff=EDITS, dtype=np.uint8).min(axis=0)
    return sorted(np.flatnonzero(apart <= EDITS).tolist(), key=lambda place: (int(apart[place]), listed[place]))


@cache
def _places(read: int) -> tuple[tuple[Place, ...], ...]:
    """For each of `PAIRS` where the two quarters of a listed number may stand in a text of `read` characters."""
    return tuple(
        tuple(
            place
            for length in range(max(1, read - EDITS), read + EDITS + 1)
            for first, second in _shifts(one, other, read - length)
            if (place := _place(length, one, other, first, second)) and place[1] >= 0 and place[4] <= read
        )
        for one, other in PAIRS
    )


def _place(length: int, one: int, other: int, first: int, second: int) -> Place:
    cuts = _cuts(length)
    return length, cuts[one] + first, cuts[one + 1] + first, cuts[other] + second, cuts[other + 1] + second


def _shifts(one: int, other: int, grown: int) -> Iterator[tuple[int, int]]:
    """By how many places the two quarters may have moved, if each of the others had an edit or one of them had both.

    What stands before all edits stays, what stands behind them moves with the end. Two edits in one quarter leave two
    quarters that are neighbours of each other or of the ends: another pair finds those.
    """
    between = [by for by in _ONE if grown - by in _ONE]
    if (one, other) == (0, 1):
        yield 0, 0
    elif (one, other) == (2, 3):
        yield grown, grown
    elif (one, other) == (0, 3):
        yield 0, grown
    elif one == 0:
        yield from ((0, by) for by in between)
    elif other == 3:
        yield from ((by, grown) for by in between)
    else:
        yield from ((by, by) for by in between)


@cache
def _cuts(length: int) -> tuple[int, ...]:
    """Where the quarters begin and end; the first ones, which many numbers share, are the longer ones."""
    return tuple(-(-length * quarter // 4) for quarter in range(5))


def _number(length: int, text: str) -> int:
    return crc32(text.encode(), length) - _HALF_OF_32_BITS
