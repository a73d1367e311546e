"""Which reading and which identification stand now, and what waits for a person."""

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from accounts.queries import Principal
from accounts.roles import Capability
from teardowns.models import Component, Decision, Identification, Marking, Reading, Standing
from teardowns.queries.visible import components_for


def current_reading(marking: Marking) -> Reading | None:
    """The reading that nothing supersedes, a person's before a machine's, the latest of them; no alternative."""
    return (
        marking.readings.filter(successor__isnull=True, beside__isnull=True)
        .order_by(F("author").desc(nulls_last=True), "-pk")
        .select_related("author")
        .first()
    )


def current_identification(component: Component) -> Identification | None:
    """The judgement that stands: the latest that nothing supersedes."""
    return (
        component.identifications.filter(successor__isnull=True)
        .select_related("manufacturer", "reading__marking__photo", "author", "trace")
        .order_by("-pk")
        .first()
    )


def standing_judgements(principal: Principal) -> QuerySet[Identification]:
    """The judgements that stand, of the components that this person may see."""
    return Identification.objects.filter(successor__isnull=True, component__in=components_for(principal))


def waiting_for_analyst(principal: Principal) -> QuerySet[Identification]:
    """Machine proposals that nobody judged yet: identified first, then ambiguous, then unknown; oldest first."""
    if Capability.IDENTIFICATION_CONFIRM not in principal.capabilities:
        return Identification.objects.none()
    rank = Case(
        When(decision=Decision.IDENTIFIED, then=Value(0)),
        When(decision=Decision.AMBIGUOUS, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return (
        standing_judgements(principal)
        .filter(standing=Standing.PROPOSED)
        .annotate(rank=rank)
        .order_by("rank", "created_at", "pk")
        .select_related(
            "component__teardown__specimen__weapon_model",
            "component__assembly",
            "manufacturer",
            "reading__marking__photo",
        )
    )
