"""What each role finds on its home page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from accounts.queries import Principal
from teardowns.models import TERMINAL_STATES, Decision, Identification, Photo, PhotoState, Standing, Teardown
from teardowns.queries.judgements import standing_judgements, waiting_for_analyst
from teardowns.queries.page_components import label
from teardowns.queries.visible import photos_for, teardowns_for


@dataclass(frozen=True, slots=True)
class Queue:
    """Proposals of one kind that wait for a person, and since when the oldest does."""

    decision: Decision
    waiting: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Reshoot:
    """A photo to be taken again: of one `chip` that nobody can read, or ("") of a broken file. `code` says why."""

    photo: Photo
    chip: str
    marking_id: str
    code: str


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
            chips=Count("components", distinct=True),
        )
        .order_by("-created_at", "-pk")
    )


def reshoots(principal: Principal) -> list[Reshoot]:
    """What the team should photograph again while it still can: unreadable chips first, then broken files."""
    illegible = (
        standing_judgements(principal)
        .filter(standing=Standing.ILLEGIBLE)
        .select_related("reading__marking__component", "reading__marking__photo__teardown__specimen__weapon_model")
        .order_by("-pk")[:20]
    )
    broken = photos_for(principal).filter(Q(state=PhotoState.UNDISPLAYABLE) | Q(truncated=True)).order_by("-pk")[:20]
    return [
        Reshoot(i.reading.marking.photo, label(i.reading.marking), str(i.reading.marking.public_id), "illegible")
        for i in illegible
    ] + [Reshoot(photo, "", "", "truncated" if photo.truncated else "undisplayable") for photo in broken]


def recently_confirmed(principal: Principal) -> QuerySet[Identification]:
    """Parts that a person confirmed, latest first, of the components that this person may see."""
    return (
        standing_judgements(principal)
        .filter(standing=Standing.CONFIRMED)
        .select_related("component__teardown__specimen__weapon_model", "manufacturer", "reading__marking", "trace")
        .order_by("-created_at", "-pk")
    )
