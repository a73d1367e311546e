"""How far the work on a photo is, and whether the team should take it again while it still can."""

from dataclasses import dataclass

from jobs.models import JobState
from jobs.queries import jobs_of
from teardowns.models import TERMINAL_STATES, Photo, PhotoState
from teardowns.queries.page_components import ILLEGIBLE, rows


@dataclass(frozen=True, slots=True)
class JobProgress:
    """`done` of `total` steps of the job that runs now; both zero when none does."""

    done: int
    total: int
    working: bool


@dataclass(frozen=True, slots=True)
class PhotoAdvice:
    """What the machine made of a photo. `code` says why it should be taken again, empty when it need not."""

    chips: int
    chips_read: int
    shoot_again: bool
    code: str


def progress_of(photo: Photo) -> JobProgress:
    """The progress of the photo's running job."""
    running = jobs_of("photo", str(photo.public_id)).filter(state=JobState.RUNNING).last()
    done, total = (running.progress_done, running.progress_total) if running else (0, 0)
    return JobProgress(done, total, photo.state not in TERMINAL_STATES)


def advice_on(photo: Photo) -> PhotoAdvice:
    """Shoot again what cannot be opened, what was cut off, and what nobody can read."""
    chips = rows(photo.markings.all())
    read = sum(1 for row in chips if row.reading and any(row.reading.texts))
    illegible = any(row.state == ILLEGIBLE for row in chips)
    code = _why(photo, found=len(chips), read=read, illegible=illegible)
    return PhotoAdvice(len(chips), read, bool(code), code)


def _why(photo: Photo, *, found: int, read: int, illegible: bool) -> str:
    if photo.state == PhotoState.UNDISPLAYABLE:
        return "undisplayable"
    if photo.truncated:
        return "truncated"
    if photo.state != PhotoState.RESOLVED:
        return ""
    if illegible or (found and not read):
        return "illegible"
    return "" if found else "nothing_found"
