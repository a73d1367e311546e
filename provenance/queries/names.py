"""Parties for the rows of an import, in a few queries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from provenance.batching import batches
from provenance.models import Party
from provenance.queries.merging import merged_parties


def parties_by_reference(references: Collection[str]) -> Mapping[str, Party]:
    """Return parties by slug, else by name, else by another name, as the rows of an import call them.

    A name that several parties bear is left out: a row that uses it is an error of that row, never a guess. Rows that
    were merged are one company: a name that only they bear is the standing one's. A row that one of them alone bears
    stays its own, so that the merge can be taken back and a file stored twice makes no second record.
    """
    standing = merged_parties().standing
    wanted = sorted(set(references))
    by_slug: dict[str, Party] = {}
    by_name: dict[str, dict[int, Party]] = {}
    for batch in batches(wanted):
        by_slug |= {party.slug: party for party in Party.objects.filter(slug__in=batch)}
        for party in Party.objects.filter(name__in=batch):
            by_name.setdefault(party.name, {})[party.pk] = party
        for party in Party.objects.filter(other_names__name__in=batch).prefetch_related("other_names"):
            for other in party.other_names.all():
                by_name.setdefault(other.name, {})[party.pk] = party
    single = {name: _only(parties.values(), standing) for name, parties in by_name.items()}
    return {name: party for name, party in single.items() if party} | by_slug


def _only(parties: Collection[Party], standing: Callable[[Party], Party]) -> Party | None:
    if len(parties) == 1:
        return next(iter(parties))
    companies = {standing(party) for party in parties}
    return companies.pop() if len(companies) == 1 else None
