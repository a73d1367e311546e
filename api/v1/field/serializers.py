"""What a field team sends and is shown, field by field."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.legibility import Legibility, legibility_json
from teardowns.models import DatePrecision, Photo, PhotoState, Region
from teardowns.queries.retake import JobProgress, PhotoAdvice, Request, advice_on, progress_of


class WeaponModelRow(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name_en = serializers.CharField()
    name_uk = serializers.CharField()
    transliteration = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    kind = serializers.CharField()


class NewTeardown(serializers.Serializer[Any]):
    order_number = serializers.CharField(max_length=60)
    specimen_label = serializers.CharField(max_length=60)
    weapon_model = serializers.CharField(
        max_length=120, required=False, default="", allow_blank=True, help_text="Slug, name or alias; empty: not sure."
    )
    region = serializers.ChoiceField(
        choices=Region.choices, required=False, default="", allow_blank=True, help_text="ISO 3166-2:UA."
    )
    recovered_on = serializers.DateField(required=False, default=None, allow_null=True)
    recovered_precision = serializers.ChoiceField(
        choices=DatePrecision.choices, required=False, default=DatePrecision.DAY
    )
    circumstances = serializers.CharField(max_length=4000, required=False, default="", allow_blank=True)


class AssemblyRow(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    parent = serializers.UUIDField(source="parent.public_id", allow_null=True, default=None)  # type: ignore[assignment]


class NewAssembly(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)
    parent = serializers.UUIDField(required=False, default=None, allow_null=True)  # type: ignore[assignment]


class AssemblyMove(serializers.Serializer[Any]):
    parent = serializers.UUIDField(allow_null=True, help_text="The new place; null: at the top.")  # type: ignore[assignment]


class TeardownRow(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    order_number = serializers.CharField()
    specimen_label = serializers.CharField(source="specimen.label")
    weapon_model = serializers.CharField(source="specimen.weapon_model.slug", default="")
    region = serializers.CharField(source="specimen.region")
    recovered_on = serializers.DateField(source="specimen.recovered_on", allow_null=True)
    recovered_precision = serializers.CharField(source="specimen.recovered_precision")
    created_at = serializers.DateTimeField()


class TeardownDetail(TeardownRow):
    circumstances = serializers.CharField()
    assemblies = AssemblyRow(many=True, source="assemblies.all")


class PhotoReceipt(serializers.Serializer[Photo]):
    """The server's word that it holds these exact bytes. Only after it may the phone forget the photo."""

    photo = serializers.UUIDField(source="public_id")
    sha256 = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    received_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=PhotoState.choices)
    url = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "format": "uri-reference"})
    def get_url(self, photo: Photo) -> str:
        """Where to ask what became of it."""
        return reverse("api:field:photo", args=[photo.public_id])


class Progress(serializers.Serializer[JobProgress]):
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    working = serializers.BooleanField()


class AdviceRequest(serializers.Serializer[Request]):
    code = serializers.CharField(
        help_text="undisplayable, truncated, illegible, nothing_found, or a flaw's code as in `legibility`."
    )
    params = serializers.DictField(child=serializers.IntegerField(), help_text="The numbers of the sentence.")
    chips = serializers.ListField(
        child=serializers.CharField(), source="labels", help_text="Of these chips; empty: the photo as a whole."
    )
    sentence = serializers.CharField(help_text="In the language of the call.")


class Advice(serializers.Serializer[PhotoAdvice]):
    chips = serializers.IntegerField(help_text="Chips that the machine found.")
    chips_read = serializers.IntegerField(help_text="Of these, chips with at least one line of text.")
    shoot_again = serializers.BooleanField()
    code = serializers.CharField(help_text="Why, by the first request; empty when there is none.")
    requests = AdviceRequest(many=True, help_text="What a better photo must have; what most chips miss first.")


class PhotoDetail(PhotoReceipt):
    state_code = serializers.CharField(help_text="Why the photo ended as it did, empty when all went well.")
    truncated = serializers.BooleanField()
    legibility = serializers.SerializerMethodField()
    progress = serializers.SerializerMethodField()
    reading = serializers.SerializerMethodField()

    @extend_schema_field(Legibility(allow_null=True))
    def get_legibility(self, photo: Photo) -> dict[str, Any] | None:
        """Of the photo as a whole: a first look until it is read, then only when nothing on it was read."""
        return legibility_json(photo.legibility)

    @extend_schema_field(Progress)
    def get_progress(self, photo: Photo) -> dict[str, Any]:
        """How far the work on it is."""
        return Progress(progress_of(photo)).data

    @extend_schema_field(Advice)
    def get_reading(self, photo: Photo) -> dict[str, Any]:
        """What the machine could read, and whether to shoot again while the team is still there."""
        return Advice(advice_on(photo)).data


class Upload(serializers.Serializer[Any]):
    """multipart/form-data; `photo` and `key` may be repeated, in the same order."""

    photo = serializers.ListField(child=serializers.FileField(), min_length=1)
    key = serializers.ListField(
        child=serializers.RegexField(r"^[\x21-\x7e]{1,120}$"), required=False, help_text="One for each photo."
    )
    assembly = serializers.UUIDField(required=False)


class UploadResult(serializers.Serializer[Any]):
    """One of several photos: a receipt, or a problem as in RFC 9457."""

    status = serializers.IntegerField()
    receipt = PhotoReceipt(required=False)
    problem = serializers.DictField(required=False)


class UploadResults(serializers.Serializer[Any]):
    results = UploadResult(many=True)
