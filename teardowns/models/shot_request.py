"""Requests to take a photo again, and what the team answered."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from teardowns.models.teardown import Teardown


class ShotAnswer(models.TextChoices):
    """What a team says to a request."""

    OPEN = "", _("no answer yet")
    WILL_DO = "will_do", _("will be taken")
    DONE = "done", _("taken again")
    CANNOT_REACH = "cannot_reach", _("cannot be reached")


class ShotRequest(models.Model):
    """One request about one picture, by a person of the lab or, once it was answered, by the machine.

    The picture is named by the hash of its original (`sha256`), so that a preview can be asked about too.
    `code`: a key of `teardowns.legibility_words`. `asked_by`: None for the machine, whose request is worked out anew
    as long as nobody answers.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    teardown = models.ForeignKey(Teardown, on_delete=models.PROTECT, related_name="shot_requests")
    sha256 = models.CharField(max_length=64)
    code = models.CharField(max_length=40)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=12, choices=ShotAnswer.choices, blank=True, default=ShotAnswer.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["teardown", "sha256", "code"], name="shot_asked_for_once"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True)
                | ~models.Q(answer="") & models.Q(answered_at__isnull=False),
                name="shot_answer_has_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
