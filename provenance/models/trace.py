"""A stored answer to the question how a part came to where it was found, what can change it, and what it was before."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from provenance.models.party import Party


class TraceState(models.TextChoices):
    """Where a trace stands. `partial`: a source could not be read; the answer names it and is tried again."""

    WAITING = "waiting", _("waiting")
    DONE = "done", _("traced")
    PARTIAL = "partial", _("traced in part")
    FAILED = "failed", _("failed")


class Trace(models.Model):
    """One question and, when done, its answer as JSON (`provenance.tracing`). The same question is traced once.

    It names a part, a production interval and a date of recovery, nothing of where or by whom it was found.

    `traced_at`: when this answer came; `checked_at`: when it was last walked again, with the same result if later.
    `data_state`: what was known then (`provenance.queries.data_state`). `stale_since`: something that the answer
    rests on has changed; the answer is shown, marked so, until the trace is walked again. `touched` counts such
    changes: one that comes during a walk leaves the trace stale. `stale_weight`: how many traces that change
    touched; the few go first. `failure`: why the last walk failed; an earlier answer is kept.
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
    answer_sha256 = models.CharField(max_length=64, blank=True, db_default="")
    data_state = models.JSONField(default=dict, blank=True)
    traced_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    try_again_at = models.DateTimeField(null=True, blank=True)
    stale_since = models.DateTimeField(null=True, blank=True)
    stale_reason = models.CharField(max_length=40, blank=True, db_default="")
    stale_weight = models.PositiveIntegerField(default=0, db_default=0)
    touched = models.PositiveIntegerField(default=0, db_default=0)
    failure = models.CharField(max_length=60, blank=True, db_default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            models.Index(
                fields=["stale_weight", "stale_since"], condition=Q(stale_since__isnull=False), name="trace_stale"
            ),
            models.Index(fields=["try_again_at"], condition=Q(try_again_at__isnull=False), name="trace_again"),
        ]

    def __str__(self) -> str:
        return self.part_number

    @property
    def is_answered(self) -> bool:
        """An answer is there, whole or partial, of today or stale."""
        return bool(self.answer_sha256)

    @property
    def is_stale(self) -> bool:
        """What the answer rests on has changed since."""
        return self.stale_since is not None and self.is_answered


class PastAnswer(models.Model):
    """An answer that a different one replaced: what was known then, and from which data."""

    trace = models.ForeignKey(Trace, on_delete=models.CASCADE, related_name="past_answers")
    answer = models.JSONField()
    answer_sha256 = models.CharField(max_length=64)
    data_state = models.JSONField(default=dict)
    answered_at = models.DateTimeField()
    replaced_at = models.DateTimeField()
    replaced_because = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.trace_id} {self.answered_at}"


class TraceRole(models.TextChoices):
    """What a party is in an answer."""

    MAKER = "maker", _("maker")
    OWNER = "owner", _("owner")
    HANDS = "hands", _("held the goods")


class TraceParty(models.Model):
    """A party that an answer names, and between which days its hops lie: what is new about it makes the trace stale."""

    trace = models.ForeignKey(Trace, on_delete=models.CASCADE, related_name="parties")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="in_traces", db_constraint=False)
    role = models.CharField(max_length=10, choices=TraceRole.choices)
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["trace", "party"], name="trace_party_once")]

    def __str__(self) -> str:
        return f"{self.trace_id} {self.party_id} {self.role}"


class TraceScope(models.Model):
    """Goods and periods (30 days, `tracing.columns.period_of`) that a trace reads: new rows there make it stale.

    `key`: a customs code or a family of parts, as `provenance.tracing.scopes` writes them.
    """

    trace = models.ForeignKey(Trace, on_delete=models.CASCADE, related_name="scopes")
    key = models.CharField(max_length=20)
    first = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["key", "first", "last"], name="trace_scope")]

    def __str__(self) -> str:
        return f"{self.trace_id} {self.key} {self.first}-{self.last}"


class Touch(models.Model):
    """A change of what traces rest on, written in its transaction. `operations.staleness` says how it is used.

    `parties`: primary keys. `scopes`: keys that are dated, between `first` and `last`, and keys that are not.
    `applied_at`: when the marking was done once more after the change was there for everybody to read.
    """

    reason = models.CharField(max_length=40)
    parties = models.JSONField(default=list)
    dated = models.JSONField(default=list)
    undated = models.JSONField(default=list)
    first = models.IntegerField(default=0)
    last = models.IntegerField(default=0)
    traces = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "touches"
        indexes: ClassVar = [models.Index(fields=["at"], condition=Q(applied_at__isnull=True), name="touch_open")]

    def __str__(self) -> str:
        return f"{self.reason} {self.at}"
