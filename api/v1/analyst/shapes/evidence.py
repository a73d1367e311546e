"""Teardowns, photos, components, readings and judgements as JSON."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.legibility import Legibility, legibility_json
from api.pagination import PageQuery
from provenance.partnumbers.dates.finding import RULED_OUT
from provenance.partnumbers.normalise import clean_line
from provenance.partnumbers.script_guard import script_warnings
from provenance.partnumbers.types import Role
from teardowns.models import ComponentState, Decision, Identification, Marking, Photo, PhotoState, Reading, Standing
from teardowns.queries.page_components import Row

POINTS = {"type": "array", "items": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}}
URL = {"type": "string", "format": "uri-reference"}


class ComponentQuery(PageQuery):
    teardown = serializers.UUIDField(required=False, default=None)


class PhotoQuery(PageQuery):
    state = serializers.ChoiceField(choices=PhotoState.choices, required=False, default="", allow_blank=True)


class WeaponRef(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name_en = serializers.CharField()
    name_uk = serializers.CharField()


class AnalystAssembly(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    parent = serializers.UUIDField(source="parent.public_id", allow_null=True, default=None)  # type: ignore[assignment]


class AnalystTeardownRow(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    order_number = serializers.CharField()
    organisation = serializers.CharField(source="organisation.name")
    specimen = serializers.UUIDField(source="specimen.public_id")
    specimen_label = serializers.CharField(source="specimen.label")
    weapon_model = WeaponRef(source="specimen.weapon_model", allow_null=True)
    region = serializers.CharField(source="specimen.region")
    recovered_on = serializers.DateField(source="specimen.recovered_on", allow_null=True)
    recovered_precision = serializers.CharField(source="specimen.recovered_precision")
    created_at = serializers.DateTimeField()


class AnalystTeardown(AnalystTeardownRow):
    circumstances = serializers.CharField()
    assemblies = AnalystAssembly(many=True, source="assemblies.all")


class AnalystPhotoRow(serializers.Serializer[Photo]):
    id = serializers.UUIDField(source="public_id")
    teardown = serializers.UUIDField(source="teardown.public_id")
    assembly = serializers.UUIDField(source="assembly.public_id", allow_null=True, default=None)
    sha256 = serializers.CharField(help_text="Of the original.")
    size = serializers.IntegerField()
    media_type = serializers.CharField()
    file_name = serializers.CharField(help_text="A label from outside; never a path.")
    received_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=PhotoState.choices)
    state_code = serializers.CharField()
    truncated = serializers.BooleanField()
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    legibility = serializers.SerializerMethodField()
    picture = serializers.SerializerMethodField()

    @extend_schema_field(Legibility(allow_null=True))
    def get_legibility(self, photo: Photo) -> dict[str, Any] | None:
        """Of the photo as a whole: a first look until it is read, then only when nothing on it was read."""
        return legibility_json(photo.legibility)

    @extend_schema_field(URL)
    def get_picture(self, photo: Photo) -> str:
        """The derivative for display, once it is made."""
        return reverse("api:analyst:photo-picture", args=[photo.public_id, "display"])


class LineAlternative(serializers.Serializer[Any]):
    text = serializers.CharField()
    confidence = serializers.IntegerField(help_text="Thousandths.")
    pass_name = serializers.CharField(source="pass")


class ReadingLine(serializers.Serializer[Any]):
    text = serializers.CharField()
    confidence = serializers.IntegerField(required=False, help_text="Thousandths; absent when a person read it.")
    box = serializers.JSONField(required=False)
    rotation = serializers.IntegerField(required=False)
    pass_name = serializers.CharField(source="pass", required=False, help_text="The pass that read it.")
    alternatives = LineAlternative(many=True, required=False, help_text="What other passes read at this place.")


class CodedReason(serializers.Serializer[Any]):
    code = serializers.CharField()
    params = serializers.DictField(child=serializers.CharField())


class ReadingRow(serializers.Serializer[Reading]):
    id = serializers.UUIDField(source="public_id")
    author = serializers.CharField(source="author.name", default="", help_text="Empty when a machine read it.")
    engine = serializers.CharField()
    engine_version = serializers.CharField()
    passes = serializers.ListField(child=serializers.CharField())
    lines = ReadingLine(many=True)
    illegible = serializers.BooleanField()
    legibility = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()
    note = serializers.CharField()
    created_at = serializers.DateTimeField()
    supersedes = serializers.UUIDField(source="supersedes.public_id", allow_null=True, default=None)
    drawn_by = serializers.CharField(
        source="drawn_by.name", default="", help_text="Who drew the crop that this is the reading of."
    )
    drawn_box = extend_schema_field(POINTS)(serializers.JSONField)(allow_null=True)
    beside = serializers.UUIDField(
        source="beside.public_id",
        allow_null=True,
        default=None,
        help_text="The reading that this is an alternative to; it never stands itself.",
    )

    @extend_schema_field(Legibility(allow_null=True))
    def get_legibility(self, reading: Reading) -> dict[str, Any] | None:
        """How well the chip can be read on this photo, as the machine judged it with its reading."""
        return legibility_json(reading.legibility)

    @extend_schema_field(CodedReason(many=True))
    def get_warnings(self, reading: Reading) -> list[dict[str, Any]]:
        """Words spelled in look-alike letters of another alphabet, each with its other spelling."""
        warnings = script_warnings(map(clean_line, reading.texts))
        return [{"code": one.code, "params": dict(one.params)} for one in warnings]


class CandidateReason(serializers.Serializer[Any]):
    sign = serializers.CharField()
    code = serializers.CharField()
    params = serializers.DictField(child=serializers.CharField())


class CandidateRow(serializers.Serializer[Any]):
    part_number = serializers.CharField()
    manufacturer = serializers.CharField()
    owner = serializers.CharField()
    catalogued = serializers.BooleanField()
    score = serializers.IntegerField(help_text="Thousandths.")
    reasons = CandidateReason(many=True)


class RuledOutRow(serializers.Serializer[Any]):
    earliest = serializers.DateField()
    latest = serializers.DateField()
    why = serializers.ChoiceField(choices=RULED_OUT)


class DateCodeRow(serializers.Serializer[Any]):
    text = serializers.CharField()
    rule = serializers.CharField(help_text="A row of provenance/reference/date_codes.csv.")
    manufacturer = serializers.CharField(help_text="Empty when the rule is the whole industry's.")
    earliest = serializers.DateField()
    latest = serializers.DateField()
    line = serializers.CharField(default="", help_text="The line in which the text stands, as cleaned.")
    ruled_out = RuledOutRow(many=True, default=list, help_text="What the rule allows too, and why it cannot be.")


class DecodedRow(serializers.Serializer[Any]):
    read = serializers.CharField(help_text="The line as it was read; it stays what was read.")
    text = serializers.CharField(help_text="What the line is taken for, because the first candidate has it so.")
    part_number = serializers.CharField()
    manufacturer = serializers.CharField()


class RoleRow(serializers.Serializer[Any]):
    """One role that a piece of a line may have; those of one piece have the same line and start, likeliest first."""

    line = serializers.CharField(help_text="As cleaned.")
    start = serializers.IntegerField(help_text="Characters of the line before the piece.")
    text = serializers.CharField(help_text="The piece.")
    role = serializers.ChoiceField(choices=[role.value for role in Role])
    probability = serializers.IntegerField(help_text="Thousandths; all of one piece together at most 1000.")
    says = CodedReason(help_text="Why.")


class IdentificationRow(serializers.Serializer[Identification]):
    id = serializers.UUIDField(source="public_id")
    component = serializers.UUIDField(source="component.public_id")
    reading = serializers.UUIDField(source="reading.public_id")
    marking = serializers.UUIDField(source="reading.marking.public_id")
    standing = serializers.ChoiceField(choices=Standing.choices)
    decision = serializers.ChoiceField(choices=Decision.choices)
    part_number = serializers.CharField()
    manufacturer = serializers.CharField(source="manufacturer.slug", default="")
    catalogued = serializers.BooleanField()
    candidates = CandidateRow(many=True)
    date_codes = DateCodeRow(many=True)
    decoded = DecodedRow(many=True)
    roles = RoleRow(many=True, help_text="What the pieces of the lines were taken for; none before it was kept.")
    made_earliest = serializers.DateField(allow_null=True)
    made_latest = serializers.DateField(allow_null=True)
    author = serializers.CharField(source="author.name", default="", help_text="Empty for the machine.")
    note = serializers.CharField()
    trace = serializers.UUIDField(source="trace.public_id", allow_null=True, default=None)
    created_at = serializers.DateTimeField()
    supersedes = serializers.UUIDField(source="supersedes.public_id", allow_null=True, default=None)


class MarkingRow(serializers.Serializer[Row]):
    """One marking with the reading that stands, and how far its component is judged."""

    id = serializers.UUIDField(source="marking.public_id")
    component = serializers.UUIDField(source="component.public_id")
    box = extend_schema_field(POINTS)(serializers.JSONField)(source="marking.box")
    rotation = serializers.IntegerField(source="marking.rotation")
    state = serializers.CharField(help_text="confirmed, proposed, ambiguous, unknown, rejected, illegible, unread.")
    reading = ReadingRow(allow_null=True)
    picture = serializers.SerializerMethodField()

    @extend_schema_field(URL)
    def get_picture(self, row: Row) -> str:
        """The lettering cut out and turned upright."""
        return reverse("api:analyst:marking-picture", args=[row.marking.public_id])


class AnalystPhoto(AnalystPhotoRow):
    markings = MarkingRow(many=True, source="chips")


class ComponentRow(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    teardown = serializers.UUIDField(source="teardown.public_id")
    assembly = serializers.UUIDField(source="assembly.public_id", allow_null=True, default=None)
    designator = serializers.CharField()
    package = serializers.CharField()
    state = serializers.ChoiceField(choices=ComponentState.choices)
    created_at = serializers.DateTimeField()


class ComponentMarking(serializers.Serializer[Marking]):
    id = serializers.UUIDField(source="public_id")
    photo = serializers.UUIDField(source="photo.public_id")
    box = extend_schema_field(POINTS)(serializers.JSONField)()
    rotation = serializers.IntegerField()
    found_as = serializers.UUIDField(
        source="found_as.public_id",
        allow_null=True,
        default=None,
        help_text="The component that this was found as, when that one is joined into the present one.",
    )
    readings = ReadingRow(many=True, source="readings.all", help_text="All of them, oldest first.")


class ComponentDetail(ComponentRow):
    joined_into = serializers.UUIDField(
        source="joined_into.public_id",
        allow_null=True,
        default=None,
        help_text="The component that stands for this one, too: the same chip on another photo.",
    )
    markings = ComponentMarking(many=True, source="markings.all")
    identifications = IdentificationRow(
        many=True, source="identifications.all", help_text="Every judgement, oldest first; the last one stands."
    )


class ComponentChange(serializers.Serializer[Any]):
    """What is left out stays as it is."""

    designator = serializers.CharField(max_length=20, required=False, allow_blank=True)
    package = serializers.CharField(max_length=40, required=False, allow_blank=True)
    assembly = serializers.UUIDField(required=False)


class QueueRow(IdentificationRow):
    teardown = serializers.CharField(source="component.teardown.order_number")
    weapon_model = WeaponRef(source="component.teardown.specimen.weapon_model", allow_null=True)
    photo = serializers.UUIDField(source="reading.marking.photo.public_id")
