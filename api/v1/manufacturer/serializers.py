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
    date_code = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=40, help_text="Its beginning, as printed."
    )
    lot = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=80, help_text="The lot code's beginning."
    )
    text = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=80,
        help_text="The beginning of a part number, date code or lot code.",
    )
    weapon_model = serializers.CharField(required=False, default="", allow_blank=True, max_length=80, help_text="Slug.")
    brand = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=120, help_text="Slug of an own brand."
    )
    made_from = serializers.DateField(required=False, default=None)
    made_to = serializers.DateField(required=False, default=None)
    found_from = serializers.DateField(required=False, default=None)
    found_to = serializers.DateField(required=False, default=None)
    opened_since = serializers.DateTimeField(
        required=False, default=None, help_text="Opened to you later than that; for what is new since the last call."
    )


class Brand(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()


class FindingWeapon(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name_en = serializers.CharField()
    name_uk = serializers.CharField()


class Custody(serializers.Serializer[Any]):
    """How it was kept, in figures; null where they were not counted when the finding was released."""

    sealed_month = serializers.DateField(format="%Y-%m", allow_null=True, help_text="YYYY-MM.")
    readings = serializers.IntegerField(allow_null=True, help_text="Of the marking, by machine and people.")
    ledger_entries = serializers.IntegerField(source="custody_entries", allow_null=True)


class FindingCounts(serializers.Serializer[Any]):
    """Unit: physical component, confirmed by an analyst. Left out: components not confirmed yet, findings taken back,
    brands that the asker does not speak for today."""

    total = serializers.IntegerField()
    fitting = serializers.IntegerField(help_text="Of them, those that fit the filter.")


class CountQuery(serializers.Serializer[Any]):
    """The filters of the list."""

    def get_fields(self) -> dict[str, Any]:
        """Those of the list, without what cuts it into pages."""
        paging = PageQuery().get_fields()
        return {name: field for name, field in FindingQuery().get_fields().items() if name not in paging}


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
    lot_code = serializers.CharField(help_text="As printed; empty when none is known.")
    weapon_model = FindingWeapon(allow_null=True)
    region = serializers.CharField(help_text="ISO 3166-2, empty when not stated.")
    found_month = serializers.DateField(source="month", format="%Y-%m", allow_null=True, help_text="YYYY-MM.")
    grade = serializers.CharField(help_text="Admiralty: reliability of the source, credibility of the statement.")
    custody = Custody(source="*")
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
