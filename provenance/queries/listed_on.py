"""Was a party listed on a day? The listings that a name check of that day would have shown, and by which versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from provenance.models import Listing, ListVersion, Party, PartyList, VersionState
from provenance.queries.listings import stating_version
from provenance.queries.merging import Merged, merged_parties


@dataclass(frozen=True, slots=True)
class NameCheck:
    """One party on one day. `perhaps`: listings that do not say since when. `ever`: it is on some list at some time.

    `first_later`: the first listing that began after the day, where none was in force on it. `stated`: those in force,
    each with the version of its list that states it as of the day.
    """

    party: Party
    in_force: tuple[Listing, ...]
    perhaps: tuple[Listing, ...]
    first_later: Listing | None
    ever: bool
    stated: tuple[tuple[Listing, ListVersion | None], ...] = ()


@dataclass(frozen=True, slots=True)
class HeldList:
    """A list, and the version of it that was in force on a day; None where none of that day or before is held.

    `versioned`: it came in versions at all, and not as single entries.
    """

    list: PartyList
    version: ListVersion | None
    versioned: bool


def name_checks(public_ids: Iterable[str], on: date) -> list[NameCheck]:
    """What a name check of each party would have shown on a day, in the order given; unknown parties are left out."""
    wanted = list(dict.fromkeys(public_ids))
    parties = parties_by_public_id(wanted)
    merged = merged_parties()
    listings: dict[int, list[Listing]] = {}
    for listing in listings_of((party.pk for party in parties.values()), merged):
        listings.setdefault(merged.standing(listing.party).pk, []).append(listing)
    known = [parties[key] for key in wanted if key in parties]
    held = versions_held(on, (one for each in listings.values() for one in each))
    return [name_check(party, listings.get(merged.standing(party).pk, []), on, held) for party in known]


def name_check(
    party: Party, listings: Sequence[Listing], on: date, held: Mapping[int, ListVersion] | None = None
) -> NameCheck:
    """The same for one party whose listings are at hand, and perhaps the versions of that day by list."""
    held = versions_held(on, listings) if held is None else held
    standing = [one for one in listings if one.end is None or one.end >= on]
    in_force = tuple(one for one in standing if one.start and one.start <= on)
    later = sorted((one for one in listings if one.start and one.start > on), key=lambda one: one.start or on)
    return NameCheck(
        party=party,
        in_force=in_force,
        perhaps=tuple(one for one in standing if one.start is None),
        first_later=later[0] if later and not in_force else None,
        ever=bool(listings),
        stated=tuple((one, stating_version(one, held.get(one.list_id))) for one in in_force),
    )


def listings_of(parties: Iterable[int], merged: Merged | None = None) -> QuerySet[Listing]:
    """All listings of some parties and of what is one with them, earliest first, with lists and versions."""
    rows = (merged or merged_parties()).rows(parties)
    found = Listing.objects.filter(party__in=rows, list__register=False)
    related = ("party", "list__source", "first_version", "last_version", "ended_in")
    return found.select_related(*related).order_by(F("start").asc(nulls_first=True), "pk")


def lists_held_on(on: date, *, only: Collection[int] | None = None) -> list[HeldList]:
    """Every list with the version of it that was in force on a day, by name; `only`: primary keys of lists."""
    versions = ListVersion.objects.filter(list=OuterRef("pk"), state=VersionState.APPLIED, effective_on__lte=on)
    latest = Subquery(versions.order_by("-effective_on", "-pk").values("pk")[:1])
    lists = PartyList.objects.filter(Q(pk__in=only) if only is not None else Q(), register=False)
    any_version = Exists(ListVersion.objects.filter(list=OuterRef("pk"), state=VersionState.APPLIED))
    found = list(
        lists.annotate(version_on=latest, versioned=any_version)
        .select_related("source")
        .order_by("jurisdiction", "name")
    )
    known = ListVersion.objects.in_bulk({one.version_on for one in found if one.version_on})
    return [HeldList(one, known.get(one.version_on), one.versioned) for one in found]


def versions_held(on: date, listings: Iterable[Listing]) -> dict[int, ListVersion]:
    """The versions in force on a day of the lists that these listings are of, by the key of the list."""
    lists = {one.list_id for one in listings}
    return {held.list.pk: held.version for held in lists_held_on(on, only=lists) if held.version} if lists else {}


def parties_by_public_id(public_ids: Collection[str]) -> dict[str, Party]:
    """Parties by their public id."""
    return {str(party.public_id): party for party in Party.objects.filter(public_id__in=set(public_ids))}
