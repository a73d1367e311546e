"""The facts of a part as JSON, each with its source; sentences are in the language of the request."""

from dataclasses import dataclass
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from provenance.fact_words import hint_about, hint_condition
from provenance.partnumbers.facts.types import PartFacts
from provenance.queries.owning import BrandHistory, OwnedSpan
from provenance.queries.parts import PartView
from provenance.reference.classes import HintRow


@dataclass(frozen=True, slots=True)
class PartKnown:
    """A part with its facts and its brand's owners."""

    view: PartView
    history: BrandHistory


class Said(serializers.Serializer[Any]):
    value = serializers.CharField()
    derived = serializers.BooleanField(help_text="From the number alone; else a catalogue says so.")
    stated_by = serializers.CharField(source="source")


class PartGrade(serializers.Serializer[Any]):
    grade = serializers.CharField(
        source="grade.value", help_text="commercial, industrial, automotive, military or space."
    )
    stands_out = serializers.BooleanField(help_text="Military, or radiation-tolerant.")
    stated_by = serializers.CharField(source="source")


class PartTemperature(serializers.Serializer[Any]):
    low_celsius = serializers.IntegerField(source="low")
    high_celsius = serializers.IntegerField(source="high")
    of = serializers.CharField(help_text="ambient or junction.")
    stated_by = serializers.CharField(source="source")


class PriorityPlace(serializers.Serializer[Any]):
    tier = serializers.CharField()
    jurisdictions = serializers.CharField(source="jurisdiction")
    as_of = serializers.DateField()
    stated_by = serializers.CharField(source="source")


class Customs(serializers.Serializer[Any]):
    hs6 = serializers.CharField(help_text="HS 2022, six digits.")
    stated_by = serializers.CharField(source="source")
    priority = PriorityPlace(allow_null=True, help_text="Its place on the Common High Priority List.")


class ControlHint(serializers.Serializer[HintRow]):
    """A paragraph worth checking: it applies only under its condition. Not a legal judgement."""

    code = serializers.CharField()
    jurisdiction = serializers.CharField()
    kind = serializers.CharField(help_text="list: a list of goods; measure: what is forbidden towards a country.")
    about = serializers.SerializerMethodField()
    only_if = serializers.SerializerMethodField()
    effective_from = serializers.DateField(allow_null=True)
    effective_to = serializers.DateField(allow_null=True)
    stated_by = serializers.CharField(source="source")
    checked = serializers.CharField(help_text="In which copy the text was read, if any.")

    def get_about(self, row: HintRow) -> str:
        """What the paragraph names."""
        return hint_about(row)

    def get_only_if(self, row: HintRow) -> str:
        """What has to be true before it applies."""
        return hint_condition(row)


class OwnerParty(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()


class OwnedTime(serializers.Serializer[OwnedSpan]):
    """A time in which a brand had the same owners; where only a year is known, both its days are given."""

    owners = OwnerParty(many=True, help_text="The brand's own first, the last one last; none: its own company.")
    began_earliest = serializers.DateField(source="tenure.began", allow_null=True)
    began_latest = serializers.DateField(source="tenure.surely_since", allow_null=True)
    ended_earliest = serializers.DateField(source="tenure.surely_until", allow_null=True)
    ended_latest = serializers.DateField(source="tenure.until", allow_null=True)
    stated_by = serializers.SerializerMethodField()
    grade = serializers.SerializerMethodField()

    def get_stated_by(self, span: OwnedSpan) -> str:
        """The source of its beginning."""
        return f"{span.relation.source.name}: {span.relation.reference}" if span.relation else ""

    def get_grade(self, span: OwnedSpan) -> str:
        """Admiralty code of that source and statement."""
        return f"{span.relation.source.reliability}{span.relation.credibility}" if span.relation else ""


class OtherName(serializers.Serializer[Any]):
    number = serializers.CharField()
    alias = serializers.CharField()
    stated_by = serializers.CharField(source="source.name")


class PartKnowledge(serializers.Serializer[PartKnown]):
    base = serializers.CharField(source="view.base")
    packages = serializers.SerializerMethodField()
    grade = PartGrade(source="view.facts.grade", allow_null=True)
    temperature = PartTemperature(source="view.facts.temperature", allow_null=True)
    kind = Said(source="view.facts.category", allow_null=True)
    not_made_before = serializers.SerializerMethodField()
    customs = Customs(source="view.facts.customs", many=True)
    hints = ControlHint(source="view.facts.hints", many=True)
    variants = serializers.ListField(source="view.variants.numbers", child=serializers.CharField())
    aliases = OtherName(source="view.aliases", many=True)
    alias_of = OtherName(source="view.alias_of", many=True)
    gone_on = serializers.DateField(source="view.part.gone_on", allow_null=True, default=None)
    owners = OwnedTime(source="history.spans", many=True)

    @extend_schema_field(Said(many=True))
    def get_packages(self, known: PartKnown) -> Any:
        """What the catalogue says, and what the number does."""
        return Said(known.view.packages, many=True).data

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_not_made_before(self, known: PartKnown) -> Any:
        """The first day of the year in which its series was announced."""
        facts: PartFacts = known.view.facts
        return facts.not_before[0] if facts.not_before else None
