"""Which rows of parties are one company, as standing corrections have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from problems import NotFound
from provenance.models import Party
from provenance.queries.statements import read

_ANY: Final = f"SELECT 1 FROM {Party._meta.db_table} WHERE merged_into_id IS NOT NULL LIMIT 1"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Merged:
    """One look at all merges. `roots`: by the key of each merged row, the row that stands for it in the end."""

    roots: Mapping[int, Party]

    def standing(self, party: Party) -> Party:
        """The row that stands for a party; itself unless it was merged."""
        return self.roots.get(party.pk, party)

    def rows(self, keys: Iterable[int]) -> list[int]:
        """The keys of every row of the companies to which these rows belong: the one that stands comes first."""
        if not self.roots:
            return list(dict.fromkeys(keys))
        roots = dict.fromkeys(self.roots[key].pk if key in self.roots else key for key in keys)
        return [row for root in roots for row in (root, *(pk for pk, by in self.roots.items() if by.pk == root))]


def merged_parties() -> Merged:
    """Every merge that is in force: one query, and one before that tells at little cost where there is none."""
    if not read(_ANY):
        return Merged({})
    rows = Party.objects.filter(merged_into__isnull=False).select_related("merged_into").order_by("pk")
    into = {row.pk: row.merged_into for row in rows if row.merged_into}
    return Merged({key: _end(party, into) for key, party in into.items()})


def named_party(public_id: UUID) -> Party:
    """The row with this public id, merged or not: who judges two companies means these two. Raises NotFound."""
    party = Party.objects.filter(public_id=public_id).first()
    if party is None:
        raise NotFound
    return party


def standing_party(public_id: UUID) -> Party:
    """The party that stands for the one with this public id. Raises NotFound."""
    return merged_parties().standing(named_party(public_id))


def _end(party: Party, into: Mapping[int, Party]) -> Party:
    while party.pk in into:
        party = into[party.pk]
    return party
