"""The key under which equal names of companies meet, kept beside each name: `provenance.partynames.name_key`."""

from functools import lru_cache
from typing import Any

from django.db import models

from provenance.partynames import name_key

LONGEST_KEY = 300


@lru_cache(maxsize=50_000)
def stored_key(name: str) -> str:
    """The key as the tables keep it. Remembered: an import asks for that of each name several times."""
    return name_key(name)[:LONGEST_KEY]


class NameKeyField(models.CharField):  # type: ignore[type-arg]
    """The name key of an attribute of the row, written whenever the row is: by `save` and by `bulk_create`."""

    def __init__(self, source: str = "", **kwargs: Any) -> None:
        self.source = source
        fixed = {"max_length": LONGEST_KEY, "db_index": True, "editable": False, "default": "", "db_default": ""}
        super().__init__(**{**kwargs, **fixed})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 - Django's own signature
        """The key of the attribute named `source`. In a migration there is none: the key stays as it is."""
        if not self.source:
            return str(getattr(model_instance, self.attname))
        key = stored_key(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, key)
        return key
