"""Teardowns and the tree of assemblies and components that each takes apart."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teardowns.models.weapon import Specimen


class Teardown(models.Model):
    """One examination of one specimen by one team."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="teardowns")
    specimen = models.ForeignKey(Specimen, on_delete=models.PROTECT, related_name="teardowns")
    order_number = models.CharField(max_length=60)
    examiner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="teardowns")
    examined_on = models.DateField(null=True, blank=True)
    circumstances = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "order_number"], name="teardown_number_once")
        ]

    def __str__(self) -> str:
        return self.order_number


class Assembly(models.Model):
    """A board or module inside a teardown; assemblies form a tree."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    teardown = models.ForeignKey(Teardown, on_delete=models.PROTECT, related_name="assemblies")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name_plural = "assemblies"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="assembly_not_own_parent"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ComponentState(models.TextChoices):
    """The physical state of a component."""

    SEEN = "seen", _("seen in a photo")
    MOUNTED = "mounted", _("on its board")
    REMOVED = "removed", _("removed")
    DAMAGED = "damaged", _("damaged")


class Component(models.Model):
    """One physical part on an assembly.

    `joined_into`: the component that a person said is the same part, seen on another photo. It stands for both then:
    the markings hang on it, and this one is kept for its history and for the day on which they are parted again.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    teardown = models.ForeignKey(Teardown, on_delete=models.PROTECT, related_name="components")
    assembly = models.ForeignKey(Assembly, null=True, blank=True, on_delete=models.PROTECT, related_name="components")
    designator = models.CharField(max_length=20, blank=True)
    package = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=ComponentState.choices, default=ComponentState.SEEN)
    joined_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")
    joined_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(joined_into__isnull=True, joined_at__isnull=True)
                | Q(joined_into__isnull=False, joined_at__isnull=False) & ~Q(joined_into=F("pk")),
                name="component_joined_into_another",
            )
        ]

    def __str__(self) -> str:
        return self.designator or str(self.public_id)[:8]
