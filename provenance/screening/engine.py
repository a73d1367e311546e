"""Which engine gave an answer: its number and the contents of the word lists it reads."""

import hashlib
from functools import cache
from pathlib import Path

from provenance import partynames

NUMBER = "2"
"""Goes up whenever the same names may give another answer though no list of words changed."""


@cache
def engine_version() -> str:
    """`names-2-0a1b2c3d`."""
    files = (Path(__file__).with_name("lexicon.txt"), Path(partynames.__file__).with_name("legal_forms.txt"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    return f"names-{NUMBER}-{digest[:8]}"
