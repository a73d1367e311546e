"""The key under which any text is searched for: case, script look-alikes, accents and punctuation do not matter."""

import unicodedata
from typing import Any

from django.db import models

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


class SearchKeyField(models.CharField):  # type: ignore[type-arg]
    """The search key of an attribute of the row, written whenever the row is: by `save` and by `bulk_create`.

    Its index is not for looking up but for reading through: SQLite reads it instead of the whole table.
    """

    def __init__(self, source: str = "", **kwargs: Any) -> None:
        self.source = source
        fixed = {"max_length": LONGEST_KEY, "db_index": True, "editable": False, "default": "", "db_default": ""}
        super().__init__(**{**kwargs, **fixed})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 - Django's own signature
        """The key of the attribute named `source`. In a migration there is none: the key stays as it is."""
        if not self.source:
            return str(getattr(model_instance, self.attname))
        key = search_key(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, key)
        return key
