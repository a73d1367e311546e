"""A column that keeps the key of a text of its row, under which it is found."""

from typing import Any, ClassVar

from django.db import models


class KeptKeyField(models.CharField):  # type: ignore[type-arg]
    """The key of an attribute of the row, written whenever the row is: by `save` and by `bulk_create`."""

    longest: ClassVar[int]

    def __init__(self, source: str = "", **kwargs: Any) -> None:
        self.source = source
        fixed = {"max_length": self.longest, "db_index": True, "editable": False, "default": "", "db_default": ""}
        super().__init__(**{**kwargs, **fixed})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 - Django's own signature
        """The key of the attribute named `source`. In a migration there is none: the key stays as it is."""
        if not self.source:
            return str(getattr(model_instance, self.attname))
        key = self.key_of(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, key)
        return key

    def key_of(self, text: str) -> str:
        """The key of a text, `longest` characters at the most."""
        raise NotImplementedError
