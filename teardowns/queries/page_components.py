"""What pages show of components: each marking with the reading and the judgement that stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from teardowns.models import Component, Decision, Identification, Marking, Reading, Standing

CONFIRMED, PROPOSED, AMBIGUOUS, UNKNOWN, REJECTED, ILLEGIBLE, UNREAD = (
    "confirmed", "proposed", "ambiguous", "unknown", "rejected", "illegible", "unread",
)  # fmt: skip
_OF_DECISION = {Decision.IDENTIFIED: PROPOSED, Decision.AMBIGUOUS: AMBIGUOUS, Decision.UNKNOWN: UNKNOWN}


@dataclass(frozen=True, slots=True)
class Row:
    """One marking of one component. `state` is one of this module's constants."""

    component: Component
    marking: Marking
    reading: Reading | None
    identification: Identification | None
    state: str

    @property
    def label(self) -> str:
        """The designator, or the chip's number on its photo."""
        return label(self.marking)

    @property
    def waits(self) -> bool:
        """Whether a person has still to judge it."""
        return self.state in (PROPOSED, AMBIGUOUS, UNKNOWN)


def label(marking: Marking) -> str:
    """What people call a chip: its designator, also that of one joined into it, or its number on its photo."""
    found_as = marking.found_as.designator if marking.found_as else ""
    return marking.component.designator or found_as or f"#{marking.ordinal + 1}"


def rows(markings: QuerySet[Marking]) -> list[Row]:
    """One row a marking, in the order given. Three queries whatever the number."""
    found = list(markings.select_related("component__assembly", "found_as", "photo"))
    readings = _standing_readings(found)
    judgements = standing(marking.component_id for marking in found)
    return [_row(m, readings.get(m.pk), judgements.get(m.component_id)) for m in found]


def once_a_component(all_rows: Iterable[Row]) -> list[Row]:
    """One row a component: the marking that its judgement rests on, else the first."""
    chosen: dict[int, Row] = {}
    for row in all_rows:
        judged_here = row.identification is not None and row.identification.reading.marking_id == row.marking.pk
        if row.component.pk not in chosen or judged_here:
            chosen[row.component.pk] = row
    return list(chosen.values())


def standing(component_ids: Iterable[int]) -> dict[int, Identification]:
    """The judgement that stands for each of some components, by the component's key."""
    found = (
        Identification.objects.filter(component__in=set(component_ids), successor__isnull=True)
        .select_related("manufacturer", "reading", "author", "trace")
        .order_by("pk")
    )
    return {identification.component_id: identification for identification in found}


def _standing_readings(markings: list[Marking]) -> dict[int, Reading]:
    found = (
        Reading.objects.filter(marking__in=markings, successor__isnull=True, beside__isnull=True)
        .select_related("author", "drawn_by")
        .order_by("author_id", "pk")
    )
    machine = {reading.marking_id: reading for reading in found if reading.author_id is None}
    return machine | {reading.marking_id: reading for reading in found if reading.author_id is not None}


def _row(marking: Marking, reading: Reading | None, judgement: Identification | None) -> Row:
    return Row(marking.component, marking, reading, judgement, state_of(judgement))


def state_of(judgement: Identification | None) -> str:
    """How far a component is, from the judgement that stands."""
    if judgement is None:
        return UNREAD
    if judgement.standing == Standing.PROPOSED:
        return _OF_DECISION[Decision(judgement.decision)]
    return str(judgement.standing)
