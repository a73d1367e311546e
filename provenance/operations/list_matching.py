"""Which party an entry of a list means. Likeness never decides: a number, or the same name in the same country, does.

Of two entries that one file tells apart, each is a party of its own, whatever numbers they share: publishers copy
numbers wrongly. Who is likely the same is left for people to merge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from provenance.batching import batches
from provenance.identifiers import Identifier
from provenance.importers.lists_published.entry import Entry
from provenance.models import Party, PartyIdentifier
from provenance.name_key import stored_key
from provenance.queries.merging import merged_parties
from provenance.queries.name_keys import parties_by_key

TELLING = 8
"""Characters of a key that may stand for a company without its country."""
SHORTEST = 4
"""Characters of another name under which parties meet across lists: abbreviations are everybody's."""


@dataclass(slots=True)
class OnList:
    """What one list holds: its parties, whose entry has which reference, and whom an entry of this file took."""

    parties: set[int] = field(default_factory=set)
    by_reference: dict[str, int] = field(default_factory=dict)
    taken: dict[int, str] = field(default_factory=dict)


class Matching:
    """Knows the parties that may be meant by the entries of one batch; new ones have keys below zero."""

    def __init__(self) -> None:
        self._merged = merged_parties()
        self._made = 0
        self._clear()

    def _clear(self) -> None:
        self._by_key: dict[str, dict[int, bool]] = {}
        self._by_number: dict[tuple[str, str], set[int]] = {}
        self._numbers: dict[int, dict[str, set[str]]] = {}
        self._country: dict[int, str] = {}
        self._by_public: dict[str, int] = {}

    def load(self, entries: Sequence[Entry]) -> None:
        """Forget the last batch and read who bears the names and numbers of this one."""
        self._clear()
        for key, bearers in parties_by_key(key for entry in entries for key in keys_of(entry)).items():
            for one in bearers:
                self._by_key.setdefault(key, {})[one.party] = one.own
                self._country[one.party] = one.country
        self._load_numbers(entries)
        for some in batches(sorted({entry.party for entry in entries if entry.party})):
            rows = Party.objects.filter(public_id__in=some).values_list("public_id", "pk", "country")
            for public, party, country in rows:
                self._by_public[str(public)], self._country[party] = party, country

    def _load_numbers(self, entries: Sequence[Entry]) -> None:
        values = sorted({one.value for entry in entries for one in _strong(entry.identifiers)})
        strong = PartyIdentifier.objects.filter(strong=True)
        for some in batches(values):
            rows = strong.filter(value__in=some).values_list("party_id", "scheme", "value", "party__country")
            for party, scheme, value, country in rows:
                self._by_number.setdefault((scheme, value), set()).add(party)
                self._country[party] = country
        for parties in batches(sorted(self._country)):
            for party, scheme, value in strong.filter(party__in=parties).values_list("party_id", "scheme", "value"):
                self._numbers.setdefault(party, {}).setdefault(scheme, set()).add(value)

    def party(self, entry: Entry, on: OnList) -> int:
        """The key of the party that is meant; of a new one a key below zero."""
        found = self._found(entry, on)
        if found is None:
            self._made -= 1
            found = self._made
            self._country[found] = entry.country
        self._remember(found, entry, on)
        return found

    def _found(self, entry: Entry, on: OnList) -> int | None:
        if entry.party and entry.party in self._by_public:
            return self._by_public[entry.party]
        if entry.reference and entry.reference in on.by_reference:
            return on.by_reference[entry.reference]
        key = stored_key(entry.name)

        def free(party: int) -> bool:
            return on.taken.get(party, key) == key and not self._differs(party, entry)

        numbered = {
            party for one in _strong(entry.identifiers) for party in self._by_number.get((one.scheme, one.value), ())
        }
        here = numbered & on.parties
        looks: tuple[Callable[[], Iterable[int]], ...] = (
            lambda: filter(free, numbered & self._named(entry, own=False)),
            lambda: filter(free, here if len(here) == 1 else numbered if len(numbered) == 1 else ()),
            lambda: self._within(entry, on, free, own=True),
            lambda: self._within(entry, on, free, own=False),
            lambda: self._anywhere(entry, free),
            lambda: self._placeless(entry, free),
        )
        for look in looks:
            party = self._one(look())
            if party is not None:
                return party
        return None

    def _within(self, entry: Entry, on: OnList, free: Callable[[int], bool], *, own: bool) -> Iterable[int]:
        """Of the same list: by its name first, then by any name; a country that is not known speaks against nobody."""
        countries = {entry.country, ""} if entry.country else set(self._country.values())
        named = self._named(entry, own=own) & on.parties
        return [party for party in named if self._country.get(party, "") in countries and free(party)]

    def _anywhere(self, entry: Entry, free: Callable[[int], bool]) -> Iterable[int]:
        """Of another list, of trade records: the entry's own name first, then another one that is the party's own."""
        key = stored_key(entry.name)
        others = {
            party
            for other in keys_of(entry)
            if len(other) >= SHORTEST
            for party, is_own in self._by_key.get(other, {}).items()
            if is_own
        }
        named = set(self._by_key.get(key, {})) if len(key) >= SHORTEST else set()
        for bearers in (self._named(entry, own=True), named, others):
            found = [party for party in bearers if entry.country == self._country.get(party) != "" and free(party)]
            if found:
                return found
        return ()

    def _placeless(self, entry: Entry, free: Callable[[int], bool]) -> Iterable[int]:
        """Where one of the two has no country: the very same own name, which is long enough to be nobody else's."""
        key = stored_key(entry.name)
        bearers = self._named(entry, own=True) if len(key) >= TELLING else set()
        known = {self._country.get(party, "") for party in bearers} | {entry.country}
        return filter(free, bearers) if len(known - {""}) <= 1 else ()

    def _named(self, entry: Entry, *, own: bool) -> set[int]:
        if own:
            return {party for party, is_own in self._by_key.get(stored_key(entry.name), {}).items() if is_own}
        return {party for key in keys_of(entry) for party in self._by_key.get(key, {})}

    def _differs(self, party: int, entry: Entry) -> bool:
        """Whether a register knows the two under different numbers."""
        known = self._numbers.get(party, {})
        ours: dict[str, set[str]] = {}
        for one in _strong(entry.identifiers):
            ours.setdefault(one.scheme, set()).add(one.value)
        return any(known[scheme].isdisjoint(values) for scheme, values in ours.items() if scheme in known)

    def _one(self, parties: Iterable[int]) -> int | None:
        """The only one; of rows that are merged the one that stands. None where several companies are left."""
        found = set(parties)
        roots = {self._merged.roots[party].pk if party in self._merged.roots else party for party in found}
        if len(roots) != 1:
            return None
        return next(iter(roots & found), min(found))

    def _remember(self, party: int, entry: Entry, on: OnList) -> None:
        key = stored_key(entry.name)
        on.taken.setdefault(party, key)
        on.parties.add(party)
        if entry.reference:
            on.by_reference.setdefault(entry.reference, party)
        for one in keys_of(entry):
            self._by_key.setdefault(one, {}).setdefault(party, one == key)
        for number in _strong(entry.identifiers):
            self._by_number.setdefault((number.scheme, number.value), set()).add(party)
            self._numbers.setdefault(party, {}).setdefault(number.scheme, set()).add(number.value)
        self._country[party] = self._country.get(party) or entry.country

    @staticmethod
    def settle(on: OnList, keys: Mapping[int, int]) -> None:
        """New parties have their keys now."""
        on.parties = {keys.get(party, party) for party in on.parties}
        on.taken = {keys.get(party, party): key for party, key in on.taken.items()}
        on.by_reference = {reference: keys.get(party, party) for reference, party in on.by_reference.items()}


def keys_of(entry: Entry) -> list[str]:
    """The keys of all names of an entry, its own first."""
    keys = dict.fromkeys(stored_key(name) for name in (entry.name, *entry.names))
    keys.pop("", None)
    return list(keys)


def _strong(identifiers: Iterable[Identifier]) -> list[Identifier]:
    return [one for one in identifiers if one.strong]
