"""Whom the makers' names of a list mean: a party that is there, or one to be made. Nobody is merged unsaid."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.text import slugify

from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowRefused
from provenance.models import Party, PartyKind, PartyName
from provenance.partnumbers.makers import UNNAMED, known_makers

MOST = 50_000
"""Names of makers in one list: with more, the column is another one."""
KINDS = (PartyKind.MAKER, PartyKind.BRAND_OWNER)


@dataclass(frozen=True, slots=True)
class Maker:
    """Whom a name means. `party`: its key, 0 for one that is to be made. `how`: name, alias, reference or new."""

    party: int
    name: str
    how: str


class MakerNames:
    """Looks each name up once. As `queries.parties.maker_named`, and then by the names of the reference data.

    A party that was merged into another one stands for that one.
    """

    def __init__(self) -> None:
        parties = {party.pk: party for party in Party.objects.filter(kind__in=KINDS)}
        self._names = {pk: party.name for pk, party in parties.items()}
        self._into = {pk: party.merged_into_id for pk, party in parties.items() if party.merged_into_id is not None}
        self._by_name = self._bearers((party.name, pk) for pk, party in parties.items())
        self._by_slug = self._bearers((party.slug, pk) for pk, party in parties.items())
        others = PartyName.objects.filter(party__kind__in=KINDS).values_list("name", "party_id")
        self._by_alias = self._bearers(others)
        self._found: dict[str, Maker | RowRefused] = {}
        self._new: dict[str, Maker] = {}

    def named(self, listed: str) -> Maker:
        """Raises RowRefused when several makers bear the name, FileStopped when there are too many names."""
        found = self._found.get(listed)
        if found is None:
            if len(self._found) == MOST:
                raise FileStopped("too_many_makers", most=MOST, column="manufacturer")
            found = self._found[listed] = self._meant(listed or UNNAMED)
        if isinstance(found, RowRefused):
            raise found
        return found

    def standing(self, party: int) -> int:
        """The party that stands for this one: itself, unless it was merged into another one."""
        for _step in self._into:
            if party not in self._into:
                break
            party = self._into[party]
        return party

    def name_of(self, party: int) -> str:
        """The name of a party, also of one that is no maker."""
        if party not in self._names:
            self._names[party] = Party.objects.get(pk=party).name
        return self._names[party]

    @property
    def new(self) -> Collection[str]:
        """The names of makers that nobody knew."""
        return [maker.name for maker in self._new.values()]

    def taken(self) -> list[tuple[str, Maker]]:
        """The names that were not simply a maker's own, with whom they were taken for."""
        return [
            (listed, maker) for listed, maker in self._found.items() if isinstance(maker, Maker) and maker.how != "name"
        ]

    def _bearers(self, names: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for name, party in names:
            found.setdefault(name.casefold(), set()).add(self.standing(party))
        return found

    def _meant(self, listed: str) -> Maker | RowRefused:
        key = listed.casefold()
        named, aliased = self._by_name.get(key, set()), self._by_alias.get(key, set())
        bearers = named | aliased or self._by_slug.get(key, set())
        if len(bearers) > 1:
            names = ", ".join(sorted(map(self.name_of, bearers)))
            return RowRefused("maker_ambiguous", value=listed, makers=names[:300])
        if bearers:
            party = next(iter(bearers))
            return Maker(party, self.name_of(party), "name" if party in named else "alias")
        usual = known_makers().named(listed)
        if usual and usual.casefold() != key:
            meant = self._meant(usual)
            return Maker(meant.party, meant.name, "reference") if isinstance(meant, Maker) else meant
        name = usual or listed
        return self._new.setdefault(name.casefold(), Maker(0, name, "new"))


def made(name: str) -> Party:
    """A maker of this name, new. Its slug is the name's, with a mark behind it when somebody has that already."""
    slug = slugify(name)[:100] or "maker"
    if Party.objects.filter(slug=slug).exists():
        slug = f"{slug}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return Party.objects.create(slug=slug, name=name, kind=PartyKind.MAKER)


def unneeded(parties: Collection[int]) -> set[int]:
    """Those of these parties to which no row of any table refers."""
    left = set(parties)
    for relation in Party._meta.related_objects:
        if left:
            field = relation.field.name
            left -= set(
                relation.related_model._base_manager.filter(**{f"{field}__in": left}).values_list(field, flat=True)
            )
    return left
