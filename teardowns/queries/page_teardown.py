"""What the page of one teardown shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from jobs.models import Job, JobState
from teardowns.models import TERMINAL_STATES, Assembly, DerivativeKind, Marking, Photo, Teardown
from teardowns.queries.page_components import Row, once_a_component, rows
from teardowns.queries.retake import PhotoAdvice, advice_on_all


@dataclass(frozen=True, slots=True)
class PhotoCard:
    """One photo of the grid. `number` counts within the teardown; `done` of `total` steps, zero when not known.

    `working`: it is not at the end of its way; `running`: a step of it is being done now.
    """

    photo: Photo
    number: int
    chips: int
    shown: bool
    working: bool
    running: bool
    done: int
    total: int
    advice: PhotoAdvice


@dataclass(frozen=True, slots=True)
class Branch:
    """One assembly in the tree, drawn `depth` levels in, with what hangs on it directly."""

    assembly: Assembly
    depth: int
    photos: int
    components: int


def photo_cards(teardown: Teardown) -> list[PhotoCard]:
    """All photos of a teardown, oldest first."""
    photos = list(
        teardown.photos.select_related("assembly").prefetch_related("derivatives").annotate(chips=Count("markings"))
    )
    working, advice = _work_on(photos), advice_on_all(photos)
    return [_card(photo, number, working, advice[photo.pk]) for number, photo in enumerate(photos, start=1)]


def photo_number(photo: Photo) -> int:
    """Which photo of its teardown this is, counted from one in the order of arrival."""
    return Photo.objects.filter(teardown=photo.teardown_id, pk__lte=photo.pk).count()


def bill_of_materials(teardown: Teardown) -> list[Row]:
    """Every component once, in the order of its photos."""
    markings = Marking.objects.filter(component__teardown=teardown).order_by("photo", "ordinal")
    return once_a_component(rows(markings))


def tree(teardown: Teardown) -> list[Branch]:
    """The assemblies, each after its parent."""
    photos = dict(teardown.photos.values_list("assembly").annotate(Count("pk")).order_by())
    separate = teardown.components.filter(joined_into__isnull=True)
    components = dict(separate.values_list("assembly").annotate(Count("pk")).order_by())
    children: dict[int | None, list[Assembly]] = {}
    for assembly in teardown.assemblies.all():
        children.setdefault(assembly.parent_id, []).append(assembly)
    branches: list[Branch] = []
    waiting = [(assembly, 0) for assembly in reversed(children.get(None, []))]
    while waiting:
        assembly, depth = waiting.pop()
        branches.append(Branch(assembly, depth, photos.get(assembly.pk, 0), components.get(assembly.pk, 0)))
        waiting.extend((child, depth + 1) for child in reversed(children.get(assembly.pk, [])))
    return branches


def _work_on(photos: Iterable[Photo]) -> dict[str, Job]:
    wanted = [str(photo.public_id) for photo in photos if photo.state not in TERMINAL_STATES]
    found = Job.objects.filter(subject_type="photo", subject_id__in=wanted, state=JobState.RUNNING).order_by("pk")
    return {job.subject_id: job for job in found}


def _card(photo: Photo, number: int, working: dict[str, Job], advice: PhotoAdvice) -> PhotoCard:
    job = working.get(str(photo.public_id))
    return PhotoCard(
        photo=photo,
        number=number,
        chips=photo.chips,  # type: ignore[attr-defined]
        shown=any(derivative.kind == DerivativeKind.THUMBNAIL for derivative in photo.derivatives.all()),
        working=photo.state not in TERMINAL_STATES,
        running=job is not None,
        done=job.progress_done if job else 0,
        total=job.progress_total if job else 0,
        advice=advice,
    )
