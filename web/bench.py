"""What the photo bench shows: the picture with its boxes, the strip of chips, one chip in full."""

from dataclasses import dataclass
from uuid import UUID

from accounts.queries import Principal
from accounts.roles import Capability
from custody.queries import history
from provenance.models import Part
from teardowns.models import DerivativeKind, Photo
from teardowns.queries.judgements import waiting_for_analyst
from teardowns.queries.page_components import Row, once_a_component, rows
from teardowns.queries.page_joins import Seen
from teardowns.queries.page_teardown import photo_number
from web.boxes import DrawnBox, draw
from web.drawing import Drawing, Read, drawing_of, read_of
from web.joins import other_photos_of
from web.shown import ShownCandidate, ShownDate, ShownLine, shown_candidates, shown_dates, shown_lines


@dataclass(frozen=True, slots=True)
class Chip:
    """One box of the photo: its row, and the first line for the strip. `again`: of a chip that has one already."""

    row: Row
    box: DrawnBox
    first_line: str
    current: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chip that is looked at. `skip_to` is the address of the next one that waits, "" when none does."""

    row: Row
    lines: list[ShownLine]
    candidates: list[ShownCandidate]
    dates: list[ShownDate]
    accepting: list[tuple[ShownCandidate, list[ShownDate]]]
    zoom: str
    skip_to: str
    read: Read
    elsewhere: list[tuple[Seen, list[ShownLine]]]


@dataclass(frozen=True, slots=True)
class Bench:
    """The whole page."""

    photo: Photo
    number: int
    displayed: bool
    chips: list[Chip]
    chosen: Chosen | None
    components: int
    confirmed: int
    waiting: int
    illegible: int
    known_parts: int
    ledger_entries: int
    may_judge: bool
    may_read: bool
    drawing: Drawing | None


def bench_of(principal: Principal, photo: Photo, chip: UUID | None) -> Bench:
    """The bench with one chip chosen: the one asked for, else the first that waits, else the first."""
    found = rows(photo.markings.all())
    once = once_a_component(found)
    current = next((row for row in once if row.component.public_id == chip), None) or next(
        (row for row in once if row.waits), once[0] if once else None
    )
    listed = {row.marking.pk for row in once}
    size = (photo.width or 1, photo.height or 1)
    return Bench(
        photo=photo,
        number=photo_number(photo),
        displayed=photo.derivatives.filter(kind=DerivativeKind.DISPLAY).exists(),
        chips=[
            Chip(
                row=row,
                box=draw(row.marking.box, state=row.state, label=row.label, picture=size),
                first_line=next(iter(row.reading.texts), "") if row.reading else "",
                current=row is current,
                again=row.marking.pk not in listed,
            )
            for row in found
        ],
        chosen=_chosen(principal, current, found) if current else None,
        components=len(once),
        confirmed=sum(row.state == "confirmed" for row in once),
        waiting=sum(row.waits for row in once),
        illegible=sum(row.state == "illegible" for row in once),
        known_parts=Part.objects.count(),
        ledger_entries=history("photo", str(photo.public_id)).count(),
        may_judge=principal.can(Capability.IDENTIFICATION_CONFIRM),
        may_read=principal.can(Capability.READING_WRITE),
        drawing=drawing_of(principal, photo, current),
    )


def _chosen(principal: Principal, row: Row, found: list[Row]) -> Chosen:
    candidates = shown_candidates(row.identification)[:9]
    dates = shown_dates(row.identification)
    return Chosen(
        row=row,
        lines=shown_lines(row.reading, row.identification),
        candidates=candidates,
        dates=dates,
        accepting=[(one, _fitting(dates, one.manufacturer)) for one in candidates],
        zoom=_zoom(row),
        skip_to=next_waiting(principal, row, found),
        read=read_of(principal, row),
        elsewhere=other_photos_of(row),
    )


def next_waiting(principal: Principal, row: Row, found: list[Row]) -> str:
    """Where to go on: the next chip of this photo that waits, then the first of the worklist elsewhere."""
    place = found.index(row)
    for other in (*found[place + 1 :], *found[:place]):
        if other.waits and other.component != row.component:
            return chip_address(other.marking.photo.public_id, other.component.public_id)
    others = waiting_for_analyst(principal).exclude(component=row.component)
    elsewhere = others.exclude(reading__marking__photo=row.marking.photo_id).first()
    if elsewhere is None:
        return ""
    return chip_address(elsewhere.reading.marking.photo.public_id, elsewhere.component.public_id)


def chip_address(photo: UUID, component: UUID) -> str:
    """The bench with one chip chosen."""
    return f"/photos/{photo}/?chip={component}"


def _fitting(dates: list[ShownDate], manufacturer: str) -> list[ShownDate]:
    return [one for one in dates if one.manufacturer == manufacturer] or dates


def _zoom(row: Row) -> str:
    xs, ys = [x for x, _ in row.marking.box], [y for _, y in row.marking.box]
    side = max(max(xs) - min(xs), max(ys) - min(ys)) * 1.5
    left, top = (min(xs) + max(xs) - side) / 2, (min(ys) + max(ys) - side) / 2
    return f"{left:.0f} {top:.0f} {side:.0f} {side:.0f}"
