"""What pages show of a chip on several photos: each with what it says, and the chips that may be the same."""

from dataclasses import dataclass

from accounts.queries import Principal
from accounts.roles import Capability
from teardowns.models import Component
from teardowns.queries.page_components import Row
from teardowns.queries.page_joins import Offer, Seen, offers, seen_on
from web.shown import ShownLine, shown_lines


@dataclass(frozen=True, slots=True)
class Joins:
    """The photos of one chip, and for those who may join: the offers, and how many more there are."""

    seen: list[tuple[Seen, list[ShownLine]]]
    offers: list[Offer]
    more: int
    may_join: bool

    @property
    def several(self) -> bool:
        """Whether there is anything to put side by side."""
        return len(self.seen) > 1


def joins_of(principal: Principal, component: Component) -> Joins:
    """What the page of a component shows."""
    may_join = principal.can(Capability.IDENTIFICATION_CONFIRM) and component.joined_into_id is None
    offered, more = offers(component) if may_join else ([], 0)
    return Joins(_with_lines(seen_on(component)), offered, more, may_join)


def other_photos_of(row: Row) -> list[tuple[Seen, list[ShownLine]]]:
    """The other markings of a chip, for the bench."""
    return _with_lines([one for one in seen_on(row.component) if one.row.marking.pk != row.marking.pk])


def _with_lines(seen: list[Seen]) -> list[tuple[Seen, list[ShownLine]]]:
    return [(one, shown_lines(one.row.reading, one.row.identification)) for one in seen]
