"""A list of markings to be resolved at once, for one organisation."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class MarkingBatch(models.Model):
    """A pasted or uploaded list.

    Seen by the organisation of its author alone: a list of markings tells what somebody has at hand, and nothing of
    it is evidence that others work on. `rows`: how many there are; the first `done` of them have their answer.
    `note`: what its author calls it, or the name of the file.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="marking_batches")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="marking_batches")
    note = models.CharField(max_length=255, blank=True)
    rows = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def state(self) -> str:
        """waiting, resolving, done or failed."""
        if self.finished_at:
            return "done"
        return "failed" if self.failure else "resolving" if self.done else "waiting"


class MarkingBatchRow(models.Model):
    """One marking of a list, in the order of the list.

    `marking`: its lines. `reference`: what its author calls it. `answer`: `provenance.answers.stored`: codes
    for sentences, so that it can be read in any language.
    """

    batch = models.ForeignKey(MarkingBatch, on_delete=models.CASCADE, related_name="entries")
    ordinal = models.PositiveIntegerField()
    marking = models.TextField()
    reference = models.CharField(max_length=120, blank=True)
    recovered_on = models.DateField(null=True, blank=True)
    answer = models.JSONField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["batch", "ordinal"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "ordinal"], name="batch_ordinal_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}.{self.ordinal}"

    @property
    def lines(self) -> list[str]:
        """The marking line by line."""
        return self.marking.split("\n")
