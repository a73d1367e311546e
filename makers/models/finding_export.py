"""Exports of findings that are made in the background and kept for some days."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ExportState(models.TextChoices):
    """Where an export stands. `ended`: there is no file, for the `cause`."""

    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")
    ENDED = "ended", _("ended")


class FindingExport(models.Model):
    """One export that somebody of a maker asked for, in a browser or by a `token`. Its file: `makers.operations.
    export_files`.

    `filter`: what was asked for (`makers.queries.finding_exports`). `ending`: the format. `written` of about `expected`
    findings; all of them when it is ready. `brands`: primary keys of those that it is about, and when it is ready of
    those that are in it: it ends when the organisation does not speak for all of them any more. `begun_at`: what was
    taken back since then may be in it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token = models.ForeignKey("accounts.ApiToken", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    filter = models.JSONField(default=dict, blank=True)
    ending = models.CharField(max_length=4)
    brands = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=ExportState.choices, default=ExportState.WAITING)
    cause = models.CharField(max_length=60, blank=True)
    written = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    begun_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "public_id"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-created_at", "public_id"], name="finding_export_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}.{self.ending} {self.state}"
