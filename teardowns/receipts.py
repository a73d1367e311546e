"""The short code of a receipt: what a phone checks offline before it forgets a photo (pure).

Made with a key that the server and one phone share, over what the receipt says. Whoever does not hold the key cannot
make a code that this phone believes.
"""

import hashlib
import hmac
from datetime import UTC, datetime

from teardowns import crockford

SIGNS = 12
_DIGEST_BITS, _KEPT_BITS = 256, 60


def receipt_code(key: bytes, *, sha256: str, size: int, photo: str, received_at: datetime) -> str:
    """Twelve signs in groups of four for the original of this hash (lower-case hex), size in bytes and public id."""
    message = f"chiptrail-receipt-1|{sha256}|{size}|{photo}|{moment(received_at)}"
    digest = int.from_bytes(hmac.digest(key, message.encode("ascii"), hashlib.sha256), "big")
    return grouped(crockford.encode(digest >> (_DIGEST_BITS - _KEPT_BITS), SIGNS))


def moment(received_at: datetime) -> str:
    """A time as receipts have it: UTC, whole seconds, `2026-11-22T11:20:44Z`. Fractions are cut off, not rounded."""
    return received_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def grouped(code: str) -> str:
    """`ABCD-EFGH-JKMN`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def same_code(typed: str, code: str) -> bool:
    """Whether somebody typed this code, however they grouped it and whatever look-alikes they took."""
    return hmac.compare_digest(crockford.clean(typed).encode(), crockford.clean(code).encode())
