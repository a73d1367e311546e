"""How far a drawn crop is, and what its lettering may name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from accounts.queries import Principal
from jobs.models import Job, JobState
from problems import NotFound
from provenance.partnumbers.types import Resolution
from provenance.queries.catalogue import DatabaseCatalogue
from provenance.resolving import resolve
from teardowns.doubt import stored_reading
from teardowns.models import Photo, Reading
from teardowns.queries.recovered import recovered_by
from teardowns.queries.visible import photo_for

PATIENCE = timedelta(seconds=10)
"""A crop takes about a second; after this the person who waits is told, and goes on with something else."""


@dataclass(frozen=True, slots=True)
class DrawnRegion:
    """A crop that somebody drew. `reading` is there once all of its work is; `failure` is the code of the job's."""

    public_id: UUID
    photo: Photo
    reading: Reading | None
    running: bool
    done: int
    total: int
    failure: str
    asked_at: datetime

    @property
    def state(self) -> str:
        """waiting, reading, done or failed."""
        if self.reading is not None:
            return "done"
        if self.failure:
            return "failed"
        return "reading" if self.running else "waiting"

    @property
    def waits(self) -> bool:
        """Whether an answer is still to come."""
        return self.reading is None and not self.failure

    @property
    def overdue(self) -> bool:
        """Whether it was asked for longer ago than anybody should wait in front of it."""
        return timezone.now() - self.asked_at > PATIENCE


def region_for(principal: Principal, public_id: UUID) -> DrawnRegion:
    """The crop that `read_region` gave this id. Raises NotFound, also when its photo is somebody else's."""
    job = Job.objects.filter(key=f"region:{public_id}").first()
    if job is None:
        raise NotFound
    return DrawnRegion(
        public_id=public_id,
        photo=photo_for(principal, job.arguments["photo_id"]),
        reading=_reading(public_id) if job.state == JobState.DONE else None,
        running=job.state == JobState.RUNNING,
        done=job.progress_done,
        total=job.progress_total,
        failure=(job.failure_code or job.state) if job.state == JobState.FAILED else "",
        asked_at=job.created_at,
    )


def resolution_of(reading: Reading) -> Resolution:
    """What an alternative reading may name; nothing is stored and nothing that stands is touched."""
    recovered = recovered_by(reading.marking.photo.teardown.specimen)
    lines, catalogue = [stored_reading(line) for line in reading.lines], DatabaseCatalogue()
    return resolve(lines, catalogue, recovered=recovered, corrections=catalogue.corrections)


def _reading(public_id: UUID) -> Reading | None:
    return (
        Reading.objects.filter(public_id=public_id)
        .select_related("marking__component", "marking__photo__teardown__specimen", "drawn_by", "beside")
        .first()
    )
