"""What a program reads on from: the alerts of its organisation, from a place in them."""

from dataclasses import dataclass

from accounts.queries import Principal
from makers.models import Alert
from makers.queries.alerts import alerts_for


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Alerts, oldest first; `place`: up to where the reader has read then; `more`: there are others already."""

    alerts: tuple[Alert, ...]
    place: int
    more: bool


def feed_after(principal: Principal, place: int, limit: int) -> FeedPage:
    """The alerts that follow a place. The numbers of an organisation have no gap and no late comers: none is missed."""
    found = list(alerts_for(principal).filter(number__gt=place)[: limit + 1])
    shown = tuple(found[:limit])
    return FeedPage(shown, shown[-1].number if shown else place, len(found) > limit)
