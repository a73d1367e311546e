"""A stored answer to the question how a part came to where it was found."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from provenance.models.party import Party


class TraceState(models.TextChoices):
    """Where a trace stands."""

    WAITING = "waiting", _("waiting")
    DONE = "done", _("traced")
    FAILED = "failed", _("failed")


class Trace(models.Model):
    """One question and, when done, its answer as JSON (`provenance.tracing`). The same question is traced once.

    It names a part, a production interval and a date of recovery, nothing of where or by whom it was found.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=240, unique=True)
    part_number = models.CharField(max_length=80)
    manufacturer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="traces")
    made_earliest = models.DateField(null=True, blank=True)
    made_latest = models.DateField(null=True, blank=True)
    recovered_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=TraceState.choices, default=TraceState.WAITING)
    answer = models.JSONField(default=dict, blank=True)
    traced_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.part_number
