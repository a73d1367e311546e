"""What a phone says of a teardown beyond what a desk asks for."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from teardowns.models.teardown import Teardown


class PlaceKind(models.TextChoices):
    """How a place is told. None of them is exact: a point is rounded to a tenth of a degree."""

    NONE = "none", _("not stated")
    REGION = "region", _("region")
    GRID = "grid", _("grid square")
    POINT = "point", _("point on a map")


class FieldFacts(models.Model):
    """The facts of one teardown that came from a phone. A later word replaces an earlier one and is kept with it.

    `circumstances`, `safety`: codes of what was ticked. `skipped`: slots of the list of shots that were left out, each
    with the code of why. `unused`: what could not be used, in the phone's words, such as a day that has not come yet.
    `started_at`: by the phone's clock, in its own words;
    `received_at`, `changed_at`: by the server's. `clock_offset`: seconds by which the phone's clock was ahead when it
    last made contact before. `earlier`: what was said before, [{"until", "by", "values"}], oldest first.
    """

    teardown = models.OneToOneField(Teardown, primary_key=True, on_delete=models.PROTECT, related_name="field_facts")
    device = models.ForeignKey("accounts.Device", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place_kind = models.CharField(max_length=6, choices=PlaceKind.choices, default=PlaceKind.NONE)
    place = models.CharField(max_length=40, blank=True, default="")
    circumstances = models.JSONField(default=list, blank=True)
    safety = models.JSONField(default=list, blank=True)
    skipped = models.JSONField(default=dict, blank=True)
    unused = models.JSONField(default=dict, blank=True)
    started_at = models.CharField(max_length=40, blank=True, default="")
    clock_offset = models.BigIntegerField(null=True, blank=True)
    earlier = models.JSONField(default=list, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "field facts"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(place_kind__in=PlaceKind.values), name="field_place_kind_known")
        ]

    def __str__(self) -> str:
        return f"from a phone about {self.teardown_id}"
