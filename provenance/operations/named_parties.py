"""Whom the names of an imported file mean: parties that are there, else new ones. Likeness decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from provenance.importers.relations import Named
from provenance.importers.table import RowRefused
from provenance.models import Party, PartyKind
from provenance.name_key import stored_key
from provenance.operations.list_parties import new_party
from provenance.operations.maker_names import MakerNames
from provenance.queries.merging import merged_parties
from provenance.queries.name_keys import Bearer, parties_by_key
from provenance.queries.names import parties_by_reference

MAKERS = (PartyKind.MAKER, PartyKind.BRAND_OWNER)


class NamedParties:
    """Whom the names of a file mean: a maker by any name that makers have, a party by slug, name or the same name
    written otherwise; else a new one. `raised`: parties whose kind was not known and is now; `made`: new ones.
    `kinds`: by text, OTHER when left out.
    """

    def __init__(self, parties: Iterable[Named], kinds: Mapping[str, PartyKind]) -> None:
        self._kinds = kinds
        named = {one.text: one for one in parties}
        self._makers = MakerNames()
        self._by_reference = parties_by_reference([*named, *(one.name for one in named.values())])
        self._by_key = parties_by_key(stored_key(one.name) for one in named.values())
        self._merged = merged_parties()
        self._found: dict[str, int | RowRefused] = {}
        self._new: dict[tuple[str, str], int] = {}
        self.raised: set[int] = set()
        self.made: list[int] = []

    def meant(self, named: Named) -> int:
        """The key of the party. Raises RowRefused with `party_ambiguous` or `maker_ambiguous`."""
        if named.text not in self._found:
            try:
                self._found[named.text] = self._known(named) or self._make(named)
            except RowRefused as refused:
                self._found[named.text] = refused
        found = self._found[named.text]
        if isinstance(found, RowRefused):
            raise found
        return found

    def _known(self, named: Named) -> int:
        kind = self._kinds.get(named.text, PartyKind.OTHER)
        party = 0
        if kind in MAKERS:
            party = self._makers.named(named.name).party
        if not party:
            known = self._by_reference.get(named.text) or self._by_reference.get(named.name)
            fits = known and (not named.country or known.country in ("", named.country))
            party = known.pk if known and fits else self._alike(named, kind)
        if party and kind != PartyKind.OTHER:
            raised = Party.objects.filter(pk=party, kind=PartyKind.OTHER).update(kind=kind)
            self.raised |= {party} if raised else set()
        return party

    def _alike(self, named: Named, kind: PartyKind) -> int:
        """Whose name is the same, written otherwise; of several the maker where a maker is meant."""
        bearers = [
            one
            for one in self._by_key.get(stored_key(named.name), ())
            if not named.country or one.country in ("", named.country)
        ]
        makers = [one for one in bearers if one.kind in MAKERS] if kind in MAKERS else []
        own = [one for one in bearers if one.own]
        for some in (makers, own, bearers):
            roots = self._roots(some)
            if len(roots) == 1:
                return roots.pop()
            if len(roots) > 1:
                names = Party.objects.filter(pk__in=roots).order_by("pk").values_list("slug", flat=True)[:5]
                raise RowRefused("party_ambiguous", value=named.text, parties=", ".join(names))
        return 0

    def _roots(self, bearers: Iterable[Bearer]) -> set[int]:
        roots = self._merged.roots
        return {roots[one.party].pk if one.party in roots else one.party for one in bearers}

    def _make(self, named: Named) -> int:
        key = (stored_key(named.name) or named.name, named.country)
        if key not in self._new:
            party = new_party(named.name, named.country, self._kinds.get(named.text, PartyKind.OTHER))
            party.save(force_insert=True)
            self._new[key] = party.pk
            self.made.append(party.pk)
        return self._new[key]
