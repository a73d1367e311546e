"""Likely names in records of trade as JSON."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from api.pagination import DEFAULT_LIMIT, LARGEST_LIMIT
from api.v1.analyst.shapes.lots import PartyRow
from provenance.models import NameVerdict


class NamesQuery(serializers.Serializer[Any]):
    limit = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_LIMIT, default=DEFAULT_LIMIT)
    offset = serializers.IntegerField(required=False, min_value=0, max_value=1_000_000, default=0)


class NameKey(serializers.Serializer[Any]):
    """A name as records write it."""

    text = serializers.CharField(max_length=300)
    country = serializers.CharField(
        max_length=2, required=False, default="", allow_blank=True, help_text="ISO 3166; empty: the records have none."
    )
    registration = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)


class LikelyNameRow(serializers.Serializer[Any]):
    """A name that waits for a person."""

    text = serializers.CharField(source="name.text")
    country = serializers.CharField(source="name.country")
    registration = serializers.CharField(source="name.registration")
    party = PartyRow(help_text="The company for which it is taken until somebody says whom it means.")
    rows = serializers.IntegerField(help_text="Rows of trade that bear it.")
    traces = serializers.IntegerField(help_text="Traces whose answers name the company.")


class LikelyNamePage(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    results = LikelyNameRow(many=True)


class NewNameJudgement(NameKey):
    """`same`: it is the company for which it was taken. `other`: it is `party`. `new`: it is a company of its own."""

    verdict = serializers.ChoiceField(choices=NameVerdict.choices)
    party = serializers.UUIDField(required=False, default=None, allow_null=True)
    note = serializers.CharField(max_length=2000, required=False, default="", allow_blank=True)

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Another company has to be named."""
        if asked["verdict"] == NameVerdict.OTHER and asked["party"] is None:
            raise serializers.ValidationError({"party": _("Name the company.")})
        return asked


class NameWithdrawal(serializers.Serializer[Any]):
    """Why a judgement is taken back."""

    note = serializers.CharField(max_length=2000)


class NameJudgementRow(serializers.Serializer[Any]):
    """One judgement; it stands while `withdrawn_at` is null."""

    id = serializers.UUIDField(source="public_id")
    text = serializers.CharField()
    country = serializers.CharField()
    registration = serializers.CharField()
    verdict = serializers.ChoiceField(choices=NameVerdict.choices)
    before = PartyRow()
    party = PartyRow(allow_null=True)
    note = serializers.CharField()
    author = serializers.CharField(source="author.name")
    made_at = serializers.DateTimeField()
    withdrawn_by = serializers.CharField(source="withdrawn_by.name", default="")
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    withdrawal_note = serializers.CharField()
