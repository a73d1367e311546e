"""Organisations in the chain, their names, and dated relations between them."""

import datetime
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from provenance.models.source import Credibility, Source
from provenance.name_key import NameKeyField
from provenance.search_key import SearchKeyField


class PartyKind(models.TextChoices):
    """What an organisation does in the chain, as far as known."""

    MAKER = "maker", _("maker")
    BRAND_OWNER = "brand_owner", _("brand owner")
    AUTHORISED_DISTRIBUTOR = "authorised_distributor", _("authorised distributor")
    INDEPENDENT_DISTRIBUTOR = "independent_distributor", _("independent distributor")
    BROKER = "broker", _("broker")
    FORWARDER = "forwarder", _("forwarder")
    IMPORTER = "importer", _("importer")
    END_USER = "end_user", _("end user")
    OTHER = "other", _("other")


class Party(models.Model):
    """One organisation. `slug` is the stable key of reference data and imports.

    `merged_into`: the row that stands for this organisation, while a correction says that the two are one.
    `added_by`: the version of a list that made it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=30, choices=PartyKind.choices, default=PartyKind.OTHER)
    country = models.CharField(max_length=2, blank=True)
    website_domain = models.CharField(max_length=120, blank=True)
    fictitious = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    added_by = models.ForeignKey("ListVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    search_key = SearchKeyField("name")
    name_key = NameKeyField("name")

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name_plural = "parties"

    def __str__(self) -> str:
        return self.name

    @property
    def registration_ids(self) -> list[str]:
        """Its numbers as their sources write them."""
        return [one.text for one in self.identifiers.all()]

    @property
    def addresses(self) -> list[str]:
        """Where it sits, as its sources write it."""
        return [one.text for one in self.places.all()]


class PartyName(models.Model):
    """Another name of a party, in any script."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=300, db_index=True)
    added_by = models.ForeignKey("ListVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    search_key = SearchKeyField("name")
    name_key = NameKeyField("name")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["party", "name"], name="party_name_once")]

    def __str__(self) -> str:
        return self.name


class RelationKind(models.TextChoices):
    """How one party stands to another: `origin` is ... of `target`."""

    OWNER = "owner", _("owner")
    AUTHORISED_DISTRIBUTOR = "authorised_distributor", _("authorised distributor")
    NOT_AUTHORISED = "not_authorised", _("not an authorised distributor")
    SUCCESSOR = "successor", _("successor")
    SHARED_DIRECTOR = "shared_director", _("shared director")
    SHARES_ADDRESS = "shares_address", _("shares an address")


class PartyRelation(models.Model):
    """A dated, sourced relation: `party` is the owner, distributor... of `target`.

    `start_latest`: the last day on which it may have begun, where no exact day is known (a year: its 31 December).
    `territory`: where it holds, as its source writes it; empty for everywhere or unsaid.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=30, choices=RelationKind.choices)
    target = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="relations_of")
    start = models.DateField(null=True, blank=True)
    start_latest = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    territory = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    reference = models.CharField(max_length=300, blank=True)
    credibility = models.PositiveSmallIntegerField(choices=Credibility.choices, default=Credibility.UNKNOWN)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "party",
                "kind",
                "target",
                Coalesce("start", Value(datetime.date.min)),
                "source",
                "territory",
                name="relation_once",
            ),
            models.CheckConstraint(condition=~Q(party=F("target")), name="relation_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.kind} {self.target_id}"


class BrandRepresentation(models.Model):
    """Which organisation of users speaks for which maker or brand, from when to when. Checked by an administrator."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="brands")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="represented_by")
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "party"], name="brand_representation_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} for {self.party_id}"
