"""Keys for devices and programs."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models.device import Device
from accounts.models.organisation import Organisation


class ApiToken(models.Model):
    """A key that acts for one person in one organisation, within its scopes, until it expires or is revoked.

    The secret itself is not here: `prefix` finds the row, `digest` (SHA-256 of the whole secret) proves it.
    Plain SHA-256 is enough because the secret is 256 random bits, not a password.
    `address_ranges`: networks (CIDR) from which it works; empty: from everywhere.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_tokens")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="api_tokens")
    device = models.ForeignKey(Device, null=True, blank=True, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=120)
    scopes = models.JSONField(default=list)
    address_ranges = models.JSONField(default=list, blank=True)
    prefix = models.CharField(max_length=16, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.label} ({self.prefix})"

    def live(self, at: datetime) -> bool:
        """Whether the token itself still stands; its owner may be suspended all the same."""
        revoked = self.revoked_at is not None or (self.device is not None and self.device.revoked_at is not None)
        return not revoked and at < self.expires_at
