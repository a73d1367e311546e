"""Physical exhibits in their bags, and whose hands they passed through."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from teardowns.models.teardown import Teardown


class Exhibit(models.Model):
    """A thing in a bag with a code on it (`teardowns.bag_codes`). The phone makes the public id.

    One code on two exhibits is told, not refused: the phone was offline when it wrote them. `earlier`: what was said
    of it before, [{"until", "by", "values"}], oldest first. `received_at`: by the server's clock.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    teardown = models.ForeignKey(Teardown, on_delete=models.PROTECT, related_name="exhibits")
    code = models.CharField(max_length=10, db_index=True)
    description = models.CharField(max_length=1000, blank=True, default="")
    sealed = models.BooleanField(default=False)
    earlier = models.JSONField(default=list, blank=True)
    device = models.ForeignKey("accounts.Device", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.code


class HandOver(models.Model):
    """Exhibits that passed from one person to another, signed by both. The phone makes the public id.

    `at`: by the phone's clock, in its own words; `received_at` by the server's. `signatures`: {"from": strokes, "to":
    strokes}, a stroke [x, y, x, y, ...] with whole numbers from 0 to 1000. `earlier`: an earlier version of the same
    hand-over, [{"until", "by", "values"}], oldest first.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="handovers")
    exhibits = models.ManyToManyField(Exhibit, related_name="handovers")
    from_name = models.CharField(max_length=120)
    to_name = models.CharField(max_length=120)
    to_organisation = models.CharField(max_length=200, blank=True, default="")
    at = models.CharField(max_length=40, blank=True, default="")
    signatures = models.JSONField(default=dict, blank=True)
    earlier = models.JSONField(default=list, blank=True)
    device = models.ForeignKey("accounts.Device", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.public_id)
