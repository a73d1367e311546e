"""Parts and traces as JSON. Every step names its evidence; sentences are in the language of the request."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.pagination import PageQuery
from api.v1.analyst.shapes.parts import PartKnowledge
from provenance.models import PastAnswer, Trace, TraceState
from provenance.queries.trace_answers import with_sentences
from provenance.trace_run_words import stale_text


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
    version = serializers.CharField(allow_blank=True, help_text="The version of the list that says so.")
    to = serializers.DateField(allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python's own."""
        return {**super().get_fields(), "from": serializers.DateField(allow_null=True)}


class TraceRecord(serializers.Serializer[Any]):
    """A row that a hop rests on."""

    kind = serializers.CharField(help_text="shipment, claim or relation.")
    file = serializers.CharField(help_text="Public id of the imported file, where there is one.")
    reference = serializers.CharField(help_text="The row in its source.")
    id = serializers.IntegerField()


class HypothesisFact(serializers.Serializer[Any]):
    code = serializers.CharField()
    text = serializers.CharField()
    documented = serializers.BooleanField()


class TraceHypothesis(serializers.Serializer[Any]):
    """One of six ways in which the part may have come, with what speaks for and against; none is a verdict."""

    kind = serializers.CharField()
    name = serializers.CharField()
    text = serializers.CharField()
    standing = serializers.CharField()
    against = HypothesisFact(many=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`for` is a word of Python's own."""
        return {**super().get_fields(), "for": HypothesisFact(many=True)}


class TraceVerdict(serializers.Serializer[Any]):
    """Whether a hop came before or after a listing, control or exit, by jurisdiction."""

    party = serializers.CharField()
    hop = serializers.IntegerField()
    jurisdiction = serializers.CharField()
    event = serializers.CharField(help_text="listing, control or exit.")
    list = serializers.CharField()
    date = serializers.CharField(allow_null=True)
    version = serializers.CharField(allow_null=True)
    verdict = serializers.CharField(help_text="after, before or cannot_tell.")
    text = serializers.CharField()


class TraceMark(serializers.Serializer[Any]):
    """An interval on the axis of time."""

    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
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
    records = TraceRecord(many=True, default=list)
    evidence = TraceEvidence(many=True)
    listed = TraceListing(many=True, help_text="Listings of the destination in force all through the hop's date.")
    listed_at_recovery = TraceListing(many=True)
    reasons = TraceReason(many=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python's own."""
        return {"from": TraceParty(), **super().get_fields()}


class TraceChain(serializers.Serializer[Any]):
    rank = serializers.IntegerField()
    tier = serializers.CharField(help_text="Of the weakest hop of goods.")
    complete = serializers.BooleanField(help_text="From the maker to a country of destination.")
    possible_route = serializers.BooleanField(help_text="No record of its goods names the part.")
    margin = serializers.FloatField(allow_null=True, help_text="Points to the next chain.")
    hops = TraceHop(many=True)
    reasons = TraceReason(many=True)
    hypotheses = TraceHypothesis(many=True)
    verdicts = TraceVerdict(many=True)


class TraceGap(serializers.Serializer[Any]):
    code = serializers.CharField()
    text = serializers.CharField()


class TraceAnswer(serializers.Serializer[Any]):
    maker = TraceParty(allow_null=True)
    owner = TraceParty(allow_null=True)
    ownership = TraceHop(many=True)
    state = serializers.CharField(help_text="complete, or partial where a source could not be read.")
    chains = TraceChain(many=True)
    gaps = TraceGap(many=True)
    hypotheses = TraceHypothesis(many=True)
    axis = TraceMark(many=True)


class TraceRow(serializers.Serializer[Trace]):
    id = serializers.UUIDField(source="public_id")
    part_number = serializers.CharField()
    manufacturer = serializers.CharField(source="manufacturer.slug")
    made_earliest = serializers.DateField(allow_null=True)
    made_latest = serializers.DateField(allow_null=True)
    recovered_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=TraceState.choices)
    traced_at = serializers.DateTimeField(allow_null=True, help_text="When this answer came.")
    checked_at = serializers.DateTimeField(allow_null=True, help_text="When it was last walked, with this result.")
    stale = serializers.BooleanField(source="is_stale", help_text="What the answer rests on has changed since.")
    stale_since = serializers.DateTimeField(allow_null=True)
    stale_because = serializers.SerializerMethodField(help_text="Why, in a sentence; empty when it is not.")
    failure = serializers.CharField(help_text="Why the last walk failed; an earlier answer is kept.")
    created_at = serializers.DateTimeField()
    url = serializers.SerializerMethodField()

    def get_stale_because(self, trace: Trace) -> str:
        """In the language of the request."""
        return stale_text(trace.stale_reason) if trace.is_stale else ""

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


class PastAnswerRow(serializers.Serializer[PastAnswer]):
    """An answer that a different one replaced."""

    answer_sha256 = serializers.CharField(help_text="By which it is fetched.")
    answered_at = serializers.DateTimeField()
    replaced_at = serializers.DateTimeField()
    replaced_because = serializers.CharField()
    data_state = serializers.DictField(help_text="The newest row of each kind that was known then.")


class PastAnswerDetail(PastAnswerRow):
    answer = serializers.SerializerMethodField()

    @extend_schema_field(TraceAnswer)
    def get_answer(self, past: PastAnswer) -> dict[str, Any]:
        """As it was."""
        return dict(TraceAnswer(with_sentences(past.answer)).data)


class TraceQuery(PageQuery):
    """Which traces."""

    stale = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Those that are out of date, or those that are not."
    )


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
