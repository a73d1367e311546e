"""Loads the facts that ship with the project. Running it again changes what the files changed, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from custody.ledger import Subject, append
from provenance import reference
from provenance.batching import batches
from provenance.models import Part, Party, PartyKind, PartyName, PartyRelation, RelationKind, Source
from provenance.models.part import KEY_FIELDS, lookup_keys
from provenance.operations import bulk
from provenance.reference import trade

BATCH = 500
OWN_SOURCE = "chiptrail-reference"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows of each kind were new."""

    parties: int
    relations: int
    parts: int


@transaction.atomic
def load_reference(*, actor: str = "system") -> Loaded:
    """Load makers with their owners, distributors, relations and parts; the ledger gets an entry when any is new."""
    before = _counts()
    own = _source(OWN_SOURCE, "Chiptrail reference data", "C")
    parties = _load_parties()
    _load_owners(parties, own)
    _load_relations(parties)
    _load_parts(parties)
    after = _counts()
    loaded = Loaded(*(now - then for now, then in zip(after, before, strict=True)))
    if any((loaded.parties, loaded.relations, loaded.parts)):
        details = {"parties": loaded.parties, "relations": loaded.relations, "parts": loaded.parts}
        append(action="reference.loaded", subject=Subject("source", own.slug), actor=actor, details=details)
    return loaded


def _counts() -> tuple[int, int, int]:
    return Party.objects.count(), PartyRelation.objects.count(), Part.objects.count()


def _source(slug: str, name: str, reliability: str) -> Source:
    source, _ = Source.objects.get_or_create(slug=slug, defaults={"name": name, "reliability": reliability})
    return source


def _named_source(name: str) -> Source:
    """Return the source that a row names. General knowledge is our own word; others are judged fairly reliable."""
    if name.startswith("general knowledge"):
        return _source(OWN_SOURCE, "Chiptrail reference data", "C")
    return _source(slugify(name)[:80], name[:300], "C")


def _load_parties() -> dict[str, Party]:
    """Upsert makers, owners that make nothing themselves, distributors and other parties; return them by name."""
    wanted: dict[str, Party] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    for maker in reference.makers():
        domain = maker.domains[0] if maker.domains else ""
        wanted[maker.name] = _party(maker.name, PartyKind.MAKER, maker.country, domain)
        aliases[maker.name] = maker.aliases
    for owner in sorted({maker.parent for maker in reference.makers() if maker.parent} - wanted.keys()):
        wanted[owner] = _party(owner, PartyKind.BRAND_OWNER)
    for maker_name in sorted({part.manufacturer for part in reference.parts()} - wanted.keys()):
        wanted[maker_name] = _party(maker_name, PartyKind.MAKER)
    for row in trade.distributors():
        wanted.setdefault(row.name, _party(row.name, PartyKind.AUTHORISED_DISTRIBUTOR, row.country, row.domain))
        aliases.setdefault(row.name, row.aliases)
    for relation in trade.relations():
        wanted.setdefault(relation.party, _party(relation.party, PartyKind.OTHER, relation.party_country))
    Party.objects.bulk_create(
        wanted.values(),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", "kind", "country", "website_domain", "search_key"],
    )
    stored = {party.name: party for party in Party.objects.filter(slug__in=[p.slug for p in wanted.values()])}
    names = [
        PartyName(party=stored[name], name=alias) for name, known in aliases.items() for alias in known if alias != name
    ]
    PartyName.objects.bulk_create(names, batch_size=BATCH, ignore_conflicts=True)
    return stored


def _party(name: str, kind: PartyKind, country: str = "", domain: str = "") -> Party:
    return Party(slug=slugify(name)[:120], name=name, kind=kind, country=country, website_domain=domain)


def _load_owners(parties: Mapping[str, Party], source: Source) -> None:
    """Write who owns which brand since which year: no day within the year is recorded, so any may be the first."""
    _store_relations(
        PartyRelation(
            party=parties[maker.parent],
            kind=RelationKind.OWNER,
            target=parties[maker.name],
            start=date(maker.parent_year, 1, 1) if maker.parent_year else None,
            start_latest=date(maker.parent_year, 12, 31) if maker.parent_year else None,
            source=source,
            reference=f"manufacturers.csv: {maker.name} ({maker.source})"[:300],
            credibility=2 if maker.parent_year else 3,
        )
        for maker in reference.makers()
        if maker.parent
    )


def _load_relations(parties: Mapping[str, Party]) -> None:
    _store_relations(
        PartyRelation(
            party=parties[row.party],
            kind=row.relation,
            target=parties[row.target],
            start=row.start,
            end=row.end,
            source=_named_source(row.source),
            reference=f"{row.source}: {row.note}"[:300],
            credibility=row.credibility,
        )
        for row in trade.relations()
        if row.target in parties
    )


def _store_relations(relations: Iterable[PartyRelation]) -> None:
    """Store relations that are not yet there. Compared here: a conflict on an empty start differs by database.

    Of those that are there it is mended how exactly their beginning is known.
    """
    keys = ("party_id", "kind", "target_id", "start", "source_id")
    known = {tuple(getattr(row, key) for key in keys): row for row in PartyRelation.objects.all()}
    new, mended = [], []
    for relation in relations:
        row = known.get(tuple(getattr(relation, key) for key in keys))
        if row is None:
            new.append(relation)
        elif row.start_latest != relation.start_latest:
            row.start_latest = relation.start_latest
            mended.append(row)
    PartyRelation.objects.bulk_create(new, batch_size=BATCH)
    PartyRelation.objects.bulk_update(mended, ["start_latest"], batch_size=BATCH)


def _load_parts(parties: Mapping[str, Party]) -> None:
    """Add the parts that are not there and put right what the file has otherwise; most starts find nothing to do."""
    sources = {name: _named_source(name).pk for name in {row.source for row in reference.parts()}}
    wanted = {
        (parties[row.manufacturer].pk, row.number): (row.category, sources[row.source]) for row in reference.parts()
    }
    bulk.begin(Part)
    there = _stored_parts(sorted({number for _, number in wanted}))
    new = [(*key, *said, *lookup_keys(key[1]).values()) for key, said in wanted.items() if key not in there]
    bulk.insert(Part, ("manufacturer_id", "number", "category", "source_id", *KEY_FIELDS), new)
    changed = [(*said, there[key][0]) for key, said in wanted.items() if key in there and there[key][1:] != said]
    bulk.update(Part, ("category", "source_id"), changed)
    if new:
        bulk.settle(Part)


def _stored_parts(numbers: Sequence[str]) -> dict[tuple[int, str], tuple[int, str, int]]:
    """Parts with these numbers: maker and number to primary key, category and source."""
    found: dict[tuple[int, str], tuple[int, str, int]] = {}
    for some in batches(numbers):
        rows = Part.objects.filter(number__in=some)
        for row in rows.only("manufacturer_id", "number", "category", "source_id"):
            found[row.manufacturer_id, row.number] = (row.pk, row.category, row.source_id)
    return found
