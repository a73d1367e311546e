"""Two components that are one physical part, seen on two photos: joined by a person, and parted again."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from teardowns.models import Component, Identification, Marking
from teardowns.operations.releasing import restore_of, withdraw_of
from teardowns.operations.resolving import propose_anew
from teardowns.problems import JoinedMeanwhile, JudgementsDiffer, NotJoined, OtherTeardown, SameComponent
from teardowns.queries.joins import differ, weight
from teardowns.queries.judgements import current_identification
from teardowns.queries.resolved import standing_readings


@transaction.atomic
def join_components(*, principal: Principal, component: Component, other: Component) -> Component:
    """Say that two components of one teardown are the same chip. Returns the one that stands for both from now on.

    That is `component`, but for one case: a person's word on the part goes on standing, so a component that carries
    one stands rather than one that carries none. The markings of the other one move over; it is kept with its history,
    its finding is taken back, and the machine proposes anew over all photos unless a person's judgement stands.
    Joined twice is joined once. Raises NotAllowed, SameComponent, OtherTeardown, JoinedMeanwhile, JudgementsDiffer.
    """
    principal.require(Capability.IDENTIFICATION_CONFIRM)
    if component.pk == other.pk:
        raise SameComponent
    if component.teardown_id != other.teardown_id:
        raise OtherTeardown
    component, other = _locked(component, other)
    if other.joined_into_id == component.pk:
        return component
    if component.joined_into_id == other.pk:
        return other
    if component.joined_into_id or other.joined_into_id:
        raise JoinedMeanwhile
    judged, other_judged = current_identification(component), current_identification(other)
    if differ(judged, other_judged):
        raise JudgementsDiffer(one=_part(judged), other=_part(other_judged))
    if weight(other_judged) > weight(judged):
        component, other, other_judged = other, component, judged
    _move(principal, component, other)
    if other_judged is not None:
        withdraw_of(principal=principal, identification=other_judged, reason="joined")
    _settle(principal, component)
    return component


@transaction.atomic
def part_components(*, principal: Principal, component: Component, other: Component) -> Component:
    """Take back that `other` is the same chip as `component`. Returns `other`, which stands by itself again.

    Its markings go back to it, its judgement stands again, and a finding that joining took back is opened once more.
    A judgement that a person made on a photo that leaves is superseded: the machine proposes anew. Raises NotAllowed,
    SameComponent, NotJoined.
    """
    principal.require(Capability.IDENTIFICATION_CONFIRM)
    if component.pk == other.pk:
        raise SameComponent
    component, other = _locked(component, other)
    since = other.joined_at
    if other.joined_into_id != component.pk or since is None:
        raise NotJoined
    leaving = Marking.objects.filter(component=component, found_as=other)
    moved = _ids(leaving)
    leaving.update(component=other, found_as=None)
    other.joined_into = other.joined_at = None
    other.save(update_fields=["joined_into", "joined_at"])
    _tell(principal, "component.parted", component, other, moved)
    _settle(principal, component)
    standing = _settle(principal, other)
    if standing is not None and standing.author_id is not None:
        restore_of(principal=principal, identification=standing, since=since)
    return other


def _locked(one: Component, other: Component) -> tuple[Component, Component]:
    """Both, locked always in the same order: two who join the same pair at once wait for each other."""
    rows = Component.objects.select_for_update().filter(pk__in=(one.pk, other.pk)).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[one.pk], found[other.pk]


def _move(principal: Principal, component: Component, other: Component) -> None:
    coming = Marking.objects.filter(component=other)
    moved = _ids(coming)
    coming.filter(found_as__isnull=True).update(found_as=other)
    coming.update(component=component)
    Component.objects.filter(joined_into=other).update(joined_into=component)
    other.joined_into, other.joined_at = component, timezone.now()
    other.save(update_fields=["joined_into", "joined_at"])
    _tell(principal, "component.joined", component, other, moved)


def _settle(principal: Principal, component: Component) -> Identification | None:
    """What stands after photos came or went: a person's judgement whose reading is still there, or a new proposal."""
    judged = current_identification(component)
    if judged is not None and judged.author_id is not None and judged.reading in standing_readings(component):
        return judged
    proposed = propose_anew(component)
    if judged is not None and proposed is not None:
        withdraw_of(principal=principal, identification=judged)
    return proposed or judged


def _part(judged: Identification | None) -> str:
    return judged.part_number if judged else ""


def _ids(markings: QuerySet[Marking]) -> list[str]:
    return [str(public_id) for public_id in markings.order_by("pk").values_list("public_id", flat=True)]


def _tell(principal: Principal, action: str, component: Component, other: Component, markings: list[str]) -> None:
    """In the history of both: of the one that stands, and of the one whose markings went."""
    for about in (component, other):
        append(
            action=action,
            subject=Subject("component", str(about.public_id)),
            actor=principal.actor,
            details={"component": str(component.public_id), "other": str(other.public_id), "markings": markings},
        )
