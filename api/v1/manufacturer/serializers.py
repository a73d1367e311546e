"""What a manufacturer is shown, field by field. A field that is not written here does not leave the house."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.pagination import PageQuery
from teardowns.disclosure import WITHHELD


class FindingQuery(PageQuery):
    """How a maker may narrow the list. Dates are inclusive."""

    part_number = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=80,
        help_text="Its beginning; case and punctuation do not matter.",
    )
    weapon_model = serializers.CharField(required=False, default="", allow_blank=True, max_length=80, help_text="Slug.")
    brand = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=120, help_text="Slug of an own brand."
    )
    made_from = serializers.DateField(required=False, default=None)
    made_to = serializers.DateField(required=False, default=None)
    found_from = serializers.DateField(required=False, default=None)
    found_to = serializers.DateField(required=False, default=None)


class Brand(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()


class FindingWeapon(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name_en = serializers.CharField()
    name_uk = serializers.CharField()


class Finding(serializers.Serializer[Any]):
    """One identified component of one of the maker's brands."""

    id = serializers.UUIDField(source="public_id")
    part_number = serializers.CharField()
    brand = Brand()
    marking = serializers.ListField(child=serializers.CharField(), source="marking_lines")
    date_code = serializers.CharField()
    date_rule = serializers.CharField()
    made_earliest = serializers.DateField(allow_null=True)
    made_latest = serializers.DateField(allow_null=True)
    weapon_model = FindingWeapon(allow_null=True)
    region = serializers.CharField(help_text="ISO 3166-2, empty when not stated.")
    found_month = serializers.DateField(source="month", format="%Y-%m", allow_null=True, help_text="YYYY-MM.")
    released_on = serializers.DateField()
    level = serializers.IntegerField(help_text="Level of disclosure.")
    picture = serializers.SerializerMethodField()
    withheld = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["string", "null"], "format": "uri-reference"})
    def get_picture(self, release: Any) -> str | None:
        """Where the covered picture is, when there is one."""
        if not release.picture_sha256:
            return None
        return reverse("api:manufacturer:finding-picture", args=[release.public_id])

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_withheld(self, release: Any) -> list[str]:
        """Codes of what this level of disclosure leaves out, for every finding alike."""
        return list(WITHHELD)
