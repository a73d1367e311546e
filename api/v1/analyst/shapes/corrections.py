"""Corrections of the catalogue, made and told."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from provenance.correction_problems import DOUBTS
from provenance.models import CorrectionKind

MERGED, ALIAS, RULE = CorrectionKind.MERGED_PARTIES, CorrectionKind.ALIAS, CorrectionKind.RULE_WRONG
NEEDED: dict[str, tuple[str, ...]] = {
    MERGED: ("party", "into"),
    ALIAS: ("party", "part_number", "alias"),
    RULE: ("rule",),
}
"""The fields that each kind needs besides `kind` and `note`."""


class NewCorrection(serializers.Serializer[Any]):
    """`merged_parties`: `party` is the same company as `into`, which stays. `alias`: `alias` names `part_number` of
    `party`. `rule_wrong`: `rule` misleads and is left aside."""

    kind = serializers.ChoiceField(choices=CorrectionKind.choices)
    note = serializers.CharField(max_length=2000, help_text="Why; others read it with your name and the day.")
    party = serializers.UUIDField(required=False, default=None, allow_null=True)
    into = serializers.UUIDField(required=False, default=None, allow_null=True)
    despite = serializers.ListField(
        child=serializers.ChoiceField(choices=sorted(DOUBTS)),
        max_length=len(DOUBTS),
        required=False,
        default=list,
        help_text="What speaks against the merge and was looked at; a 409 names what is missing here.",
    )
    part_number = serializers.CharField(max_length=80, required=False, default="", allow_blank=True)
    alias = serializers.CharField(max_length=80, required=False, default="", allow_blank=True)
    rule = serializers.CharField(
        max_length=200, required=False, default="", allow_blank=True, help_text="An id such as prefix:LMH, date:yyww."
    )

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Each kind has fields of its own."""
        missing = [name for name in NEEDED[asked["kind"]] if not asked[name]]
        if missing:
            raise serializers.ValidationError({name: _("This kind of correction needs it.") for name in missing})
        return asked


class Withdrawal(serializers.Serializer[Any]):
    """Why a correction is taken back."""

    note = serializers.CharField(max_length=2000)


class CorrectionParty(serializers.Serializer[Any]):
    """A party that a correction is about."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()


class CorrectionRow(serializers.Serializer[Any]):
    """One dated judgement about the catalogue; it stands while `withdrawn_at` is null."""

    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=CorrectionKind.choices)
    party = CorrectionParty(allow_null=True)
    into = CorrectionParty(allow_null=True)
    part_number = serializers.CharField()
    alias = serializers.CharField()
    rule = serializers.CharField()
    note = serializers.CharField()
    author = serializers.CharField(source="author.name")
    made_at = serializers.DateTimeField()
    withdrawn_by = serializers.CharField(source="withdrawn_by.name", default="")
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    withdrawal_note = serializers.CharField()
