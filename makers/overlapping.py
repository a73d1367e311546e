"""Our side of a private overlap: which lots of a maker's list do we hold, without seeing the list? Pure.

The protocol is the verifiable OPRF of RFC 9497 (ristretto255-SHA512), computed by the library `voprf`. Whoever asks
blinds each lot; `evaluate` computes with our key on what we cannot read; unblinded it is the same value that `tags`
gives for a lot of ours. A key serves one run. What each side learns, and what stays open: docs/private-overlap.md.
"""

import secrets
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from voprf import ristretto

from provenance.partnumbers.normalise import plain

ELEMENT: Final = 32
"""Bytes of a blinded lot, and of its evaluation."""
PROOF: Final = 64
"""Bytes of the proof that one key, the one announced, evaluated a whole batch."""
SEED: Final = 32
TAG: Final = 16
"""Bytes of the output that are compared: by chance two of 100,000 and 100,000 lots agree once in 10^28 runs."""
BATCH: Final = 512
LEAST: Final = 256
MOST: Final = 102_400
"""Blinded lots of one run, padding included."""
FEWEST_LOTS: Final = 20
MOST_LOTS: Final = 100_000
"""Lots of one list, which only who asks can count."""
SHORTEST: Final = 5
LONGEST: Final = 40
FEWEST_DIGITS: Final = 2
"""What a lot code is, as `teardowns.lots` takes it: others are in no set of ours, so nobody need ask for them."""
_INFO: Final = b"chiptrail private overlap 1"


class NotElements(ValueError):
    """Bytes that are no batch of blinded lots."""


def fresh_seed() -> bytes:
    """What the key of one run is made of."""
    return secrets.token_bytes(SEED)


def public_key(seed: bytes) -> bytes:
    """By which who asks checks that every answer of the run came from one key."""
    return _key(seed).public_key.serialize()


def evaluate(seed: bytes, blinded: bytes) -> tuple[bytes, bytes]:
    """The evaluations of a batch, in its order, and the proof. Raises NotElements."""
    if not blinded or len(blinded) % ELEMENT or len(blinded) > BATCH * ELEMENT:
        raise NotElements
    pieces = (blinded[at : at + ELEMENT] for at in range(0, len(blinded), ELEMENT))
    try:
        batch = [ristretto.BlindedInput.deserialize(piece) for piece in pieces]
    except ValueError:
        raise NotElements from None
    answer = _key(seed).evaluate_batch(batch).serialize()
    return answer[PROOF:], answer[:PROOF]


def tags(seed: bytes, lots: Collection[str]) -> bytes:
    """The outputs of our lots, cut to `TAG`, among those of chance up to a power of two, in an order that says nothing.

    What pads is computed too: else the time that this takes would tell how many are ours.
    """
    key = _key(seed)
    found = {key.evaluate_known_input(lot.encode())[:TAG] for lot in lots}
    while len(found) < padded(len(lots)):
        found.add(key.evaluate_known_input(secrets.token_bytes(LONGEST))[:TAG])
    return b"".join(sorted(found))


def padded(count: int) -> int:
    """The size under which so many go over the line: the next power of two, `LEAST` at least."""
    return max(LEAST, 1 << max(0, count - 1).bit_length())


def comparable(text: str) -> str:
    """A lot as both sides write it; empty for what is none."""
    lot = plain(text)
    told = SHORTEST <= len(lot) <= LONGEST and sum(sign.isdigit() for sign in lot) >= FEWEST_DIGITS
    return lot if told else ""


@lru_cache(maxsize=1)
def letters() -> dict[str, str]:
    """How signs other than capitals of A to Z and digits are written; those that are not here fall away.

    With it a browser writes a lot as `comparable` does, sign by sign.
    """
    signs = (chr(code) for code in range(0x10000) if not 0xD800 <= code <= 0xDFFF)
    own = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    return {sign: written for sign in signs if sign not in own and (written := plain(sign))}


def _key(seed: bytes) -> ristretto.Evaluator:
    return ristretto.Evaluator.from_seed(seed, _INFO)
