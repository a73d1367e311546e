"""Receivers of a maker's, and every message to them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from makers.models.alerts import Alert, AlertRule


class WebhookEndpoint(models.Model):
    """A receiver of a maker's. `owner`: the person who answers for it; when they may no longer, nothing is sent.

    `rule` None: every finding. `old_secret` signs beside the new one until `old_until`. `failures`: in a row, since
    `failing_since`; `held_until`: nothing is tried before. A paused endpoint keeps what comes in; `paused_for`: why.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    url = models.CharField(max_length=500)
    rule = models.ForeignKey(AlertRule, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    secret = models.BinaryField(editable=False)
    old_secret = models.BinaryField(default=b"", editable=False)
    old_until = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    paused_at = models.DateTimeField(null=True, blank=True, editable=False)
    paused_for = models.CharField(max_length=20, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    held_until = models.DateTimeField(null=True, blank=True, editable=False)
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(models.Model):
    """One message to one endpoint. Its id never changes, so that a receiver that gets it twice can tell.

    `alert` None: a test. Waits while it is neither `taken_at` nor `ended_at`; `cause`: how the last attempt went wrong,
    or why it was ended. `leased_until`: somebody is sending it; who has lost the lease may not write how it ended.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.PROTECT, related_name="deliveries")
    alert = models.ForeignKey(Alert, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cause = models.CharField(max_length=20, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    said = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["endpoint", "alert"], name="delivery_once")]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="delivery_due", condition=Q(taken_at=None, ended_at=None)),
            models.Index(fields=["endpoint", "-created_at"], name="delivery_of_endpoint"),
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def message_id(self) -> str:
        """The id that the receiver sees."""
        return f"msg_{self.public_id.hex}"

    @property
    def waits(self) -> bool:
        """Whether it is still to be sent."""
        return self.taken_at is None and self.ended_at is None
