"""Exhibits with whose hands they passed through."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from accounts.queries import Principal
from teardowns.handing_over import Doubt, Passage, judged
from teardowns.models import Exhibit, HandOver, Teardown
from teardowns.phone import as_moment
from teardowns.queries.visible import one_of, teardowns_for


@dataclass(frozen=True, slots=True)
class Step:
    """One hand-over in its place in the order, with what does not fit."""

    handover: HandOver
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class ExhibitView:
    """One exhibit, its hand-overs in order, who holds it by them, and other exhibits under the same bag code."""

    exhibit: Exhibit
    steps: tuple[Step, ...]
    twins: tuple[Exhibit, ...]

    @property
    def holder(self) -> str:
        """The name that stands last; empty while nobody was handed it, or whoever was did not say their name."""
        return self.steps[-1].handover.to_name if self.steps else ""

    @property
    def doubtful(self) -> bool:
        """Whether anything does not fit."""
        return bool(self.twins) or any(step.doubts for step in self.steps)


def exhibits_for(principal: Principal) -> QuerySet[Exhibit]:
    """Exhibits of the teardowns that this person may see."""
    return Exhibit.objects.filter(teardown__in=teardowns_for(principal)).select_related("teardown__organisation")


def exhibit_for(principal: Principal, public_id: UUID | str) -> Exhibit:
    """One exhibit. Raises NotFound, also when it is somebody else's."""
    return one_of(exhibits_for(principal), public_id)


def view_of(exhibit: Exhibit) -> ExhibitView:
    """The exhibit with its chain of hands."""
    return views_of([exhibit])[0]


def views_of_teardown(teardown: Teardown) -> list[ExhibitView]:
    """All exhibits of a teardown, in the order in which they came."""
    return views_of(list(teardown.exhibits.select_related("teardown")))


def views_of(exhibits: list[Exhibit]) -> list[ExhibitView]:
    """Several exhibits; three queries whatever the number."""
    passed: dict[int, list[HandOver]] = {exhibit.pk: [] for exhibit in exhibits}
    for handover in HandOver.objects.filter(exhibits__in=exhibits).distinct().prefetch_related("exhibits"):
        for exhibit in handover.exhibits.all():
            passed.get(exhibit.pk, []).append(handover)
    teams = {exhibit.teardown.organisation_id for exhibit in exhibits}
    named = Exhibit.objects.filter(code__in={exhibit.code for exhibit in exhibits}, teardown__organisation__in=teams)
    same = list(named.select_related("teardown"))
    return [
        ExhibitView(
            exhibit,
            steps_of(passed[exhibit.pk]),
            tuple(one for one in same if one.code == exhibit.code and one.pk != exhibit.pk),
        )
        for exhibit in exhibits
    ]


def steps_of(handovers: list[HandOver]) -> tuple[Step, ...]:
    """The hand-overs of one exhibit in the order in which the phones say that they happened."""
    return tuple(Step(handovers[one.index], one.doubts) for one in judged([_passage(each) for each in handovers]))


def doubts_of(handover: HandOver) -> list[str]:
    """What does not fit in this hand-over, of any of its exhibits; codes, each once."""
    views = views_of(list(handover.exhibits.select_related("teardown")))
    found = [doubt.value for view in views for step in view.steps if step.handover == handover for doubt in step.doubts]
    return list(dict.fromkeys(found))


def _passage(handover: HandOver) -> Passage:
    return Passage(
        giver=handover.from_name,
        taker=handover.to_name,
        at=as_moment(handover.at),
        received_at=handover.received_at,
        signed_from=bool(handover.signatures.get("from")),
        signed_to=bool(handover.signatures.get("to")),
        signed_again=any("signatures" in version["values"] for version in handover.earlier),
    )
