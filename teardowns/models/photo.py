"""Photos: evidence whose original never changes, and pictures derived from it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from teardowns.models.teardown import Assembly, Teardown


class PhotoState(models.TextChoices):
    """How far a photo is on its way. The last three are terminal; the original is kept in each of them."""

    RECEIVED = "received", _("received")
    PREPARED = "prepared", _("prepared")
    READ = "read", _("read")
    RESOLVED = "resolved", _("done")
    UNDISPLAYABLE = "undisplayable", _("cannot be displayed")
    FAILED = "failed", _("failed")


TERMINAL_STATES = frozenset({PhotoState.RESOLVED, PhotoState.UNDISPLAYABLE, PhotoState.FAILED})


class Photo(models.Model):
    """One original in one teardown. `width` and `height` are of the picture as it is to be seen (EXIF applied).

    `legibility` is of the whole photo, as in `Reading`: a first look until it is read, then only if nothing was read.
    From a phone: `slot` of its list of shots, `taken_at` by the phone's clock, in its own words (`received_at` is the
    server's; `PhotoMetadata.taken_at` the camera's), and the `device`. `receipt`: the short code that was handed out;
    empty for photos from before there were codes.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    teardown = models.ForeignKey(Teardown, on_delete=models.PROTECT, related_name="photos")
    assembly = models.ForeignKey(Assembly, null=True, blank=True, on_delete=models.PROTECT, related_name="photos")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=40, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    idempotency_key = models.CharField(max_length=120, blank=True)
    slot = models.CharField(max_length=60, blank=True, default="")
    taken_at = models.CharField(max_length=40, blank=True, default="")
    device = models.ForeignKey(
        "accounts.Device", null=True, blank=True, on_delete=models.PROTECT, related_name="photos"
    )
    receipt = models.CharField(max_length=14, blank=True, default="")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=14, choices=PhotoState.choices, default=PhotoState.RECEIVED)
    state_code = models.CharField(max_length=60, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    truncated = models.BooleanField(default=False)
    legibility = models.JSONField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["teardown", "sha256"], name="photo_bytes_once_a_teardown"),
            models.UniqueConstraint(
                fields=["teardown", "idempotency_key"],
                condition=~models.Q(idempotency_key=""),
                name="photo_key_once_a_teardown",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class PhotoMetadata(models.Model):
    """What the camera wrote into the original. Restricted: for the lab only, never in a derivative or a finding."""

    photo = models.OneToOneField(Photo, primary_key=True, on_delete=models.PROTECT, related_name="metadata")
    taken_at = models.CharField(max_length=40, blank=True)
    camera = models.CharField(max_length=120, blank=True)
    latitude = models.CharField(max_length=20, blank=True)
    longitude = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"metadata of {self.photo_id}"


class DerivativeKind(models.TextChoices):
    """Which use a derived picture is made for."""

    READING = "reading", _("for reading")
    DISPLAY = "display", _("for display")
    THUMBNAIL = "thumbnail", _("thumbnail")


class Derivative(models.Model):
    """A picture made from an original: pixels only."""

    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="derivatives")
    kind = models.CharField(max_length=10, choices=DerivativeKind.choices)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["photo", "kind"], name="derivative_once_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.photo_id}"
