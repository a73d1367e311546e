"""The key under which any text is searched for: case, script look-alikes, accents and punctuation do not matter."""

import unicodedata

from provenance.kept_key import KeptKeyField
from provenance.partnumbers.confusions import fold
from provenance.partnumbers.scripts import fold_lookalikes

LONGEST_KEY = 600
"""Characters; more might not fit an index of PostgreSQL (2,700 bytes)."""


def search_key(text: str) -> str:
    """Letters and digits of any script, each as its first look-alike: Würth, WURTH and wurth are one, МАХ and max too.

    Line ends stay as single line feeds, so that what is sought is never found across two lines.
    """
    lines = map(_folded, text[: 4 * LONGEST_KEY].splitlines())
    return "\n".join(line for line in lines if line)[:LONGEST_KEY]


def _folded(line: str) -> str:
    apart = unicodedata.normalize("NFKD", line.casefold()).upper()
    return fold(fold_lookalikes("".join(character for character in apart if character.isalnum())))


class SearchKeyField(KeptKeyField):
    """The search key of an attribute of the row.

    Its index is not for looking up but for reading through: SQLite reads it instead of the whole table.
    """

    longest = LONGEST_KEY

    def key_of(self, text: str) -> str:
        """`search_key`."""
        return search_key(text)
