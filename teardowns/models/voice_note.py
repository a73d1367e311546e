"""Spoken notes: evidence like photos, sealed in the vault."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from teardowns.models.teardown import Teardown


class VoiceNote(models.Model):
    """One recording in one teardown. `taken_at`: by the phone's clock, in its own words; the rest as in `Photo`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    teardown = models.ForeignKey(Teardown, on_delete=models.PROTECT, related_name="voice_notes")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200, blank=True)
    idempotency_key = models.CharField(max_length=120, blank=True)
    taken_at = models.CharField(max_length=40, blank=True, default="")
    device = models.ForeignKey("accounts.Device", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=14, blank=True, default="")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["teardown", "sha256"], name="voice_bytes_once_a_teardown"),
            models.UniqueConstraint(
                fields=["teardown", "idempotency_key"],
                condition=~models.Q(idempotency_key=""),
                name="voice_key_once_a_teardown",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
