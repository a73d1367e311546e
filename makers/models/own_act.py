"""What a maker's own people did here: a log that is only ever added to, and theirs alone to read."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class OwnAct(models.Model):
    """One act of one person of a maker: who saw, answered, exported what, when.

    `token`: name of the API token that acted for the person, empty in a browser. `details` holds what proves the act
    later, such as the `sha256` of an export. The database refuses updates and deletes (migration 0001).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="own_acts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=140, blank=True)
    act = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-id"], name="own_act_newest"),
            models.Index(fields=["organisation", "act", "-id"], name="own_act_by_act"),
            models.Index(fields=["organisation", "-at", "public_id"], name="own_act_page"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.act} {self.subject_type} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        super().save(force_insert=True)
