"""Codes read by a phone from reels, bags and plates."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from teardowns.models.teardown import Teardown


class LabelCode(models.Model):
    """One machine-readable code with its bytes as they were read. The phone makes the public id.

    `facts`: what the bytes say, as `teardowns.labelcodes` takes them; the raw bytes stay, so that better rules can
    read them again. `photo_sha256`: of the original that shows the code, which may come later or never.
    `read_at`: by the phone's clock, in its own words.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    teardown = models.ForeignKey(Teardown, on_delete=models.PROTECT, related_name="label_codes")
    photo_sha256 = models.CharField(max_length=64, blank=True, default="")
    symbology = models.CharField(max_length=40, blank=True, default="")
    raw = models.BinaryField()
    facts = models.JSONField(default=dict, blank=True)
    read_at = models.CharField(max_length=40, blank=True, default="")
    device = models.ForeignKey("accounts.Device", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.public_id)
