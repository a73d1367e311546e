"""File names as they come from outside, made fit to store and to show. Pure."""

import unicodedata
from pathlib import PurePosixPath

MAX_NAME = 120


def safe_name(name: str) -> str:
    """The last part of a path, without control, bidi or other invisible characters, at most 120 characters.

    The name is a label only: no file is ever stored under it.
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    visible = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    clean = " ".join(visible.split())
    if len(clean) <= MAX_NAME:
        return clean
    stem, dot, suffix = clean.rpartition(".")
    if dot and len(suffix) <= 5:
        return f"{stem[: MAX_NAME - len(suffix) - 2]}….{suffix}"
    return clean[: MAX_NAME - 1] + "…"


def clean_text(text: str, limit: int) -> str | None:
    """Text fit for a field of `limit` characters: no control or bidi characters, trimmed. None when too long."""
    kept = "".join(
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") else " " for c in text
    )
    clean = kept.strip()
    return clean if len(clean) <= limit else None
