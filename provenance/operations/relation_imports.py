"""A table of relations on its way in. Parties that nobody knows are made, of the kind that the relation gives them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from custody.ledger import Subject, append
from provenance.importers.lists_published.opening import ListFile
from provenance.importers.relations import Named, RelationRow, read_relations
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError, RowRefused
from provenance.models import Party, PartyKind, PartyRelation, RelationKind
from provenance.name_key import stored_key
from provenance.operations.list_parties import new_party
from provenance.operations.maker_names import MakerNames
from provenance.operations.named_sources import NamedSources
from provenance.operations.relation_storing import store_relations
from provenance.operations.staleness import mark_touched
from provenance.queries.merging import merged_parties
from provenance.queries.name_keys import Bearer, parties_by_key
from provenance.queries.names import parties_by_reference

MAKERS = (PartyKind.MAKER, PartyKind.BRAND_OWNER)
Rows = Sequence[tuple[int, RelationRow]]


@dataclass(frozen=True, slots=True)
class RelationReport:
    """How many relations were new, changed and as they were; how many parties were made; rows left out and why."""

    created: int
    changed: int
    unchanged: int
    new_parties: int
    errors: tuple[RowError, ...]


@transaction.atomic
def import_relations(path: Path, *, actor: str) -> RelationReport:
    """Import a table of relations; running it twice changes nothing. Raises FileStopped; then nothing was stored."""
    if not path.is_file():
        raise FileStopped("not_there", name=path.name)
    errors: list[RowError] = []
    rows: list[tuple[int, RelationRow]] = []
    for line, row in read_relations(ListFile(path, path.name)):
        if isinstance(row, RowError):
            errors.append(row)
        else:
            rows.append((line, row))
    who = _Who(rows)
    sources = NamedSources(f"Relations {path.stem}")
    touched: set[int] = set()
    stored = store_relations(_relations(rows, who, sources, errors), touched)
    if touched or who.raised:
        mark_touched(parties=touched | who.raised, reason="relations")
    errors.sort(key=lambda error: error.line)
    report = RelationReport(stored.created, stored.changed, stored.unchanged, who.made, tuple(errors))
    if stored.created or stored.changed or who.made:
        _tell(path, report, actor)
    return report


def _relations(rows: Rows, who: _Who, sources: NamedSources, errors: list[RowError]) -> Iterator[PartyRelation]:
    for line, row in rows:
        try:
            party, target = who.meant(row.party), who.meant(row.target)
        except RowRefused as refused:
            errors.append(RowError(line, refused.code, refused.params))
            continue
        if party == target:
            errors.append(RowError(line, "party_with_itself", {"value": row.party.text}))
            continue
        yield PartyRelation(
            party_id=party,
            kind=row.kind,
            target_id=target,
            start=row.start,
            start_latest=row.start_latest,
            end=row.end,
            territory=row.territory,
            source=sources.named(row.source),
            reference=row.reference,
            credibility=row.credibility,
        )


class _Who:
    """Whom the names of a file mean: a maker by any name that makers have, a party by slug, name or the same name
    written otherwise; else a new one. `raised`: parties whose kind was not known and is now.
    """

    def __init__(self, rows: Rows) -> None:
        self._kinds = kinds_of(row for _, row in rows)
        named = {one.text: one for _, row in rows for one in (row.party, row.target)}
        self._makers = MakerNames()
        self._by_reference = parties_by_reference([*named, *(one.name for one in named.values())])
        self._by_key = parties_by_key(stored_key(one.name) for one in named.values())
        self._merged = merged_parties()
        self._found: dict[str, int | RowRefused] = {}
        self._new: dict[tuple[str, str], int] = {}
        self.raised: set[int] = set()
        self.made = 0

    def meant(self, named: Named) -> int:
        """The key of the party. Raises RowRefused with `party_ambiguous` or `maker_ambiguous`."""
        if named.text not in self._found:
            try:
                self._found[named.text] = self._known(named) or self._make(named)
            except RowRefused as refused:
                self._found[named.text] = refused
        found = self._found[named.text]
        if isinstance(found, RowRefused):
            raise found
        return found

    def _known(self, named: Named) -> int:
        kind = self._kinds[named.text]
        party = 0
        if kind in MAKERS:
            party = self._makers.named(named.name).party
        if not party:
            known = self._by_reference.get(named.text) or self._by_reference.get(named.name)
            fits = known and (not named.country or known.country in ("", named.country))
            party = known.pk if known and fits else self._alike(named, kind)
        if party and kind != PartyKind.OTHER:
            raised = Party.objects.filter(pk=party, kind=PartyKind.OTHER).update(kind=kind)
            self.raised |= {party} if raised else set()
        return party

    def _alike(self, named: Named, kind: PartyKind) -> int:
        """Whose name is the same, written otherwise; of several the maker where a maker is meant."""
        bearers = [
            one
            for one in self._by_key.get(stored_key(named.name), ())
            if not named.country or one.country in ("", named.country)
        ]
        makers = [one for one in bearers if one.kind in MAKERS] if kind in MAKERS else []
        own = [one for one in bearers if one.own]
        for some in (makers, own, bearers):
            roots = self._roots(some)
            if len(roots) == 1:
                return roots.pop()
            if len(roots) > 1:
                names = Party.objects.filter(pk__in=roots).order_by("pk").values_list("slug", flat=True)[:5]
                raise RowRefused("party_ambiguous", value=named.text, parties=", ".join(names))
        return 0

    def _roots(self, bearers: Iterable[Bearer]) -> set[int]:
        roots = self._merged.roots
        return {roots[one.party].pk if one.party in roots else one.party for one in bearers}

    def _make(self, named: Named) -> int:
        key = (stored_key(named.name) or named.name, named.country)
        if key not in self._new:
            party = new_party(named.name, named.country, self._kinds[named.text])
            party.save(force_insert=True)
            self._new[key] = party.pk
            self.made += 1
        return self._new[key]


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
