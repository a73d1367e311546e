"""Adding parts from a list. Distinct makers are resolved, never rows; the whole file stands or falls together."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.text import slugify

from custody.ledger import Subject, append
from provenance.importers.parts import PartRow, read_parts
from provenance.importers.table import RowError
from provenance.models import Part, Party, PartyKind, Source
from provenance.models.part import KEY_FIELDS, lookup_keys
from provenance.partnumbers.makers import UNNAMED, known_makers

BATCH = 5000


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list: rows read, parts added, parts known already, rows left out with their reasons."""

    rows: int
    added: int
    known: int
    errors: tuple[RowError, ...]


@transaction.atomic
def import_parts(
    *, path: Path, source: str = "", actor: str, progress: Callable[[int], None] = lambda rows: None
) -> Imported:
    """Add the parts of a file that the catalogue lacks. Raises ImportStopped; then nothing of the file is stored.

    A maker is found by any of its names; one that nobody knows becomes a party of its own.
    """
    origin = _source(path, source)
    makers = _Makers()
    before = Part.objects.count()
    rows, errors = 0, []
    batch: list[tuple[Any, ...]] = []
    for _line, row in read_parts(path):
        rows += 1
        if isinstance(row, RowError):
            errors.append(row)
            continue
        batch.append(_values(row, makers, origin))
        if len(batch) == BATCH:
            _store(batch)
            batch = []
            progress(rows)
    _store(batch)
    _count_values()
    added = Part.objects.count() - before
    append(
        action="parts.imported",
        subject=Subject("source", origin.slug[:64]),
        actor=actor,
        details={"rows": rows, "added": added, "left_out": len(errors), "sha256": _sha256(path)},
    )
    return Imported(rows, added, rows - len(errors) - added, tuple(errors))


class _Makers:
    """Parties by the names that a list uses, each looked up or made once."""

    def __init__(self) -> None:
        self._by_name = {party.name: party for party in Party.objects.filter(kind=PartyKind.MAKER)}
        self._seen: dict[str, Party] = {}

    def party(self, listed: str) -> Party:
        if listed not in self._seen:
            name = known_makers().named(listed) or listed or UNNAMED
            self._seen[listed] = self._by_name.get(name) or self._made(name)
        return self._seen[listed]

    def _made(self, name: str) -> Party:
        slug = slugify(name)[:100] or "maker"
        if Party.objects.filter(slug=slug).exists():
            slug = f"{slug}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        party, _created = Party.objects.get_or_create(slug=slug, defaults={"name": name, "kind": PartyKind.MAKER})
        self._by_name[name] = party
        return party


def _source(path: Path, slug: str) -> Source:
    chosen = slugify(slug or path.name.split(".")[0])[:80] or "parts"
    return Source.objects.get_or_create(slug=chosen, defaults={"name": f"Part list {path.name[:200]}"})[0]


def _values(row: PartRow, makers: _Makers, source: Source) -> tuple[Any, ...]:
    return (makers.party(row.manufacturer).pk, row.number, row.category, source.pk, *lookup_keys(row.number).values())


def _store(batch: Sequence[tuple[Any, ...]]) -> None:
    """Plain SQL: the same in both databases, and four times as fast as objects."""
    columns = ("manufacturer_id", "number", "category", "source_id", *KEY_FIELDS)
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Part._meta.db_table} ({', '.join(columns)}) VALUES ({places}) ON CONFLICT DO NOTHING",  # noqa: S608
            batch,
        )


def _count_values() -> None:
    """Let PostgreSQL know what is in the table: it would read all of it for each look-up until it finds out itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {Part._meta.db_table}")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
