"""Relations between parties that are known: new ones are written, known ones brought up to date, none twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from provenance.batching import batches
from provenance.models import PartyRelation, RelationKind

_IDENTITY = ("party_id", "kind", "target_id", "start", "source_id", "territory")
_FACTS = ("start_latest", "end", "reference", "credibility")
BOTH = frozenset((RelationKind.OWNER, RelationKind.SUCCESSOR))
MAKER_ALONE = frozenset((RelationKind.AUTHORISED_DISTRIBUTOR, RelationKind.NOT_AUTHORISED))


@dataclass(slots=True)
class Stored:
    """How many were new, changed, and as they were; `touched`: parties whose traces rest on what is new or changed."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


def store_relations(relations: Iterable[PartyRelation], touched: set[int]) -> Stored:
    """Write relations, inside the caller's transaction. What the file leaves empty stays."""
    wanted = list(relations)
    parties = sorted({relation.party_id for relation in wanted})
    known: dict[tuple[Any, ...], PartyRelation] = {}
    for some in batches(parties):
        known |= {_identity(row): row for row in PartyRelation.objects.filter(party__in=some)}
    new, mended, stored = dict[tuple[Any, ...], PartyRelation](), dict[int, PartyRelation](), Stored()
    for relation in wanted:
        key = _identity(relation)
        row = known.get(key) or new.get(key)
        if row is None:
            new[key] = relation
            _touch(relation, touched)
            continue
        said = {name: getattr(relation, name) for name in _FACTS if _says(relation, name)}
        differs = {name: value for name, value in said.items() if getattr(row, name) != value}
        for name, value in differs.items():
            setattr(row, name, value)
        if differs and row.pk:
            mended[row.pk] = row
            _touch(row, touched)
        else:
            stored.unchanged += 1
    PartyRelation.objects.bulk_create(new.values(), batch_size=500)
    PartyRelation.objects.bulk_update(mended.values(), _FACTS, batch_size=200)
    stored.created, stored.changed = len(new), len(mended)
    return stored


def _identity(relation: PartyRelation) -> tuple[Any, ...]:
    return tuple(getattr(relation, name) for name in _IDENTITY)


def _says(relation: PartyRelation, name: str) -> bool:
    value = getattr(relation, name)
    return value not in (None, "") and not (name == "credibility" and value == 6)


def _touch(relation: PartyRelation, touched: set[int]) -> None:
    if relation.kind in MAKER_ALONE | BOTH:
        touched.add(relation.target_id)
    if relation.kind in BOTH:
        touched.add(relation.party_id)
