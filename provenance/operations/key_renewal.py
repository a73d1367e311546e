"""Keys that are kept beside names and texts, made anew: a later version may make them by other rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models, transaction

from custody.ledger import Subject, append
from provenance.batching import batches
from provenance.kept_key import KeptKeyField
from provenance.operations import bulk

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Renewal:
    """How many keys of one column were read, and how many of them were old."""

    table: str
    column: str
    read: int
    old: int


def renew_keys(*, actor: str, check: bool = False, progress: Progress = lambda done, total: None) -> list[Renewal]:
    """Make every kept key that is old anew, some thousand rows a transaction; told in the ledger where any was.

    `check`: only count them. It may be stopped at any time and run again.
    """
    found = []
    for field in kept_keys():
        total = field.model._default_manager.count()
        read = old = 0
        for some in batches(field.model._default_manager.order_by("pk").iterator()):
            made = [(field.key_of(getattr(row, field.source)), row) for row in some]
            wrong = [(key, row.pk) for key, row in made if key != getattr(row, field.attname)]
            read, old = read + len(some), old + len(wrong)
            if wrong and not check:
                with transaction.atomic():
                    bulk.update(field.model, (field.attname,), wrong)
            progress(read, total)
        found.append(Renewal(field.model._meta.model_name or "", field.attname, read, old))
    renewed = {f"{one.table}.{one.column}": one.old for one in found if one.old}
    if renewed and not check:
        with transaction.atomic():
            append(action="keys.renewed", subject=Subject("reference", "keys"), actor=actor, details=renewed)
    return found


def kept_keys() -> Iterator[KeptKeyField]:
    """Every column that keeps a key of another one."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, KeptKeyField) and field.source and issubclass(field.model, models.Model):
                yield field
