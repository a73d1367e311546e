"""The newest version of a list, taken back: the list is as it was before. Names of parties that stay are kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from custody.ledger import Subject, append
from problems import NotFound
from provenance.batching import batches
from provenance.list_problems import NotNewestVersion
from provenance.models import (
    Listing,
    ListVersion,
    Party,
    PartyAddress,
    PartyIdentifier,
    PartyList,
    PartyName,
    VersionState,
)
from provenance.operations.screening_index import order_index
from provenance.operations.staleness import mark_touched
from provenance.queries.listings import newest_version

FACTS = (PartyName, PartyIdentifier, PartyAddress)
_DAYS = ("start", "end")


@transaction.atomic
def roll_back_version(*, public_id: str, actor: str) -> ListVersion:
    """Undo a version. Raises NotFound, NotNewestVersion.

    Names, numbers and addresses that it brought go with the listings it made, except of parties on other lists, whose
    word they may be too. Parties that it made go when nothing else refers to them.
    """
    version = ListVersion.objects.filter(public_id=public_id).select_related("list").first()
    if version is None:
        raise NotFound
    PartyList.objects.select_for_update().get(pk=version.list_id)
    if newest_version(version.list) != version:
        raise NotNewestVersion(name=version.list.name)
    touched = _restore(version)
    fresh = Listing.objects.filter(list=version.list, first_version=version)
    touched |= set(fresh.values_list("party_id", flat=True))
    gone = fresh.delete()[0]
    before = version.list.versions.filter(state=VersionState.APPLIED, pk__lt=version.pk).order_by("-pk").first()
    Listing.objects.filter(list=version.list, last_version=version).update(last_version=before)
    removed = _forget(version)
    version.state, version.rolled_back_at = VersionState.ROLLED_BACK, timezone.now()
    version.save(update_fields=["state", "rolled_back_at"])
    order_index()
    mark_touched(parties=touched - removed, reason="listings")
    append(
        action="list.rolled_back",
        subject=Subject("list_version", str(version.public_id)),
        actor=actor,
        details={"list": version.list.name, "sha256": version.sha256, "removed": gone, "parties_removed": len(removed)},
    )
    return version


def _restore(version: ListVersion) -> set[int]:
    """Listings that it changed or ended are as they were."""
    rows = []
    for change in version.changes.select_related("listing"):
        for name, value in change.before.items():
            setattr(change.listing, name, _read(name, value))
        rows.append(change.listing)
    names = ("programme", "start", "end", "reference", "last_version", "ended_in")
    Listing.objects.bulk_update(rows, names, batch_size=200)
    version.changes.all().delete()
    return {row.party_id for row in rows}


def _read(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in _DAYS and value else value


def _forget(version: ListVersion) -> set[int]:
    """What it said of parties that are on no list now; the parties that it made and nobody needs."""
    removed = _unneeded(set(Party.objects.filter(added_by=version).values_list("pk", flat=True)))
    for some in batches(sorted(removed)):
        for model in FACTS:
            model.objects.filter(party__in=some).delete()
        Party.objects.filter(pk__in=some).delete()
    for model in FACTS:
        elsewhere = Listing.objects.filter(party=OuterRef("party")).exclude(list=version.list)
        brought = model.objects.filter(~Exists(elsewhere), added_by=version)
        keys = list(brought.values_list("pk", flat=True))
        for some in batches(keys):
            model.objects.filter(pk__in=some).delete()
    return removed


def _unneeded(parties: Collection[int]) -> set[int]:
    """Those to which nothing but their own names, numbers and addresses refers."""
    left = set(parties)
    for relation in Party._meta.related_objects:
        if relation.related_model in FACTS:
            continue
        name = relation.field.name
        for some in batches(sorted(left)):
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": some})
            left -= set(rows.values_list(name, flat=True))
    return left
