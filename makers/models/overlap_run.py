"""Private overlaps: a run of one person of a maker, and the lots that the maker chose to tell us of afterwards."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class OverlapRun(models.Model):
    """One question "which of our lots have you?". It holds no lot and nothing that was made of one.

    `seed`: of the key of this run alone, sealed; empty once the run is over. `asked`: blinded lots that were evaluated,
    padding included; `shown`: outputs of ours that were handed out, padding included. `named`: lots that were named for
    release, also those that we have not: naming must not be a way to go on asking.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    seed = models.BinaryField(default=b"", editable=False)
    asked = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(default=0)
    named = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-begun_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["organisation", "-begun_at"], name="overlap_run_newest")]

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d %H:%M}"


class OverlapRelease(models.Model):
    """A lot of which a maker told us, after a run, that it is its own. `lot` as `makers.overlapping.comparable`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(OverlapRun, on_delete=models.PROTECT, related_name="releases")
    lot = models.CharField(max_length=40)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-released_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "lot"], name="overlap_lot_released_once")
        ]
        indexes: ClassVar = [models.Index(fields=["lot"], name="overlap_release_lot")]

    def __str__(self) -> str:
        return self.lot
