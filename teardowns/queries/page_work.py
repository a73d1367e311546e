"""What each role finds on its home page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from accounts.queries import Principal
from teardowns.models import TERMINAL_STATES, Decision, Identification, Standing, Teardown
from teardowns.queries.judgements import standing_judgements, waiting_for_analyst
from teardowns.queries.visible import teardowns_for


@dataclass(frozen=True, slots=True)
class Queue:
    """Proposals of one kind that wait for a person, and since when the oldest does."""

    decision: Decision
    waiting: int
    oldest: datetime | None


def queues(principal: Principal) -> list[Queue]:
    """The analyst's three queues, in the order of the work."""
    waiting = waiting_for_analyst(principal).order_by()
    counted = waiting.values_list("decision").annotate(Count("pk"), Min("created_at"))
    found: dict[str, tuple[int, datetime]] = {decision: (number, oldest) for decision, number, oldest in counted}
    return [Queue(decision, *found.get(decision, (0, None))) for decision in Decision]


def counted_teardowns(principal: Principal) -> QuerySet[Teardown]:
    """Visible teardowns, newest first, each with `photos_sent`, `photos_waiting` and `chips`."""
    return (
        teardowns_for(principal)
        .annotate(
            photos_sent=Count("photos", distinct=True),
            photos_waiting=Count("photos", filter=~Q(photos__state__in=TERMINAL_STATES), distinct=True),
            chips=Count("components", filter=Q(components__joined_into__isnull=True), distinct=True),
        )
        .order_by("-created_at", "-pk")
    )


def recently_confirmed(principal: Principal) -> QuerySet[Identification]:
    """Parts that a person confirmed, latest first, of the components that this person may see."""
    return (
        standing_judgements(principal)
        .filter(standing=Standing.CONFIRMED)
        .select_related("component__teardown__specimen__weapon_model", "manufacturer", "reading__marking", "trace")
        .order_by("-created_at", "-pk")
    )
