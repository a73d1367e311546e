"""Parties of a list: those that are new are made, names, numbers and addresses that are new are added."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import slugify

from provenance.addresses import address_key
from provenance.batching import batches
from provenance.importers.lists_published.entry import Entry
from provenance.models import ListVersion, Party, PartyAddress, PartyIdentifier, PartyKind, PartyName
from provenance.name_key import stored_key
from provenance.operations import bulk
from provenance.search_key import search_key

Meant = Sequence[tuple[int, Entry, ListVersion]]
_NAME = ("party_id", "name", "added_by_id", "search_key", "name_key")
_NUMBER = ("party_id", "scheme", "value", "text", "valid", "strong", "added_by_id", "search_key")
_PLACE = ("party_id", "text", "key", "country", "added_by_id", "search_key")


def make_parties(meant: Meant) -> dict[int, int]:
    """Make those with keys below zero, of their first entry; returns their keys by those."""
    first: dict[int, tuple[Entry, ListVersion]] = {}
    for party, entry, version in meant:
        if party < 0:
            first.setdefault(party, (entry, version))
    rows = [
        new_party(entry.name, entry.country, entry.kind or PartyKind.OTHER, version=version, key=entry.party)
        for entry, version in first.values()
    ]
    made = Party.objects.bulk_create(rows, batch_size=500)
    return {key: party.pk for key, party in zip(first, made, strict=True)}


def new_party(
    name: str, country: str = "", kind: str = PartyKind.OTHER, *, version: ListVersion | None = None, key: str = ""
) -> Party:
    """A party that is not yet stored. Its slug is its name's in Latin letters, with a mark of its own behind."""
    public_id = uuid.UUID(key) if key else uuid.uuid4()
    slug = f"{slugify(name)[:100] or 'party'}-{public_id.hex[:10]}"
    return Party(public_id=public_id, slug=slug, name=name, kind=kind, country=country, added_by=version)


def add_facts(meant: Meant) -> set[int]:
    """Add what is not known of these parties (stored ones); returns those of which something was new."""
    known = _Known({party for party, _, _ in meant})
    names, numbers, places = list[Any](), list[Any](), list[Any]()
    richer: set[int] = set()
    countries: dict[int, str] = {}
    for party, entry, version in meant:
        before = len(names) + len(numbers) + len(places)
        for name in (entry.name, *entry.names):
            if known.lacks("names", party, name):
                names.append((party, name, version.pk, search_key(name), stored_key(name)))
        for one in entry.identifiers:
            if known.lacks("numbers", party, (one.scheme, one.value)):
                text = one.text
                numbers.append(
                    (party, one.scheme, one.value, text, one.valid, one.strong, version.pk, search_key(text))
                )
        for text, country in entry.addresses:
            if known.lacks("places", party, text):
                places.append((party, text, address_key(text), country, version.pk, search_key(text)))
        if entry.country and not known.country.get(party):
            countries[party] = known.country[party] = entry.country
        if len(names) + len(numbers) + len(places) > before or party in countries:
            richer.add(party)
    bulk.insert(PartyName, _NAME, names)
    bulk.insert(PartyIdentifier, _NUMBER, numbers)
    bulk.insert(PartyAddress, _PLACE, places)
    bulk.update(Party, ("country",), [(country, party) for party, country in countries.items()])
    return richer


class _Known:
    """What is known of some parties."""

    def __init__(self, parties: set[int]) -> None:
        self.country: dict[int, str] = {}
        self._known: Mapping[str, dict[int, set[Any]]] = {"names": {}, "numbers": {}, "places": {}}
        for some in batches(sorted(parties)):
            for pk, name, country in Party.objects.filter(pk__in=some).values_list("pk", "name", "country"):
                self.country[pk] = country
                self._known["names"].setdefault(pk, set()).add(name)
            for pk, name in PartyName.objects.filter(party__in=some).values_list("party_id", "name"):
                self._known["names"].setdefault(pk, set()).add(name)
            numbers = PartyIdentifier.objects.filter(party__in=some)
            for pk, scheme, value in numbers.values_list("party_id", "scheme", "value"):
                self._known["numbers"].setdefault(pk, set()).add((scheme, value))
            for pk, text in PartyAddress.objects.filter(party__in=some).values_list("party_id", "text"):
                self._known["places"].setdefault(pk, set()).add(text)

    def lacks(self, kind: str, party: int, value: Any) -> bool:
        """Whether it is new; from now on it is known."""
        known = self._known[kind].setdefault(party, set())
        new = value not in known
        known.add(value)
        return new
