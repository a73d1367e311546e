"""The number of an account's row, written so that nobody reads from it how many accounts there are."""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_MARK = b"account\0"
_BLOCK = 16


def hidden(number: int) -> str:
    """32 signs, the same each time for the same number."""
    block = _MARK + number.to_bytes(_BLOCK - len(_MARK), "big")
    encryptor = _cipher(settings.SECRET_KEY).encryptor()
    return (encryptor.update(block) + encryptor.finalize()).hex()


def number_in(text: str) -> int | None:
    """The number that was hidden; None for any other text, and where no key that is left opens it."""
    try:
        block = bytes.fromhex(text)
    except ValueError:
        return None
    if len(block) != _BLOCK:
        return None
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        decryptor = _cipher(key).decryptor()
        plain = decryptor.update(block) + decryptor.finalize()
        if plain.startswith(_MARK):
            return int.from_bytes(plain[len(_MARK) :], "big")
    return None


@lru_cache(maxsize=4)
def _cipher(key: str) -> Cipher[modes.CBC]:
    """One block at a time, with nothing before it: there is no second one that could be told to be equal."""
    step = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"chiptrail hidden numbers 1")
    return Cipher(algorithms.AES(step.derive(key.encode())), modes.CBC(bytes(_BLOCK)))
