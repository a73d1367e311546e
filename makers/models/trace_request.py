"""Trace requests: one question to one maker about one lot, and all that happened to it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from makers.requesting import Side, Status

STATUS_LABELS = {
    Status.DRAFT: _("draft"),
    Status.APPROVED: _("approved"),
    Status.SENT: _("sent"),
    Status.DELIVERED: _("delivered"),
    Status.ACKNOWLEDGED: _("acknowledged"),
    Status.CLARIFYING: _("being clarified"),
    Status.ANSWERED: _("answered"),
    Status.PARTIAL: _("answered in part"),
    Status.DECLINED: _("answer declined"),
    Status.NO_REPLY: _("no reply"),
    Status.WITHDRAWN: _("withdrawn"),
}


class Reason(models.TextChoices):
    """What the application itself says beside a step, to each reader in their own language."""

    ANOTHER_SPEAKS = "another_speaks", _("Another organisation speaks for the brand now.")


class TraceRequest(models.Model):
    """One question about the finds of a lot: `brand`, `part_number`, and what they share as `lot_clusters` has it.

    `shared` is "lot" or "date", `code` the lot code or both days of making; `printed`: the code as it stands on them.
    `releases`: the findings that it is about, each frozen and shown to the maker already. `follows`: the request to
    the organisation that spoke for the brand before. Days are the maker's own: `country` and `time_zone` are those
    by which `due_on` was counted; `due_at` is the end of that day. `first_due_on`: before any extension.
    `triage`: why it was worth asking, as worked out when it was drafted (`makers.triage`); `score` its sum.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="trace_requests")
    brand = models.ForeignKey("provenance.Party", on_delete=models.PROTECT, related_name="trace_requests")
    part_number = models.CharField(max_length=80)
    shared = models.CharField(max_length=4, choices=[("lot", _("lot code")), ("date", _("date code"))])
    code = models.CharField(max_length=80)
    printed = models.CharField(max_length=80, blank=True)
    releases = models.ManyToManyField("teardowns.Release", related_name="trace_requests")
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    status = models.CharField(
        max_length=12,
        choices=[(status.value, label) for status, label in STATUS_LABELS.items()],
        default=Status.DRAFT.value,
    )
    question = models.TextField()
    triage = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField(default=0)
    country = models.CharField(max_length=2, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    clarifying_since = models.DateTimeField(null=True, blank=True)
    first_due_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    extended_by_maker = models.BooleanField(default=False)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    seen_by_desk_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-drafted_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "brand", "part_number", "shared", "code"],
                condition=~Q(status=Status.WITHDRAWN.value),
                name="request_once_a_lot",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("drafted_by")),
                name="request_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, due_on=None, due_at=None)
                | Q(sent_at__isnull=False, due_on__isnull=False, due_at__isnull=False, approved_by__isnull=False),
                name="request_sent_has_clock",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "status", "due_on"], name="request_of_maker"),
            models.Index(fields=["status", "due_at"], name="request_due"),
        ]

    def __str__(self) -> str:
        return f"{self.part_number} {self.code}"

    @property
    def label(self) -> str:
        """How people call it: the first signs of its identifier."""
        return f"TR-{str(self.public_id)[:8].upper()}"


class RequestEvent(models.Model):
    """One thing that happened to a request. What one side wrote to the other is `text`.

    `kind`: a step of `makers.requesting`, or "wording". `user` None: a job, or somebody of the other side is not named.
    `details`: what the step tells; `because`, a `Reason`, where nobody wrote one.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(TraceRequest, on_delete=models.PROTECT, related_name="events")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    side = models.CharField(max_length=8, choices=[(side.value, side.value) for side in Side])
    status = models.CharField(max_length=12)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"

    @property
    def said(self) -> str:
        """What was written, or the reason that the application gave."""
        because = self.details.get("because")
        return self.text or (str(Reason(because).label) if because in Reason.values else "")
