"""Secrets that have to be computed with again, encrypted at rest with keys derived from SECRET_KEY."""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(secret: bytes) -> bytes:
    """The secret, encrypted under the newest key."""
    return _box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(secret)


def unseal(sealed: bytes | memoryview[int]) -> bytes | None:
    """The secret; None when no key that is left opens it."""
    try:
        return _box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(bytes(sealed))
    except InvalidToken:
        return None


@lru_cache(maxsize=4)
def _box(*keys: str) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    step = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"chiptrail device secrets 1")
    return base64.urlsafe_b64encode(step.derive(key.encode()))
