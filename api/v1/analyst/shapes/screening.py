"""Names screened, as JSON. Sentences are in the language of the request."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from provenance.models import ScreeningRun
from provenance.operations.screening import MOST_ON_A_PAGE
from provenance.queries.screening import LONGEST
from provenance.queries.screening_runs import answers_of
from provenance.screening_words import spoken


class NewScreening(serializers.Serializer[Any]):
    """`names` in any script; `as_of`: the day for which listings are told."""

    names = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST, allow_blank=True), min_length=1, max_length=MOST_ON_A_PAGE
    )
    as_of = serializers.DateField(required=False, default=None, allow_null=True, help_text="Today if left out.")


class ScreeningListing(serializers.Serializer[Any]):
    list = serializers.CharField()
    to = serializers.DateField(allow_null=True)
    version = serializers.CharField()
    programme = serializers.CharField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python's own."""
        return {**super().get_fields(), "from": serializers.DateField(allow_null=True)}


class ScreeningReason(serializers.Serializer[Any]):
    sign = serializers.CharField(help_text="for or against.")
    code = serializers.CharField()
    text = serializers.CharField()


class ScreeningMatch(serializers.Serializer[Any]):
    party = serializers.CharField()
    party_id = serializers.UUIDField()
    country = serializers.CharField()
    score = serializers.FloatField(help_text="0 to 1; orders answers, no probability.")
    decision = serializers.CharField(help_text="match or possible.")
    listed = ScreeningListing(many=True, help_text="Listings in force on the day.")
    listed_on_other_days = ScreeningListing(many=True)
    reasons = ScreeningReason(many=True)


class ScreeningAnswer(serializers.Serializer[Any]):
    name = serializers.CharField()
    matches = ScreeningMatch(many=True)


class Screening(serializers.Serializer[Any]):
    """One screening as it was answered."""

    id = serializers.UUIDField(source="public_id")
    as_of = serializers.DateField()
    began_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    actor = serializers.CharField()
    engine = serializers.CharField()
    match_from = serializers.FloatField()
    possible_from = serializers.FloatField()
    lists = serializers.JSONField(help_text="The versions of the lists on the day.")
    names = serializers.IntegerField()
    found = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="Of all answers; also in the evidence ledger.")
    answers = serializers.SerializerMethodField()

    @extend_schema_field(ScreeningAnswer(many=True))
    def get_answers(self, run: ScreeningRun) -> list[dict[str, Any]]:
        """What was answered, in order."""
        return [spoken(answer) for answer in answers_of(run).values_list("answer", flat=True)]
