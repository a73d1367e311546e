"""Phones of field teams."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models.organisation import Organisation


class Device(models.Model):
    """One phone, bound to one organisation and to the person who enrolled it last.

    `sealed_secret`: what receipts for this phone are made with, encrypted (`accounts.sealing`): a
    copy of the database alone makes no receipt. `clock_offset`: seconds by which the phone's clock was ahead of the
    server's at `clock_checked_at`; noted, never used to mend a time.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="devices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="devices")
    label = models.CharField(max_length=120)
    sealed_secret = models.BinaryField(editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    last_seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    clock_offset = models.BigIntegerField(null=True, blank=True, editable=False)
    clock_checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    wipe_requested_at = models.DateTimeField(null=True, blank=True, editable=False)
    wiped_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.label

    @property
    def to_be_wiped(self) -> bool:
        """Whether the phone has yet to hear, or to confirm, that it is to forget everything."""
        return self.wipe_requested_at is not None and self.wiped_at is None
