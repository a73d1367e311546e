"""What one person of a maker last saw of the findings, and which questions they ask again."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class FindingVisit(models.Model):
    """When a person was last at the findings. What was opened after `since` is new to them; None: they never left."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_visit_a_person_and_maker")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.last_at:%Y-%m-%d %H:%M}"


class SavedFilter(models.Model):
    """A filter of findings that somebody keeps under a name. `question`: the fields of the form as they were typed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    question = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organisation", "name"], name="filter_name_once_a_person")
        ]

    def __str__(self) -> str:
        return self.name
