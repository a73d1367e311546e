"""Where a statement comes from."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reliability(models.TextChoices):
    """Source reliability of the Admiralty code (NATO AJP-2.1)."""

    A = "A", _("completely reliable")
    B = "B", _("usually reliable")
    C = "C", _("fairly reliable")
    D = "D", _("not usually reliable")
    E = "E", _("unreliable")
    F = "F", _("reliability cannot be judged")


class Credibility(models.IntegerChoices):
    """Credibility of one statement in the Admiralty code. A machine never assigns 1."""

    CONFIRMED = 1, _("confirmed by other sources")
    PROBABLE = 2, _("probably true")
    POSSIBLE = 3, _("possibly true")
    DOUBTFUL = 4, _("doubtful")
    IMPROBABLE = 5, _("improbable")
    UNKNOWN = 6, _("truth cannot be judged")


class Source(models.Model):
    """A document, list, data set or person that states something. `origin` names the first source of a repost."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    reliability = models.CharField(max_length=1, choices=Reliability.choices, default=Reliability.F)
    party_to_war = models.BooleanField(default=False)
    origin = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reposts")
    fictitious = models.BooleanField(default=False)
    retrieved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.name
