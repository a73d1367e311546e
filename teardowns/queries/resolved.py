"""What the photos of one component say of its part, taken together. Nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from provenance.fusing import fuse
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.types import LineReading, Resolution
from provenance.queries.catalogue import DatabaseCatalogue
from provenance.resolving import resolve
from teardowns.doubt import stored_reading
from teardowns.models import Component, Reading
from teardowns.queries.recovered import recovered_by


@dataclass(frozen=True, slots=True)
class Resolved:
    """The answer of all `readings`; `leading` is the one that shows its best candidate best."""

    readings: tuple[Reading, ...]
    leading: Reading
    resolution: Resolution


def standing_readings(component: Component) -> list[Reading]:
    """The reading that stands of each marking, as `current_reading` has it, in the order of the photos."""
    standing = Reading.objects.filter(
        marking__component=component, successor__isnull=True, beside__isnull=True
    ).select_related("marking__component__teardown__specimen")
    ordered = standing.order_by("marking__photo", "marking__ordinal", F("author").asc(nulls_first=True), "pk")
    return list({reading.marking_id: reading for reading in ordered}.values())


def resolved(readings: Sequence[Reading]) -> Resolved:
    """What standing readings of one component, one at least, come to. Those of one photo are read as one marking."""
    photos: dict[int, list[Reading]] = {}
    for reading in readings:
        photos.setdefault(reading.marking.photo_id, []).append(reading)
    catalogue = DatabaseCatalogue()
    recovered = recovered_by(readings[0].marking.component.teardown.specimen)
    corrections = catalogue.corrections
    said = [
        (shown, resolve(_lines(shown), catalogue, recovered=recovered, corrections=corrections))
        for shown in photos.values()
    ]
    fused = fuse([resolution for _shown, resolution in said], makers=corrections.makers)
    return Resolved(tuple(readings), _leading(said, fused), fused)


def _lines(shown: Sequence[Reading]) -> list[LineReading]:
    return [stored_reading(line) for one in shown for line in one.lines]


def _leading(said: Sequence[tuple[list[Reading], Resolution]], fused: Resolution) -> Reading:
    number = fused.candidates[0].part_number if fused.candidates else ""

    def shown(photo: tuple[list[Reading], Resolution]) -> tuple[float, bool]:
        named = [one.score for one in photo[1].candidates if one.part_number == number]
        return max(named, default=0.0), bool(photo[1].lines)

    readings, _resolution = max(said, key=shown)
    return max(readings, key=lambda reading: (plain(number) in plain("".join(reading.texts)), len(reading.texts)))
