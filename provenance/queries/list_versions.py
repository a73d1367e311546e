"""Lists and their versions as pages show them, and what changed between two versions of one list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.queries import Principal
from accounts.roles import Capability
from problems import NotFound
from provenance.models import Listing, ListingChange, ListVersion, PartyList, VersionState

SHOWN = ("programme", "start", "end", "reference")


@dataclass(frozen=True, slots=True)
class HeldVersions:
    """A list, its version that stands now, how many versions are held, and its entries in force or not yet ended."""

    list: PartyList
    newest: ListVersion | None
    versions: int
    standing: int


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry that versions changed: `fields` as (name, before, after)."""

    listing: Listing
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """What came with a version since an earlier one (None: since there was nothing).

    `began`: entries that are new; `ended`: that it has no more; `returned`: that had ended; `changed`: the others.
    """

    since: ListVersion | None
    began: QuerySet[Listing]
    ended: tuple[Changed, ...]
    returned: tuple[Changed, ...]
    changed: tuple[Changed, ...]


@dataclass(slots=True)
class _Sorted:
    ended: list[Changed] = field(default_factory=list)
    returned: list[Changed] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)


def lists_held(principal: Principal) -> list[HeldVersions]:
    """Every list and register that is held, by jurisdiction and name. Raises NotAllowed."""
    principal.require(Capability.PART_SEE)
    applied = Count("versions", filter=Q(versions__state=VersionState.APPLIED))
    found = PartyList.objects.annotate(held=applied).select_related("source")
    open_ended = Listing.objects.filter(end__isnull=True).order_by().values_list("list")
    standing: dict[int, int] = dict(open_ended.annotate(count=Count("pk")))
    newest: dict[int, ListVersion] = {}
    for version in ListVersion.objects.filter(state=VersionState.APPLIED).order_by("pk").defer("errors"):
        newest[version.list_id] = version
    return [
        HeldVersions(one, newest.get(one.pk), one.held, standing.get(one.pk, 0))
        for one in found.order_by("register", "jurisdiction", "name")
    ]


def list_held(principal: Principal, public_id: UUID) -> PartyList:
    """One list. Raises NotAllowed, NotFound."""
    principal.require(Capability.PART_SEE)
    found = PartyList.objects.select_related("source").filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def versions_of(of: PartyList) -> QuerySet[ListVersion]:
    """Every version, the latest first, also those that were taken back."""
    return of.versions.order_by("-effective_on", "-pk").defer("errors")


def list_version(principal: Principal, public_id: UUID) -> ListVersion:
    """One version of a list. Raises NotAllowed, NotFound."""
    principal.require(Capability.PART_SEE)
    found = ListVersion.objects.select_related("list__source").filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def earlier_versions(version: ListVersion) -> QuerySet[ListVersion]:
    """Those that stood before it, the latest first."""
    return version.list.versions.filter(state=VersionState.APPLIED, pk__lt=version.pk).order_by("-pk").defer("errors")


def versions_told(lists: Collection[str]) -> Mapping[tuple[str, str], ListVersion]:
    """By name of a list and how a version of it is told: the version, as far as it is held."""
    versions = ListVersion.objects.filter(list__name__in=set(lists)).select_related("list").defer("errors")
    return {(one.list.name, str(one)): one for one in versions.order_by("pk")}


def differences(version: ListVersion, since: ListVersion | None) -> Differences:
    """What the versions after `since` up to this one did to the list. Two queries, and one for the entries shown."""
    after = since.pk if since else 0
    changes = ListingChange.objects.filter(version__list=version.list_id, version__gt=after).order_by("version_id")
    related = ("listing__party", "listing__first_version")
    by_listing: dict[int, list[ListingChange]] = {}
    for change in changes.select_related(*related):
        by_listing.setdefault(change.listing_id, []).append(change)
    found = _Sorted()
    for theirs in by_listing.values():
        _sort(theirs, version, after, found)
    began = Listing.objects.filter(list=version.list_id, first_version__gt=after, first_version__lte=version.pk)
    return Differences(
        since=since,
        began=began.select_related("party", "list", "first_version").order_by("party__name", "pk"),
        ended=tuple(found.ended),
        returned=tuple(found.returned),
        changed=tuple(found.changed),
    )


def _sort(changes: list[ListingChange], version: ListVersion, after: int, found: _Sorted) -> None:
    """Put one entry's changes where they belong: as it was before the first of them, and as this version left it."""
    within = [change for change in changes if change.version_id <= version.pk]
    listing = changes[0].listing
    if not within or (listing.first_version_id or 0) > after:
        return
    later = next((change for change in changes if change.version_id > version.pk), None)
    before, now = within[0].before, later.before if later else _as_it_is(listing)
    told = Changed(listing, tuple(_fields(before, now)))
    gone, was_gone = bool(now.get("ended_in_id")), bool(before.get("ended_in_id"))
    if gone and not was_gone:
        found.ended.append(told)
    elif was_gone and not gone:
        found.returned.append(told)
    elif told.fields:
        found.changed.append(told)


def _as_it_is(listing: Listing) -> dict[str, Any]:
    values = {name: getattr(listing, name) for name in (*SHOWN, "ended_in_id")}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _fields(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    pairs = ((name, before.get(name) or "", now.get(name) or "") for name in SHOWN)
    return [(name, str(old), str(new)) for name, old, new in pairs if old != new]
