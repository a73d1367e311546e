"""Lists, their versions, and what stood on them on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Max, Q, QuerySet

from provenance.models import Correction, Listing, ListVersion, PartyAddress, PartyList, PartyName, VersionState


def listings_of_parties(parties: Collection[int]) -> QuerySet[Listing]:
    """Every listing of these rows with its list and versions, earliest first; registers of companies list nobody."""
    rows = Listing.objects.filter(party__in=parties, list__register=False)
    return rows.select_related("party", "list__source", "first_version", "last_version").order_by("start", "pk")


def stating_version(listing: Listing, held: ListVersion | None = None) -> ListVersion | None:
    """The version that states a listing as of a day; `held`: the version of its list that was in force on the day.

    Where that one does not hold it: the next that does, fetched later than the day, or the last that did.
    """
    known = [one for one in (listing.first_version, listing.last_version) if one]
    return sorted((known[0], held or known[0], known[-1]), key=_place)[1] if known else None


def told_version(listing: Listing, held: ListVersion | None = None) -> str:
    """The same in words; of a listing without versions its reference."""
    return str(stating_version(listing, held) or listing.reference)


def _place(version: ListVersion) -> tuple[date, int]:
    return version.effective_on, version.pk


def newest_version(of: PartyList) -> ListVersion | None:
    """The version of a list that stands."""
    return of.versions.filter(state=VersionState.APPLIED).order_by("-pk").first()


def lists_stamp() -> str:
    """Changes whenever a list, another name or a merge does: what is built from them is out of date then.

    Not for a new party by itself: one that is on no list, as files of shipments bring, changes nothing of that.
    """
    versions = ListVersion.objects.aggregate(last=Max("pk"), back=Max("rolled_back_at"))
    parts = [versions["last"], versions["back"]]
    parts += [model.objects.aggregate(last=Max("pk"))["last"] for model in (PartyName, Listing)]
    merges = Correction.objects.aggregate(last=Max("pk"), back=Max("withdrawn_at"))
    return "-".join(str(part or 0) for part in (*parts, merges["last"], merges["back"]))


def sharing_an_address(parties: Collection[int]) -> dict[int, set[int]]:
    """By party, the other parties that sit at one of its addresses. Derived from what sources write, no judgement."""
    ours = PartyAddress.objects.filter(party__in=parties).exclude(key="").values_list("key", "party_id")
    by_key: dict[str, set[int]] = {}
    for key, party in ours:
        by_key.setdefault(key, set()).add(party)
    found: dict[int, set[int]] = {party: set() for party in parties}
    for key, other in PartyAddress.objects.filter(Q(key__in=by_key)).values_list("key", "party_id"):
        for party in by_key[key] - {other}:
            found[party].add(other)
    return {party: others for party, others in found.items() if others}
