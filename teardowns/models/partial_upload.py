"""Files that arrive in pieces, by the tus protocol, until they are whole and taken in."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from teardowns.models.teardown import Assembly, Teardown


class UploadKind(models.TextChoices):
    """What the file is to become."""

    PHOTO = "photo", _("photo")
    VOICE = "voice", _("voice note")


class PartialUpload(models.Model):
    """One file on its way in. Bytes lie in a file named by `public_id`, of which the first `offset` count.

    `length`: of the whole file. `metadata`: as the sender wrote it, for HEAD. `sha256`: of the whole file, as promised
    by the sender or blank. `taken_at`: by the phone's clock, in its own words.
    The last three fields are blank until the whole file is taken in; then `offset` equals `length`, never before.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    teardown = models.ForeignKey(Teardown, on_delete=models.PROTECT, related_name="partial_uploads")
    assembly = models.ForeignKey(Assembly, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=UploadKind.choices, default=UploadKind.PHOTO)
    length = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    metadata = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    idempotency_key = models.CharField(max_length=120, blank=True)
    slot = models.CharField(max_length=60, blank=True, default="")
    taken_at = models.CharField(max_length=40, blank=True, default="")
    begun_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    received_id = models.UUIDField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField(max_length=14, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def finished(self) -> bool:
        """Whether the whole file is taken in."""
        return self.received_id is not None

    def expired(self, at: datetime) -> bool:
        """Whether nobody may go on with it any more."""
        return self.expires_at <= at

    def standing(self, held: int) -> int:
        """The offset at which it goes on, where its file holds `held` bytes.

        The row is the truth: it moves after the bytes are durable. Should the disk have lost some all the same (a
        folder that was restored, say), the file is believed, and they are sent again.
        """
        return self.length if self.finished else min(self.offset, held)
