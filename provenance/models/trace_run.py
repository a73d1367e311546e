"""Many traces walked as one piece of work, with progress, that can be stopped."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from provenance.models.trace import Trace


class RunKind(models.TextChoices):
    """Which traces a run takes."""

    ASKED = "asked", _("traces that were asked for")
    ONE = "one", _("one trace again")
    TEARDOWN = "teardown", _("the parts of one teardown")
    STALE = "stale", _("traces that were out of date")
    ALL = "all", _("all traces")


class TraceRun(models.Model):
    """One run. `subject_type`, `subject_id`: what it was started for, by public id, as in the ledger.

    The counts are written when it ends; `queries.trace_runs` counts while it goes on. `answers_sha256`: hash over
    the hashes of all answers, as the ledger has it (`operations.trace_runs`).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=RunKind.choices)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    actor = models.CharField(max_length=120)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    answers_sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["created_at"], condition=Q(ended_at__isnull=True), name="trace_run_open"),
            models.Index(fields=["subject_type", "subject_id"], name="trace_run_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def is_open(self) -> bool:
        """Some of its traces may still be walked."""
        return self.ended_at is None


class ItemState(models.TextChoices):
    """Where one trace of a run stands. `skipped`: it was up to date, or the run was stopped."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    SKIPPED = "skipped", _("left as it is")


class TraceRunItem(models.Model):
    """One trace of a run: the row behind one Celery task. `attempts` is counted before the work."""

    run = models.ForeignKey(TraceRun, on_delete=models.CASCADE, related_name="items")
    trace = models.ForeignKey(Trace, on_delete=models.CASCADE, related_name="run_items")
    ordinal = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    changed = models.BooleanField(default=False)
    answer_sha256 = models.CharField(max_length=64, blank=True)
    failure = models.CharField(max_length=60, blank=True)
    failure_detail = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["run", "ordinal"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "trace"], name="run_trace_once")]
        indexes: ClassVar = [models.Index(fields=["run", "state", "ordinal"], name="run_item_state")]

    def __str__(self) -> str:
        return f"{self.run_id}.{self.ordinal}"
