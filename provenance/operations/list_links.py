"""Relations that a published file states between its own entries, or between companies known by their LEI."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from uuid import UUID

from provenance.batching import batches
from provenance.importers.lists_published.entry import Link
from provenance.importers.table import RowError
from provenance.models import Party, PartyIdentifier, PartyRelation
from provenance.operations.named_sources import NamedSources
from provenance.operations.relation_storing import store_relations

Refuse = Callable[[RowError], None]


def store_links(
    links: Sequence[Link], entries: Mapping[str, int], source: tuple[str, str, str], refuse: Refuse, touched: set[int]
) -> int:
    """Write them inside the caller's transaction; returns how many were new or changed. Strangers are refused."""
    if not links:
        return 0
    sources = NamedSources(source[1])
    known = {**_known({key for link in links for key in (link.party, link.target)} - entries.keys()), **entries}
    stored = store_relations(_relations(links, known, sources, refuse), touched)
    return stored.created + stored.changed


def _relations(
    links: Sequence[Link], known: Mapping[str, int], sources: NamedSources, refuse: Refuse
) -> Iterator[PartyRelation]:
    for link in links:
        stranger = next((key for key in (link.party, link.target) if key not in known), "")
        if stranger:
            refuse(RowError(link.line, "unknown_entry", {"value": stranger[:80]}))
        elif known[link.party] == known[link.target]:
            refuse(RowError(link.line, "party_with_itself", {"value": link.party[:80]}))
        else:
            yield PartyRelation(
                party_id=known[link.party],
                kind=link.kind,
                target_id=known[link.target],
                start=link.start,
                start_latest=link.start_latest,
                end=link.end,
                territory=link.territory[:200],
                source=sources.named(link.source),
                reference=link.reference[:300],
            )


def _known(keys: set[str]) -> dict[str, int]:
    """Parties that are here already, by LEI or by our own public id."""
    found: dict[str, int] = {}
    for some in batches(sorted(keys)):
        rows = PartyIdentifier.objects.filter(scheme="lei", value__in=some)
        found |= dict(rows.order_by("-pk").values_list("value", "party_id"))
        own = {key.removeprefix("chiptrail-") for key in some}
        uuids = [key for key in own if _is_uuid(key)]
        for public, party in Party.objects.filter(public_id__in=uuids).values_list("public_id", "pk"):
            found |= {str(public): party, f"chiptrail-{public}": party}
    return found


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
