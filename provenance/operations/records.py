"""Stores the rows of import files: all that are right in one transaction, each wrong one named with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.db import models, transaction

from custody.ledger import Subject, append
from provenance.importers.claims import ClaimRow, read_claims
from provenance.importers.movements import MovementRow
from provenance.importers.parties import PartyRow, read_parties
from provenance.importers.sources import SourceRow, read_sources
from provenance.importers.table import RowError, RowRefused
from provenance.models import Claim, Party, PartyName, Source
from provenance.partnumbers.normalise import canonical
from provenance.queries.names import parties_by_reference

BATCH = 2000
INSERT = 500
Row = TypeVar("Row")
Needs = Callable[[Any], tuple[tuple[str, ...], tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many rows were new, how many were there already, and which were left out and why."""

    created: int
    unchanged: int
    errors: tuple[RowError, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows of one batch refer to: parties by slug or name, sources by slug."""

    parties: Mapping[str, Party]
    sources: Mapping[str, Source]

    def party(self, reference: str) -> Party:
        """Return the party; refuses the row with `unknown_party`."""
        if reference not in self.parties:
            raise RowRefused("unknown_party", value=reference)
        return self.parties[reference]

    def source(self, slug: str) -> Source:
        """Return the source; refuses the row with `unknown_source`."""
        if slug not in self.sources:
            raise RowRefused("unknown_source", value=slug)
        return self.sources[slug]


@transaction.atomic
def import_sources(path: Path, *, actor: str, fictitious: bool = False) -> ImportReport:
    """Import sources.csv, an origin before what repeats it. Raises ImportStopped for an unreadable file."""

    def make(row: SourceRow, known: Known) -> Source:
        return Source(
            slug=row.slug,
            name=row.name,
            reliability=row.reliability,
            origin=known.source(row.origin) if row.origin else None,
            party_to_war=row.party_to_war,
            fictitious=fictitious,
        )

    return _store(path, read_sources(path), Source, make, lambda row: ((), (row.origin,)), actor, batch=1)


@transaction.atomic
def import_parties(path: Path, *, actor: str, fictitious: bool = False) -> ImportReport:
    """Import parties.csv with all names. Raises ImportStopped for an unreadable file."""
    rows = list(read_parties(path))

    def make(row: PartyRow, known: Known) -> Party:
        return Party(slug=row.slug, name=row.name, kind=row.kind, country=row.country, fictitious=fictitious)

    report = _store(path, iter(rows), Party, make, lambda row: ((), ()), actor)
    names = {row.slug: row.other_names for _, row in rows if isinstance(row, PartyRow)}
    parties = Party.objects.filter(slug__in=list(names))
    PartyName.objects.bulk_create(
        [PartyName(party=party, name=name) for party in parties for name in names[party.slug]], ignore_conflicts=True
    )
    return report


@transaction.atomic
def import_claims(path: Path, *, actor: str) -> ImportReport:
    """Import claims.csv; source and reference are a row's identity. Raises ImportStopped for an unreadable file."""

    def make(row: ClaimRow, known: Known) -> Claim:
        return Claim(kind=row.kind, statement=row.statement, **_movement(row.movement, known))

    return _store(path, read_claims(path), Claim, make, lambda row: _movement_needs(row.movement), actor)


def _movement_needs(row: MovementRow) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (row.seller, row.buyer, row.manufacturer), (row.source,)


def _movement(row: MovementRow, known: Known) -> dict[str, Any]:
    return {
        "seller": known.party(row.seller),
        "buyer": known.party(row.buyer),
        "earliest": row.earliest,
        "latest": row.latest,
        "part_number": row.part_number,
        "part_canonical": canonical(row.part_number),
        "manufacturer": known.party(row.manufacturer) if row.manufacturer else None,
        "hs6": row.hs6,
        "quantity": row.quantity,
        "value_usd_cents": None if row.value_usd is None else row.value_usd * 100,
        "source": known.source(row.source),
        "reference": row.reference,
        "credibility": row.credibility,
    }


def _store(
    path: Path,
    rows: Iterator[tuple[int, Row | RowError]],
    model: type[models.Model],
    make: Callable[[Row, Known], models.Model | None],
    needs: Needs,
    actor: str,
    batch: int = BATCH,
) -> ImportReport:
    """Store rows batch by batch and write one ledger entry; what is there already stays as it is."""
    manager = model._default_manager
    before, right = manager.count(), 0
    errors: list[RowError] = []
    while chunk := list(islice(rows, batch)):
        made: list[models.Model] = []
        known = _known([row for _, row in chunk if not isinstance(row, RowError)], needs)
        for line, row in chunk:
            if isinstance(row, RowError):
                errors.append(row)
                continue
            try:
                item = make(row, known)
            except RowRefused as refused:
                errors.append(RowError(line, refused.code, refused.params))
                continue
            right += 1
            made += [item] if item is not None else []
        manager.bulk_create(made, batch_size=INSERT, ignore_conflicts=True)
    created = manager.count() - before
    report = ImportReport(created, right - created, tuple(errors))
    if created:
        _tell(path, model, report, actor)
    return report


def _known(rows: Iterable[Any], needs: Needs) -> Known:
    wanted = [needs(row) for row in rows]
    parties = {name for names, _ in wanted for name in names if name}
    sources = {slug for _, slugs in wanted for slug in slugs if slug}
    found = {source.slug: source for source in Source.objects.filter(slug__in=sources)} if sources else {}
    return Known(parties_by_reference(parties) if parties else {}, found)


def _tell(path: Path, model: type[models.Model], report: ImportReport, actor: str) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    details = {
        "kind": model._meta.model_name,
        "file_sha256": digest,
        "created": report.created,
        "unchanged": report.unchanged,
        "left_out": len(report.errors),
    }
    append(action="import.stored", subject=Subject("import", path.name), actor=actor, details=details)
