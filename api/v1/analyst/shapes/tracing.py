"""Parts and traces as JSON. Every step names its evidence; sentences are in the language of the request."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.v1.analyst.shapes.parts import PartKnowledge
from provenance.models import Trace, TraceState
from provenance.queries.tracing import with_sentences


class TraceParty(serializers.Serializer[Any]):
    id = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    country = serializers.CharField()


class TraceEvidence(serializers.Serializer[Any]):
    source = serializers.CharField()  # type: ignore[assignment]
    grade = serializers.CharField(help_text="Admiralty code, such as B2.")
    reference = serializers.CharField()
    origin = serializers.CharField(help_text="The first publication that this source repeats.")
    party_to_war = serializers.BooleanField()


class TraceReason(serializers.Serializer[Any]):
    sign = serializers.CharField()
    code = serializers.CharField()
    text = serializers.CharField()


class TraceListing(serializers.Serializer[Any]):
    list = serializers.CharField()
    jurisdiction = serializers.CharField()
    to = serializers.DateField(allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python's own."""
        return {**super().get_fields(), "from": serializers.DateField(allow_null=True)}


class TraceHop(serializers.Serializer[Any]):
    to = TraceParty()
    kind = serializers.CharField()
    date = serializers.CharField(help_text="A day or an ISO 8601-2 interval with open ends as `..`.")
    tier = serializers.CharField(help_text="documented, declared, inferred or hypothetical.")
    quantity = serializers.IntegerField(allow_null=True)
    evidence = TraceEvidence(many=True)
    listed = TraceListing(many=True, help_text="Listings of the destination in force all through the hop's date.")
    listed_at_recovery = TraceListing(many=True)
    reasons = TraceReason(many=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python's own."""
        return {"from": TraceParty(), **super().get_fields()}


class TraceChain(serializers.Serializer[Any]):
    rank = serializers.IntegerField()
    tier = serializers.CharField(help_text="Of the weakest hop.")
    hops = TraceHop(many=True)
    reasons = TraceReason(many=True)


class TraceGap(serializers.Serializer[Any]):
    code = serializers.CharField()
    text = serializers.CharField()


class TraceAnswer(serializers.Serializer[Any]):
    maker = TraceParty(allow_null=True)
    owner = TraceParty(allow_null=True)
    ownership = TraceHop(many=True)
    chains = TraceChain(many=True)
    gaps = TraceGap(many=True)


class TraceRow(serializers.Serializer[Trace]):
    id = serializers.UUIDField(source="public_id")
    part_number = serializers.CharField()
    manufacturer = serializers.CharField(source="manufacturer.slug")
    made_earliest = serializers.DateField(allow_null=True)
    made_latest = serializers.DateField(allow_null=True)
    recovered_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=TraceState.choices)
    traced_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    url = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "format": "uri-reference"})
    def get_url(self, trace: Trace) -> str:
        """Where the answer is."""
        return reverse("api:analyst:trace", args=[trace.public_id])


class TraceDetail(TraceRow):
    answer = serializers.SerializerMethodField()

    @extend_schema_field(TraceAnswer(allow_null=True))
    def get_answer(self, trace: Trace) -> dict[str, Any] | None:
        """The answer, once there is one."""
        return TraceAnswer(with_sentences(trace.answer)).data if trace.answer else None


class NewTrace(serializers.Serializer[Any]):
    part_number = serializers.CharField(max_length=80)
    manufacturer = serializers.CharField(max_length=300, help_text="Name or slug of the maker or brand.")
    made_from = serializers.DateField(required=False, default=None, allow_null=True)
    made_to = serializers.DateField(required=False, default=None, allow_null=True)
    recovered = serializers.DateField(required=False, default=None, allow_null=True)

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        """An interval runs forwards."""
        first, last = asked["made_from"], asked["made_to"]
        if first and last and first > last:
            raise serializers.ValidationError({"made_to": _("The interval ends before it begins.")})
        return asked


class PartMaker(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    country = serializers.CharField()


class PartDetail(serializers.Serializer[Any]):
    part_number = serializers.CharField(source="number")
    manufacturer = PartMaker()
    catalogued = serializers.BooleanField()
    category = serializers.CharField()
    found = serializers.IntegerField(help_text="Confirmed physical components with this part number.")
    specimens = serializers.IntegerField(help_text="Recovered weapons in which it was found.")
    teardowns = serializers.IntegerField(help_text="The denominator: teardowns with photos.")
    not_confirmed = serializers.IntegerField(help_text="Left out: machine proposals that nobody confirmed.")
    traces = TraceDetail(many=True)
    known = PartKnowledge(help_text="What the number and the catalogue tell, each with its source.")
