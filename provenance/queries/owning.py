"""The owners of a brand through time, from the dated relations in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from provenance.models import Party, PartyRelation, RelationKind
from provenance.owning import Ownership, Tenure, owned_between, tenures
from provenance.queries.merging import Merged, merged_parties

MAX_OWNERS_DEPTH = 5


@dataclass(frozen=True, slots=True)
class OwnedSpan:
    """A time with the same owners, the brand's own first; `tenure` has its days; `relation` states its beginning."""

    owners: tuple[Party, ...]
    tenure: Tenure
    relation: PartyRelation | None

    @property
    def last(self) -> Party | None:
        """Who owned all of it."""
        return self.owners[-1] if self.owners else None


@dataclass(frozen=True, slots=True)
class BrandHistory:
    """A brand's owners through time, oldest first; one span without owners: none is recorded."""

    brand: Party
    spans: tuple[OwnedSpan, ...]

    def between(self, first: date | None, last: date | None) -> tuple[OwnedSpan, ...]:
        """The spans that are possible on some day of an interval with open ends."""
        wanted = owned_between([span.tenure for span in self.spans], first, last)
        return tuple(span for span in self.spans if span.tenure in wanted)

    def on(self, day: date) -> tuple[OwnedSpan, ...]:
        """The spans that are possible on a day: more than one where only the year of a purchase is known."""
        return self.between(day, day)


def brand_history(brand: Party) -> BrandHistory:
    """Who owned a brand when; parties that were merged are one, shown as the one that stands.

    One query for each owner in the line and two more.
    """
    merged = merged_parties()
    stands = merged.standing
    rows: list[PartyRelation] = []
    asked: set[int] = set()
    newest = set(merged.rows([brand.pk]))
    for _ in range(MAX_OWNERS_DEPTH):
        asked |= newest
        found = PartyRelation.objects.filter(kind=RelationKind.OWNER, target_id__in=newest)
        rows += found.select_related("party", "target", "source").order_by("start", "pk")
        newest = set(merged.rows(row.party_id for row in rows)) - asked
        if not newest:
            break
    held = [Ownership(stands(row.target), stands(row.party), row.start, row.start_latest, row.end) for row in rows]
    return BrandHistory(
        brand,
        tuple(
            OwnedSpan(span.owners, span, _stating(span, rows, merged))  # type: ignore[arg-type]
            for span in tenures(stands(brand), [one for one in held if one.brand != one.owner])
        ),
    )


def _stating(span: Tenure, rows: list[PartyRelation], merged: Merged) -> PartyRelation | None:
    """The relation that states this span's beginning: the purchase on that day by one of its owners."""
    begun = [row for row in rows if row.start == span.began and merged.standing(row.party) in span.owners]
    return begun[-1] if begun else None
