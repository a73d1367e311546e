"""Small pictures that a phone sends ahead of its originals."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from teardowns.models.photo import Photo
from teardowns.models.teardown import Teardown


class Preview(models.Model):
    """A picture that says which original it stands for. Never evidence: the phone made it, and nobody can check it
    before the original is here.

    `sha256`, `size`: of that original. `picture_sha256`: of the pixels that are shown, among the derivatives.
    `legibility`: a first look, as in `Photo`. `photo`: the original, once it is here; the preview is kept beside it.
    `differs`: whether the original shows something else, None while nobody has compared. `likeness`: how alike the
    two are, in thousandths.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    teardown = models.ForeignKey(Teardown, on_delete=models.PROTECT, related_name="previews")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    picture_sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    legibility = models.JSONField(null=True, blank=True)
    slot = models.CharField(max_length=60, blank=True, default="")
    taken_at = models.CharField(max_length=40, blank=True, default="")
    device = models.ForeignKey("accounts.Device", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)
    photo = models.OneToOneField(Photo, null=True, blank=True, on_delete=models.PROTECT, related_name="preview")
    differs = models.BooleanField(null=True, blank=True)
    likeness = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["teardown", "sha256"], name="preview_once_an_original")
        ]

    def __str__(self) -> str:
        return str(self.public_id)
