"""What the bench shows of drawn crops: where the box begins, what the last crop gave, every text of every line."""

from dataclasses import dataclass

from accounts.queries import Principal
from accounts.roles import Capability
from teardowns.models import DerivativeKind, Photo, Reading
from teardowns.ocr.drawn import Drawn, drawn_of
from teardowns.ocr.geometry import as_box
from teardowns.operations.rereading import READY
from teardowns.operations.resolving import candidate_json, role_json
from teardowns.queries.drawn import resolution_of
from teardowns.queries.page_components import Row
from web.shown import ShownCandidate, ShownLine, candidates_in, lines_with
from web.variants import LineVariants, is_telling, line_variants

BEGIN = 0.3
"""Where nothing is chosen, a box begins in the middle with this share of the photo's shorter side."""
SHOWN_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Drawing:
    """The form that a box is drawn with. `label`, `marking`: of the chosen chip, "" when there is none."""

    box: Drawn
    label: str
    marking: str


@dataclass(frozen=True, slots=True)
class Crop:
    """The last crop read beside what stands. `new`: whether it says anything else."""

    reading: Reading
    lines: list[ShownLine]
    candidates: list[ShownCandidate]
    new: bool


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that was read of one chip beyond what stands. `variants` is empty when there is nothing more."""

    variants: list[LineVariants]
    crop: Crop | None


def drawing_of(principal: Principal, photo: Photo, row: Row | None) -> Drawing | None:
    """Where the box begins: on the chosen chip, else in the middle. None when this person, or nobody yet, may draw."""
    size = photo.width, photo.height
    if not principal.can(Capability.READING_WRITE) or photo.state not in READY or None in size:
        return None
    if not photo.derivatives.filter(kind=DerivativeKind.READING).exists():
        return None
    if row is None:
        return Drawing(_middle(photo.width or 1, photo.height or 1), "", "")
    return Drawing(drawn_of(as_box(row.marking.box)), row.label, str(row.marking.public_id))


def read_of(principal: Principal, row: Row) -> Read:
    """Every text of every line, and the newest crop that was read beside the reading that stands."""
    readings = list(row.marking.readings.select_related("author", "drawn_by").order_by("-pk"))
    with_names = principal.can(Capability.TEARDOWN_SEE_ALL)
    lines = line_variants(row.reading, readings, with_names=with_names)
    beside = (one for one in readings if row.reading is not None and one.beside_id == row.reading.pk)
    newest = next(beside, None) if principal.can(Capability.READING_WRITE) else None
    return Read(
        variants=lines if is_telling(lines) else [],
        crop=_crop(newest, row.reading) if newest and row.reading else None,
    )


def _crop(reading: Reading, standing: Reading) -> Crop:
    found = resolution_of(reading)
    stored = [candidate_json(one) for one in found.candidates[:SHOWN_CANDIDATES]]
    return Crop(
        reading=reading,
        lines=lines_with([role_json(one, found.lines) for one in found.roles], reading),
        candidates=candidates_in(stored, reading.texts),
        new=bool(reading.texts) and reading.texts != standing.texts,
    )


def _middle(width: int, height: int) -> Drawn:
    side = round(min(width, height) * BEGIN)
    return Drawn(round(width / 2 - side), round((height - side) / 2), 2 * side, side, 0)
