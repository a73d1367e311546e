"""An archive of photos that a team had already, on its way into teardowns."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PhotoImportState(models.TextChoices):
    """Where an import stands."""

    WAITING = "waiting", _("being imported")
    DONE = "done", _("imported")
    FAILED = "failed", _("failed")


class PhotoImport(models.Model):
    """One archive, sealed in the vault under `sha256` like any original: what it holds may tell an exact place.

    `counts`: as `ImportReport.counts` gives them. `faults`: the first of what was not taken, or not as it stood,
    [{"file", "line", "code", "params", "note"}]. `failure`: a code, `failure_params` its values.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="photo_imports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=PhotoImportState.choices, default=PhotoImportState.WAITING)
    counts = models.JSONField(default=dict, blank=True)
    faults = models.JSONField(default=list, blank=True)
    failure = models.CharField(max_length=60, blank=True, default="")
    failure_params = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"
