"""What was done to accounts: a log that is only ever added to."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone


class AccountEvent(models.Model):
    """One act on a person, organisation or token, written in the transaction of that act.

    Accounts do not know custody, so this is their own log; `actor` and subject are texts, because a log
    outlives what it speaks of. The database refuses updates and deletes (migration 0002).
    """

    at = models.DateTimeField(default=timezone.now)
    action = models.CharField(max_length=60)
    actor = models.CharField(max_length=120)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["subject_type", "subject_id", "id"], name="account_event_subject")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action} {self.subject_type} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        super().save(force_insert=True)
