"""Drawn crops as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.v1.analyst.shapes.evidence import CandidateRow, DateCodeRow, DecodedRow, ReadingRow, RoleRow
from teardowns.models import Decision

STATES = ("waiting", "reading", "done", "failed")
LARGEST = 1_000_000
CORNERS = {
    "type": "array",
    "items": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    "minItems": 4,
    "maxItems": 4,
}


@extend_schema_field(CORNERS)
class Corners(serializers.ListField):
    """Four pairs of numbers."""

    def __init__(self, **kwargs: Any) -> None:
        number = serializers.FloatField(min_value=-LARGEST, max_value=LARGEST)
        pair = serializers.ListField(child=number, min_length=2, max_length=2)
        super().__init__(child=pair, min_length=4, max_length=4, **kwargs)


class NewRegion(serializers.Serializer[Any]):
    """One crop of a photo to be read by itself."""

    box = Corners(
        help_text="Pixels of the upright photo, clockwise from the upper left corner of the upright lettering."
    )
    rotation = serializers.ChoiceField(
        choices=[0, 90, 180, 270],
        required=False,
        default=0,
        help_text="Counter-clockwise turn that makes the lettering upright; the box begins at the photo’s own corner.",
    )
    marking = serializers.UUIDField(
        required=False, default=None, allow_null=True, help_text="The marking to read again; none for a chip not found."
    )


class RegionShape(serializers.Serializer[Any]):
    """A crop on its way, and what was read when it is done."""

    id = serializers.UUIDField(source="region.public_id")
    photo = serializers.UUIDField(source="region.photo.public_id")
    state = serializers.ChoiceField(choices=STATES, source="region.state")
    progress_done = serializers.IntegerField(source="region.done")
    progress_total = serializers.IntegerField(source="region.total")
    failure_code = serializers.CharField(source="region.failure", help_text="Why there will be no reading.")
    component = serializers.UUIDField(
        source="region.reading.marking.component.public_id", allow_null=True, default=None
    )
    marking = serializers.UUIDField(source="region.reading.marking.public_id", allow_null=True, default=None)
    reading = ReadingRow(source="region.reading", allow_null=True)
    decision = serializers.ChoiceField(choices=Decision.choices, allow_null=True)
    candidates = CandidateRow(many=True)
    date_codes = DateCodeRow(many=True)
    decoded = DecodedRow(many=True)
    roles = RoleRow(many=True)
