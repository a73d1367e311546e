"""Markings to be resolved, and their answers, as JSON."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.v1.analyst.shapes.evidence import CandidateReason, CandidateRow, DateCodeRow, DecodedRow, RoleRow
from provenance.importers.markings import LONGEST_REFERENCE, Entry
from provenance.lines import lines_of
from provenance.models import MarkingBatch
from provenance.partnumbers.types import Reason
from provenance.reasons import describe
from teardowns.models import Decision

STATES = ("waiting", "resolving", "done", "failed")
MAX_LINES = 24
AS_OBJECT = {
    "type": "object",
    "required": ["lines"],
    "properties": {
        "lines": {
            "type": "array",
            "items": {"type": "string"},
            "minItems": 1,
            "maxItems": MAX_LINES,
            "description": "Top down.",
        },
        "recovered_on": {"type": ["string", "null"], "format": "date", "description": "Nothing on it was made later."},
        "ref": {"type": "string", "maxLength": LONGEST_REFERENCE, "description": "Comes back as it is."},
    },
}
"""`NewMarking` as the schema describes it."""


class NewMarking(serializers.Serializer[Any]):
    """One marking with what is known besides its lettering."""

    lines = serializers.ListField(
        child=serializers.CharField(max_length=2000, allow_blank=True), min_length=1, max_length=MAX_LINES
    )
    recovered_on = serializers.DateField(required=False, default=None, allow_null=True)
    ref = serializers.CharField(required=False, default="", allow_blank=True, max_length=LONGEST_REFERENCE)


@extend_schema_field({"oneOf": [{"type": "string"}, AS_OBJECT]})
class MarkingField(serializers.Field[Any, Any, Any, Any]):
    """A text (line ends, or bars between spaces, part its lines), or an object."""

    def to_internal_value(self, data: Any) -> Entry:
        """The marking. A text without any letter or digit is an empty one: each marking sent has its answer."""
        reader = NewMarking(data={"lines": [data]} if isinstance(data, str) else data)
        reader.is_valid(raise_exception=True)
        asked = reader.validated_data
        lines = lines_of("\n".join(asked["lines"]))
        if sum(map(len, asked["lines"])) > settings.MARKING_MAX_CHARACTERS:
            raise serializers.ValidationError(_("No marking is that long."), code="max_length")
        return Entry(tuple(lines), asked["ref"], asked["recovered_on"])


class Markings(serializers.ListField):
    """No more than a list may have; a longer one is refused before any of it is looked at."""

    def to_internal_value(self, data: Any) -> list[Entry]:
        """The markings."""
        most = settings.MARKING_LIST_MAX_ROWS
        if isinstance(data, list) and len(data) > most:
            raise serializers.ValidationError(_("A list has %(n)d markings at most.") % {"n": most}, code="max_length")
        entries: list[Entry] = super().to_internal_value(data)
        return entries


class NewList(serializers.Serializer[Any]):
    markings = Markings(child=MarkingField(), min_length=1)
    note = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=255, help_text="What you call the list."
    )


class ReasonInWords(CandidateReason):
    text = serializers.SerializerMethodField(help_text="In the language of the request.")

    def get_text(self, reason: Mapping[str, Any]) -> str:
        """The sentence."""
        return describe(Reason(reason["sign"], reason["code"], reason["params"]))


class ExplainedCandidate(CandidateRow):
    reasons = ReasonInWords(many=True)


class MarkingAnswer(serializers.Serializer[Any]):
    """What one marking may name."""

    ref = serializers.CharField(source="reference")
    lines = serializers.ListField(child=serializers.CharField(), help_text="As cleaned.")
    decision = serializers.ChoiceField(
        choices=Decision.choices, allow_null=True, source="answer.decision", default=None, help_text="Null: not yet."
    )
    candidates = ExplainedCandidate(many=True, source="answer.candidates", default=list)
    date_codes = DateCodeRow(many=True, source="answer.date_codes", default=list)
    decoded = DecodedRow(many=True, source="answer.decoded", default=list)
    roles = RoleRow(many=True, source="answer.roles", default=list, help_text="What the pieces of the lines are for.")
    warnings = ReasonInWords(many=True, source="answer.warnings", default=list, help_text="Letters of two alphabets.")


class Answers(serializers.Serializer[Any]):
    """The answers in the order of the markings."""

    results = MarkingAnswer(many=True)


class ListShape(serializers.Serializer[MarkingBatch]):
    """A list on its way. Ask for `rows` at any time: what has no answer yet says so."""

    id = serializers.UUIDField(source="public_id")
    note = serializers.CharField()
    state = serializers.ChoiceField(choices=STATES)
    progress_done = serializers.IntegerField(source="done")
    progress_total = serializers.IntegerField(source="rows")
    failure_code = serializers.CharField(source="failure")
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    url = serializers.SerializerMethodField()
    rows = serializers.SerializerMethodField(help_text="Where the answers are, page by page.")

    @extend_schema_field({"type": "string", "format": "uri-reference"})
    def get_url(self, batch: MarkingBatch) -> str:
        """Where to ask how far it is."""
        return reverse("api:analyst:resolve-list", args=[batch.public_id])

    @extend_schema_field({"type": "string", "format": "uri-reference"})
    def get_rows(self, batch: MarkingBatch) -> str:
        """Where the answers are."""
        return reverse("api:analyst:resolve-rows", args=[batch.public_id])
