"""Codes on the bags of exhibits: ten signs, of which the last two check the others (pure).

The signs are Crockford's base 32; read as one number, the whole code is 1 modulo 97, as in ISO 7064 MOD 97-10. One
wrong sign, and any two swapped ones, are always noticed.
"""

import secrets

from teardowns import crockford

SIGNS, CHECK_SIGNS = 10, 2
_MODULUS = 97


def new_code() -> str:
    """A code by lot: eight signs, 2^40 of them, and the check."""
    return with_check(crockford.encode(secrets.randbits(5 * (SIGNS - CHECK_SIGNS)), SIGNS - CHECK_SIGNS))


def with_check(signs: str) -> str:
    """The code of these eight signs. Raises ValueError for anything else."""
    value = crockford.decode(signs)
    if value is None or len(signs) != SIGNS - CHECK_SIGNS:
        raise ValueError("not eight signs of the alphabet")
    check = (1 - (value << 5 * CHECK_SIGNS)) % _MODULUS
    return crockford.encode(value, SIGNS - CHECK_SIGNS) + crockford.encode(check, CHECK_SIGNS)


def read(typed: str) -> str | None:
    """The code that was typed or scanned, without blanks and hyphens and in upper case; None when it is no code."""
    code = crockford.clean(typed)
    value = crockford.decode(code)
    return code if len(code) == SIGNS and value is not None and value % _MODULUS == 1 else None


def shown(code: str) -> str:
    """As it is printed: `ABCDE-FGHJK`."""
    return f"{code[:5]}-{code[5:]}"
