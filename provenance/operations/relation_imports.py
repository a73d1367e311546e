"""A table of relations on its way in. Parties that nobody knows are made, of the kind that the relation gives them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from custody.ledger import Subject, append
from provenance.batching import batches
from provenance.importers.encodings import spoken
from provenance.importers.lists_published.opening import ListFile
from provenance.importers.relations import RelationRow, read_relations
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError, RowRefused
from provenance.models import Party, PartyKind, PartyRelation, RelationKind, Source
from provenance.operations.import_files import check_size
from provenance.operations.named_parties import NamedParties
from provenance.operations.named_sources import NamedSources
from provenance.operations.relation_rings import Rings
from provenance.operations.relation_storing import store_relations
from provenance.operations.staleness import mark_touched

UNNAMED = "Relations "
"""Begins the name of the source that rows have which name none."""
MOST_ROWS = 500_000
"""All of a file are held in memory."""
Rows = Sequence[tuple[int, RelationRow]]


@dataclass(frozen=True, slots=True)
class RelationReport:
    """How many relations were new, changed and as they were; how many parties were made; rows left out and why.

    `notes`: of rows that are stored, what a person should look at. `encoding`: in which the file was read.
    """

    created: int
    changed: int
    unchanged: int
    new_parties: int
    errors: tuple[RowError, ...]
    notes: tuple[RowError, ...] = ()
    encoding: str = ""


@transaction.atomic
def import_relations(path: Path, *, actor: str, preview: bool = False) -> RelationReport:
    """Import a table of relations; running it twice changes nothing. Raises FileStopped; then nothing was stored.

    `preview`: say what it would do, and do nothing.
    """
    check_size(path)
    errors: list[RowError] = []
    notes: list[RowError] = []
    rows: list[tuple[int, RelationRow]] = []
    file = ListFile(path, path.name)
    for line, row in read_relations(file):
        if len(rows) + len(errors) >= MOST_ROWS:
            raise FileStopped("too_many_at_once", most=MOST_ROWS)
        if isinstance(row, RowError):
            errors.append(row)
        else:
            rows.append((line, row))
            notes += [RowError(line, note.code, note.params) for note in row.notes]
    kinds = kinds_of(row for _, row in rows)
    who = NamedParties((one for _, row in rows for one in (row.party, row.target)), kinds)
    sources = NamedSources(f"{UNNAMED}{path.stem}")
    found = list(_relations(rows, who, sources, errors))
    _name_unnamed([one for (_, one), row in found if not row.source], sources)
    touched: set[int] = set()
    stored = store_relations(_without_rings([one for one, _row in found], errors, notes), touched)
    if touched or who.raised:
        mark_touched(parties=touched | who.raised, reason="relations")
    report = RelationReport(
        stored.created,
        stored.changed,
        stored.unchanged,
        len(who.made),
        tuple(sorted(errors, key=_line)),
        tuple(sorted(notes, key=_line)),
        spoken(file.encoding),
    )
    if preview:
        transaction.set_rollback(True)
    elif stored.created or stored.changed or who.made:
        _tell(path, report, actor)
    return report


def _line(error: RowError) -> int:
    return error.line


def _name_unnamed(relations: Sequence[PartyRelation], sources: NamedSources) -> None:
    """A relation that no source is named for has the source of the file that stated it first: a copy is no second."""
    parties = sorted({one.party_id for one in relations})
    known: dict[tuple[Any, ...], Source] = {}
    for some in batches(parties):
        rows = PartyRelation.objects.filter(party__in=some, source__name__startswith=UNNAMED).select_related("source")
        known |= {_meaning(row): row.source for row in rows.order_by("-pk")}
    for one in relations:
        one.source = known.get(_meaning(one)) or sources.named("")


def _meaning(one: PartyRelation) -> tuple[Any, ...]:
    return one.party_id, one.kind, one.target_id, one.start, one.territory


def _without_rings(
    rows: Sequence[tuple[int, PartyRelation]], errors: list[RowError], notes: list[RowError]
) -> list[PartyRelation]:
    """Those that close no ring with what is known and what stands above them in the file."""
    rings = Rings(one for _, one in rows)
    kept: list[PartyRelation] = []
    names = _Names()
    for line, one in rows:
        ring = rings.closed_by(one)
        if ring:
            errors.append(RowError(line, f"{one.kind}_ring", {"value": names.line([one.party_id, *ring])}))
            continue
        others = rings.others(one)
        if others:
            several = {"value": names.line([one.target_id]), "others": names.line(others[:5], ", ")}
            notes.append(RowError(line, f"several_{one.kind}s", several))
        rings.add(one)
        kept.append(one)
    return kept


class _Names(dict[int, str]):
    def __missing__(self, party: int) -> str:
        name = self[party] = Party.objects.values_list("name", flat=True).get(pk=party)
        return name

    def line(self, parties: Iterable[int], sign: str = " → ") -> str:
        """The names of some parties."""
        return sign.join(self[party] for party in parties)


def _relations(
    rows: Rows, who: NamedParties, sources: NamedSources, errors: list[RowError]
) -> Iterator[tuple[tuple[int, PartyRelation], RelationRow]]:
    for line, row in rows:
        try:
            party, target = who.meant(row.party), who.meant(row.target)
        except RowRefused as refused:
            errors.append(RowError(line, refused.code, refused.params))
            continue
        if party == target:
            errors.append(RowError(line, "party_with_itself", {"value": row.party.text}))
            continue
        relation = PartyRelation(
            party_id=party,
            kind=row.kind,
            target_id=target,
            start=row.start,
            start_latest=row.start_latest,
            end=row.end,
            territory=row.territory,
            source=sources.named(row.source) if row.source else None,
            reference=row.reference,
            credibility=row.credibility,
        )
        yield (line, relation), row


def kinds_of(rows: Iterable[RelationRow]) -> Mapping[str, PartyKind]:
    """What each name is by what the file says of it: a distributor, a maker or brand, the owner of one, or other."""
    listed = list(rows)
    distributors = {row.party.text for row in listed if row.kind == RelationKind.AUTHORISED_DISTRIBUTOR}
    makers = {
        row.target.text
        for row in listed
        if row.kind in (RelationKind.AUTHORISED_DISTRIBUTOR, RelationKind.NOT_AUTHORISED, RelationKind.OWNER)
    } - distributors
    for row in listed:
        if row.kind == RelationKind.SUCCESSOR and makers & {row.party.text, row.target.text}:
            makers |= {row.party.text, row.target.text} - distributors
    owners = {row.party.text for row in listed if row.kind == RelationKind.OWNER and row.target.text in makers}
    kinds = {one.text: PartyKind.OTHER for row in listed for one in (row.party, row.target)}
    kinds |= dict.fromkeys(owners - distributors, PartyKind.BRAND_OWNER)
    kinds |= dict.fromkeys(makers, PartyKind.MAKER)
    return kinds | dict.fromkeys(distributors, PartyKind.AUTHORISED_DISTRIBUTOR)


def _tell(path: Path, report: RelationReport, actor: str) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    details = {
        "file_sha256": digest,
        "created": report.created,
        "changed": report.changed,
        "new_parties": report.new_parties,
        "left_out": len(report.errors),
    }
    append(action="relations.stored", subject=Subject("import", path.name), actor=actor, details=details)
