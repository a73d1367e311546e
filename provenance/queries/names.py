"""Parties for the rows of an import, and the owners of a brand, each in a few queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from provenance.models import Party, PartyRelation, RelationKind

MAX_OWNERS_DEPTH = 5
BATCH = 500


def owner_ids(party_id: int) -> list[int]:
    """Return the ids of a party, its owners and their owners, past ones too; itself first."""
    found = [party_id]
    newest = [party_id]
    for _ in range(MAX_OWNERS_DEPTH):
        owners = PartyRelation.objects.filter(kind=RelationKind.OWNER, target_id__in=newest).order_by("party_id")
        newest = [pk for pk in dict.fromkeys(owners.values_list("party_id", flat=True)) if pk not in found]
        if not newest:
            break
        found += newest
    return found


def parties_by_reference(references: Collection[str]) -> Mapping[str, Party]:
    """Return parties by slug, else by name, else by another name, as the rows of an import call them.

    A name that several parties bear is left out: a row that uses it is an error of that row, never a guess.
    """
    wanted = sorted(set(references))
    by_slug: dict[str, Party] = {}
    by_name: dict[str, dict[int, Party]] = {}
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        by_slug |= {party.slug: party for party in Party.objects.filter(slug__in=batch)}
        for party in Party.objects.filter(name__in=batch):
            by_name.setdefault(party.name, {})[party.pk] = party
        for party in Party.objects.filter(other_names__name__in=batch).prefetch_related("other_names"):
            for other in party.other_names.all():
                by_name.setdefault(other.name, {})[party.pk] = party
    single = {name: next(iter(parties.values())) for name, parties in by_name.items() if len(parties) == 1}
    return single | by_slug
