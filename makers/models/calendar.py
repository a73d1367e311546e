"""By whose days a maker's deadlines are counted."""

from typing import ClassVar

from django.db import models


class MakerCalendar(models.Model):
    """The country whose public holidays count for an organisation, and its time zone (IANA name).

    `subdivision`: as the library `holidays` names it, empty for what holds in the whole country.
    """

    organisation = models.OneToOneField(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="deadline_calendar"
    )
    country = models.CharField(max_length=2)
    subdivision = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["organisation"]

    def __str__(self) -> str:
        return f"{self.country} {self.time_zone}"
