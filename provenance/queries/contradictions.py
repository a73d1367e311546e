"""What contradicts itself among the parties, relations and parts in the database."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q

from provenance.checking.rows import Contradiction
from provenance.models import Part, PartAlias, Party, PartyKind, PartyName, PartyRelation, RelationKind

MAX_SHOWN = 200
"""Findings of one kind of which no more are told: the rest look the same."""


def stored_contradictions() -> list[Contradiction]:
    """Names of two makers, rings of owners, relations that end before they begin, aliases that are parts themselves.

    The "file" is the table, the "line" the primary key.
    """
    return [*_shared_names(), *_rings(), *_backwards(), *_aliases()]


def _shared_names() -> Iterator[Contradiction]:
    makers = Q(party__kind__in=(PartyKind.MAKER, PartyKind.BRAND_OWNER), party__merged_into__isnull=True)
    named = PartyName.objects.filter(makers).values("name").annotate(bearers=Count("party", distinct=True))
    shared = set(named.filter(bearers__gt=1).values_list("name", flat=True)[:MAX_SHOWN])
    for row in PartyName.objects.filter(makers, name__in=shared).select_related("party").order_by("name", "pk"):
        yield Contradiction("party_name", row.pk, "alias", f"{row.name} names {row.party.name} and another maker")
    own = set(Party.objects.values_list("name", flat=True)) if shared or named.exists() else set()
    for row in PartyName.objects.filter(makers, name__in=own).exclude(name=F("party__name")).select_related("party"):
        yield Contradiction("party_name", row.pk, "alias", f"{row.name} names {row.party.name} and is a party itself")


def _rings() -> Iterator[Contradiction]:
    rows = PartyRelation.objects.filter(kind=RelationKind.OWNER, end__isnull=True).select_related("party", "target")
    owner = {row.target_id: row for row in rows.order_by("start", "pk")}
    for first, relation in owner.items():
        seen, at = {first}, relation.party_id
        while at in owner and at not in seen:
            seen.add(at)
            at = owner[at].party_id
        if at == first:
            said = f"{relation.target.name} belongs to itself in the end, by way of {relation.party.name}"
            yield Contradiction("party_relation", relation.pk, "ring", said)


def _backwards() -> Iterator[Contradiction]:
    wrong = PartyRelation.objects.filter(Q(end__lt=F("start")) | Q(start_latest__lt=F("start")))
    for row in wrong.select_related("party", "target")[:MAX_SHOWN]:
        said = f"{row.party.name} {row.kind} {row.target.name} ends before it begins"
        yield Contradiction("party_relation", row.pk, "range", said)


def _aliases() -> Iterator[Contradiction]:
    for alias in PartAlias.objects.select_related("manufacturer").order_by("pk").iterator(chunk_size=2000):
        if alias.alias == alias.number:
            said = f"{alias.alias} of {alias.manufacturer.name} is an alias of itself"
            yield Contradiction("part_alias", alias.pk, "alias", said)
    listed = Part.objects.filter(manufacturer__part_aliases__alias=F("number")).select_related("manufacturer")
    for part in listed.order_by("pk").distinct()[:MAX_SHOWN]:
        said = f"{part.number} of {part.manufacturer.name} is a part itself and the alias of another"
        yield Contradiction("part", part.pk, "alias", said)
