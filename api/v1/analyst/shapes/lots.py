"""Lots and parties as JSON."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.pagination import DEFAULT_LIMIT, LARGEST_LIMIT
from provenance.models import PartyRelation
from provenance.queries.party_pages import PartyView, Place
from teardowns.models import WeaponModel
from teardowns.queries.lot_clusters import Lead, Shared


class LotQuery(serializers.Serializer[Any]):
    maker = serializers.CharField(required=False, default="", max_length=120, help_text="Slug of the maker.")
    part = serializers.CharField(required=False, default="", max_length=80, help_text="Part number, as confirmed.")
    shared = serializers.ChoiceField(required=False, default="", choices=["", *Shared], help_text="Lot or date code.")
    limit = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_LIMIT, default=DEFAULT_LIMIT)
    offset = serializers.IntegerField(required=False, min_value=0, max_value=10_000, default=0)


class LotRow(serializers.Serializer[Lead]):
    manufacturer = serializers.CharField(source="maker.slug")
    part_number = serializers.CharField(source="cluster.part_number")
    shared = serializers.ChoiceField(source="cluster.shared", choices=list(Shared))
    code = serializers.CharField(source="cluster.code", help_text="The lot code, or both days of making.")
    specimens = serializers.IntegerField(source="cluster.specimens")
    components = serializers.IntegerField(source="cluster.components")
    made = serializers.SerializerMethodField(help_text="First and last day of making, where decoded.")
    recovered = serializers.SerializerMethodField(help_text="First and last recovery, where stated.")
    months = serializers.ListField(child=serializers.DateField(), help_text="First days of months of recovery.")
    weapon_models = serializers.SerializerMethodField()
    regions = serializers.ListField(child=serializers.CharField(), help_text="ISO 3166-2.")

    @extend_schema_field({"type": ["array", "null"], "items": {"type": "string", "format": "date"}})
    def get_made(self, lead: Lead) -> list[str] | None:
        """Both days."""
        return [day.isoformat() for day in lead.cluster.made] if lead.cluster.made else None

    @extend_schema_field({"type": ["array", "null"], "items": {"type": "string", "format": "date"}})
    def get_recovered(self, lead: Lead) -> list[str] | None:
        """Both days."""
        return [day.isoformat() for day in lead.recovered] if lead.recovered else None

    @extend_schema_field({"type": "array", "items": {"type": ["string", "null"]}})
    def get_weapon_models(self, lead: Lead) -> list[str | None]:
        """Slugs; null where the weapon model is not sure."""
        return [_slug(model) for model in lead.weapons]


class LotPage(serializers.Serializer[Any]):
    total = serializers.IntegerField(help_text="Clusters that fit; at most 2,000 of each kind are looked at.")
    results = LotRow(many=True)


class PartyRow(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    kind = serializers.CharField()
    country = serializers.CharField()


class PartyNameRow(serializers.Serializer[Any]):
    text = serializers.CharField()
    script = serializers.CharField(help_text="Unicode script of its first letter, such as LATIN.")
    how = serializers.CharField(help_text="own, recorded, merged; exact, confirmed or likely: as records write it.")


class PartyNumber(serializers.Serializer[Any]):
    scheme = serializers.CharField()
    value = serializers.CharField()
    text = serializers.CharField()
    valid = serializers.BooleanField(allow_null=True, help_text="What its check digits say; null: it has none.")


class PartyPlace(serializers.Serializer[Place]):
    text = serializers.CharField(source="address.text")
    country = serializers.CharField(source="address.country")
    shared_with = PartyRow(many=True)


class PartyListing(serializers.Serializer[Any]):
    list = serializers.CharField(source="list_name")
    jurisdiction = serializers.CharField()
    programme = serializers.CharField()
    to = serializers.DateField(source="end", allow_null=True)
    version = serializers.CharField()
    reference = serializers.CharField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python's own."""
        return {**super().get_fields(), "from": serializers.DateField(source="start", allow_null=True)}


class PartyRelationRow(serializers.Serializer[PartyRelation]):
    party = PartyRow()
    kind = serializers.CharField()
    target = PartyRow()
    start = serializers.DateField(allow_null=True)
    end = serializers.DateField(allow_null=True)
    territory = serializers.CharField()
    source = serializers.CharField(source="source.name")  # type: ignore[assignment]
    reference = serializers.CharField()


class PartyDetail(serializers.Serializer[PartyView]):
    party = PartyRow()
    names = PartyNameRow(many=True)
    identifiers = PartyNumber(many=True)
    places = PartyPlace(many=True)
    listings = PartyListing(many=True)
    succession = PartyRelationRow(many=True, help_text="Owners, what it owns, successors; by time.")
    relations = PartyRelationRow(many=True)
    traces = serializers.SerializerMethodField(help_text="Traces whose answers name it.")

    @extend_schema_field({"type": "array", "items": {"type": "string", "format": "uri-reference"}})
    def get_traces(self, view: PartyView) -> list[str]:
        """Where these traces are."""
        return [reverse("api:analyst:trace", args=[one.trace.public_id]) for one in view.chains]


def _slug(model: WeaponModel | None) -> str | None:
    return model.slug if model else None
