"""What would follow if two parties were one company, and what speaks against it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Organisation
from problems import Problem
from provenance.correction_problems import (
    FictitiousWithReal,
    MakerMustStay,
    MergedAlready,
    MergedWithItself,
    OthersSpeakForIt,
)
from provenance.models import Claim, Listing, Part, Party, PartyRelation, RelationKind, Shipment
from provenance.queries.corrections import MAKERS
from provenance.queries.merging import Merged, merged_parties
from provenance.queries.parties import brands_of


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What moves under the party that stays. Units: catalogued parts, shipments and claims, entries of lists.

    With a `refusal` the two cannot be merged.
    """

    party: Party
    into: Party
    parts: int
    records: int
    listings: tuple[Listing, ...]
    doubts: tuple[str, ...]
    refusal: Problem | None


def merge_preview(party: Party, into: Party) -> MergePreview:
    """Preview `party` shown under `into`; the doubts are keys of `correction_problems.DOUBTS`."""
    merged = merged_parties()
    rows = merged.rows([party.pk])
    either = Q(seller__in=rows) | Q(buyer__in=rows) | Q(manufacturer__in=rows)
    return MergePreview(
        party=party,
        into=into,
        parts=Part.objects.filter(manufacturer__in=rows).count(),
        records=Shipment.objects.filter(either).count() + Claim.objects.filter(either, successor__isnull=True).count(),
        listings=tuple(_listings(rows).select_related("list__source")),
        doubts=merge_doubts(party, into, merged),
        refusal=merge_refusal(party, into, merged),
    )


def merge_doubts(party: Party, into: Party, merged: Merged) -> tuple[str, ...]:
    """What speaks against one company, or must be known before: keys of `correction_problems.DOUBTS`."""
    return tuple(_doubts(party, into, merged))


def merge_refusal(party: Party, into: Party, merged: Merged) -> Problem | None:
    """Why two parties cannot be merged, whatever people say of them; None where they can.

    Whoever speaks for a row that was merged into `party` counts too: its findings would go on to `into`.
    """
    names = {"name": party.name, "into": into.name}
    if party.pk == into.pk:
        return MergedWithItself()
    for one in (party, into):
        if one.merged_into is not None:
            return MergedAlready(name=one.name, into=one.merged_into.name)
    if party.fictitious != into.fictitious:
        return FictitiousWithReal()
    if party.kind in MAKERS and into.kind not in MAKERS:
        return MakerMustStay(**names)
    today = timezone.now().date()
    speaking = speakers(merged.rows([party.pk]), today)
    return OthersSpeakForIt(**names) if speaking and speaking != speakers([into.pk], today) else None


def speakers(rows: Collection[int], on: date) -> set[int]:
    """The keys of the organisations of users to which findings of any of these parties are open on a day."""
    speaking = Organisation.objects.filter(brands__isnull=False).distinct()
    return {organisation.pk for organisation in speaking if not brands_of(organisation, on).isdisjoint(rows)}


def _doubts(party: Party, into: Party, merged: Merged) -> Iterator[str]:
    if party.country and into.country and party.country != into.country:
        yield "other_country"
    if party.registration_ids and into.registration_ids and not _shared(party, into):
        yield "other_registration"
    ours, theirs = merged.rows([party.pk]), merged.rows([into.pk])
    owned = Q(party__in=ours, target__in=theirs) | Q(party__in=theirs, target__in=ours)
    if PartyRelation.objects.filter(owned, kind=RelationKind.OWNER).exists():
        yield "owned"
    if _listings(ours).exists() != _listings(theirs).exists():
        yield "listed"
    today = timezone.now().date()
    if not speakers(ours, today) and speakers([into.pk], today):
        yield "opens_findings"


def _shared(party: Party, into: Party) -> bool:
    return bool(set(map(str, party.registration_ids)) & set(map(str, into.registration_ids)))


def _listings(rows: list[int]) -> QuerySet[Listing]:
    return Listing.objects.filter(party__in=rows).order_by("start", "pk")
