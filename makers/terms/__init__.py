"""The terms that each person of a maker agrees to, word for word, by version. Pure.

A version's files are never edited once they shipped: `VERSIONS` keeps their hash and a test compares. New terms are a
new version, last in `VERSIONS`; everybody is then asked again.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

FOLDER: Final = Path(__file__).parent
LANGUAGES: Final = ("en", "uk")
VERSIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "2026-11": "aab99a1a6483ef3a356536be505d0f3cc14f2f9861a22f8952cb4c7b3060e739",
    }
)
"""Version -> SHA-256 of its text in all languages, as `digest` makes it; oldest first."""

CURRENT: Final[str] = tuple(VERSIONS)[-1]


@cache
def text(version: str, language: str) -> str:
    """The text of one version; in English where there is none in that language. Raises KeyError for no such version."""
    if version not in VERSIONS:
        raise KeyError(version)
    known = language if language in LANGUAGES else LANGUAGES[0]
    return (FOLDER / f"{version}.{known}.txt").read_text(encoding="utf-8")


@cache
def digest(version: str) -> str:
    """SHA-256 over the text in every language: its code, a line feed, its bytes. Raises KeyError."""
    found = hashlib.sha256()
    for language in LANGUAGES:
        found.update(f"{language}\n{text(version, language)}".encode())
    return found.hexdigest()
