"""Which parties bear a name, whatever its spelling: by the key that is kept beside each name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from provenance.batching import batches
from provenance.models import Party, PartyName


@dataclass(frozen=True, slots=True)
class Bearer:
    """A party that bears a name; `own`: it is its name, not another one."""

    party: int
    name: str
    country: str
    kind: str
    own: bool


def names_by_key(keys: Iterable[str]) -> Iterator[tuple[str, Bearer]]:
    """Every name with one of these keys (`provenance.name_key.stored_key`); own names go before others."""
    for some in batches(sorted({key for key in keys if key})):
        rows = Party.objects.filter(name_key__in=some).order_by("pk")
        for key, party, name, country, kind in rows.values_list("name_key", "pk", "name", "country", "kind"):
            yield key, Bearer(party, name, country, kind, own=True)
        others = PartyName.objects.filter(name_key__in=some).order_by("pk")
        columns = ("name_key", "party_id", "name", "party__country", "party__kind")
        for key, party, name, country, kind in others.values_list(*columns):
            yield key, Bearer(party, name, country, kind, own=False)


def parties_by_key(keys: Iterable[str]) -> Mapping[str, list[Bearer]]:
    """The bearers of names with these keys, each once, own names first."""
    found: dict[str, list[Bearer]] = {}
    for key, bearer in names_by_key(keys):
        known = found.setdefault(key, [])
        if bearer.own or all(one.party != bearer.party for one in known):
            known.append(bearer)
    return found
