"""Readings and judgements as an analyst sends them."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

CONFIRM, REJECT, ILLEGIBLE = "confirm", "reject", "illegible"
MAX_CANDIDATE = 1000


class NewReading(serializers.Serializer[Any]):
    lines = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=40, required=False, default=list, help_text="Top down."
    )
    illegible = serializers.BooleanField(required=False, default=False)
    note = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    seen = serializers.UUIDField(
        required=False, default=None, allow_null=True, help_text="The reading you looked at; 409 if another stands now."
    )


class NewJudgement(serializers.Serializer[Any]):
    """`confirm` needs a candidate's number (0 is the best) or a part number and its maker."""

    judgement = serializers.ChoiceField(choices=[CONFIRM, REJECT, ILLEGIBLE])
    candidate = serializers.IntegerField(
        required=False, default=None, allow_null=True, min_value=0, max_value=MAX_CANDIDATE
    )
    part_number = serializers.CharField(max_length=80, required=False, default="", allow_blank=True)
    manufacturer = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    note = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    seen = serializers.UUIDField(
        required=False, default=None, allow_null=True, help_text="The judgement you looked at; 409 if another stands."
    )

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        """A confirmation says of what, and in one way only."""
        if asked["judgement"] != CONFIRM:
            return asked
        if (asked["candidate"] is None) == (not asked["part_number"]):
            raise serializers.ValidationError({"candidate": _("Give either a candidate or a part number.")})
        if asked["part_number"] and not asked["manufacturer"]:
            raise serializers.ValidationError({"manufacturer": _("Say whose part number this is.")})
        return asked
