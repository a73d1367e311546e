"""The key under which equal names of companies meet, kept beside each name: `provenance.partynames.name_key`."""

from functools import lru_cache

from provenance.kept_key import KeptKeyField
from provenance.partynames import name_key

LONGEST_KEY = 300


@lru_cache(maxsize=50_000)
def stored_key(name: str) -> str:
    """The key as the tables keep it. Remembered: an import asks for that of each name several times."""
    return name_key(name)[:LONGEST_KEY]


class NameKeyField(KeptKeyField):
    """The name key of an attribute of the row."""

    longest = LONGEST_KEY

    def key_of(self, text: str) -> str:
        """`stored_key`."""
        return stored_key(text)
