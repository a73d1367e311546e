"""Markings and their readings."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from provenance.search_key import SearchKeyField
from teardowns.models.photo import Photo
from teardowns.models.teardown import Component


class Marking(models.Model):
    """The lettering on one component as one photo shows it.

    `box`: four [x, y] points, clockwise from the lettering's top left, in pixels of the upright photo.
    `rotation`: degrees counter-clockwise that turn the lettering upright.
    `found_as`: the component that it was found as, while that one is joined into `component`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="markings")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="markings")
    ordinal = models.PositiveIntegerField()
    box = models.JSONField()
    rotation = models.PositiveSmallIntegerField(default=0)
    found_as = models.ForeignKey(
        Component, null=True, blank=True, on_delete=models.PROTECT, related_name="markings_lent"
    )

    class Meta:
        ordering: ClassVar = ["photo", "ordinal"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["photo", "ordinal"], name="marking_ordinal_once")]

    def __str__(self) -> str:
        return f"{self.photo_id}.{self.ordinal}"


class Reading(models.Model):
    """One engine's or person's text of a marking. Never changed: a better one supersedes it.

    `lines`: [{"text", "confidence", "box", "rotation", "pass"}], confidence in thousandths; a person's hold text only.
    `legibility`: {"verdict", "reasons": [{"code", "params"}]} of the chip on this photo; a person's reading has none.
    `drawn_by`, `drawn_box`: of a machine's reading of one crop, who drew it and where (as `Marking.box`).
    `beside`: the reading that stood when such a crop was read. It stays an alternative to that one and never stands.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    marking = models.ForeignKey(Marking, on_delete=models.PROTECT, related_name="readings")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="readings"
    )
    engine = models.CharField(max_length=40, blank=True)
    engine_version = models.CharField(max_length=80, blank=True)
    passes = models.JSONField(default=list, blank=True)
    lines = models.JSONField(default=list)
    illegible = models.BooleanField(default=False)
    legibility = models.JSONField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    drawn_box = models.JSONField(null=True, blank=True)
    beside = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="alternatives")
    supersedes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor")
    created_at = models.DateTimeField(auto_now_add=True)
    search_key = SearchKeyField("shown")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(drawn_by__isnull=True, drawn_box__isnull=True, beside__isnull=True)
                | Q(drawn_by__isnull=False, drawn_box__isnull=False, author__isnull=True),
                name="reading_of_a_drawn_crop",
            )
        ]

    def __str__(self) -> str:
        return " | ".join(self.texts)

    @property
    def texts(self) -> list[str]:
        """The lines as plain text, top to bottom."""
        return [line["text"] for line in self.lines]

    @property
    def shown(self) -> str:
        """The lines as one text, for searching."""
        return "\n".join(self.texts)
