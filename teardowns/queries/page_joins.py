"""What pages show of chips on several photos: the photos of one, and which others may be the same."""

from dataclasses import dataclass

from provenance.partnumbers.normalise import plain
from teardowns.models import Component, Identification, Marking, Photo
from teardowns.queries.joins import differ
from teardowns.queries.judgements import current_identification
from teardowns.queries.page_components import Row, once_a_component, rows

MOST_OFFERED = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """One marking of a chip. `number`: of its photo in the teardown. `joined`: the component that it was found as,
    on its first marking only, where that one is joined into this chip.
    """

    row: Row
    number: int
    joined: Component | None


@dataclass(frozen=True, slots=True)
class Offer:
    """Another chip of the teardown. `alike`: its best part number is the same."""

    row: Row
    number: int
    best: str
    alike: bool


def seen_on(component: Component) -> list[Seen]:
    """Every marking of a component in the order of the photos."""
    numbers, shown = _numbers(component.teardown_id), set[int]()
    found = []
    for row in rows(component.markings.all()):
        joined = row.marking.found_as
        found.append(Seen(row, numbers[row.marking.photo_id], joined if joined and joined.pk not in shown else None))
        shown |= {joined.pk} if joined else set()
    return found


def offers(component: Component) -> tuple[list[Offer], int]:
    """Chips that may be joined with this one, the likeliest first, and how many more there are.

    Left out are those that a person judged otherwise. The same part number comes first, the same photo last.
    """
    judged = current_identification(component)
    own, here = best_number(judged), set(component.markings.values_list("photo", flat=True))
    others = Marking.objects.filter(component__teardown=component.teardown_id).exclude(component=component)
    numbers = _numbers(component.teardown_id)
    found = [
        _offer(row, numbers, own)
        for row in once_a_component(rows(others.order_by("photo", "ordinal")))
        if not differ(judged, row.identification)
    ]
    found.sort(key=lambda one: (not one.alike, one.row.marking.photo_id in here))
    return found[:MOST_OFFERED], max(0, len(found) - MOST_OFFERED)


def best_number(judged: Identification | None) -> str:
    """The part number that a judgement names, else its best candidate."""
    if judged is None:
        return ""
    return judged.part_number or next((one["part_number"] for one in judged.candidates), "")


def _offer(row: Row, numbers: dict[int, int], own: str) -> Offer:
    best = best_number(row.identification)
    return Offer(row, numbers[row.marking.photo_id], best, bool(own) and plain(own) == plain(best))


def _numbers(teardown_id: int) -> dict[int, int]:
    """The number of each photo, as `photo_number` counts."""
    photos = Photo.objects.filter(teardown=teardown_id).order_by("pk").values_list("pk", flat=True)
    return {key: number for number, key in enumerate(photos, start=1)}
