"""What phones send and are told, field by field."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from teardowns.models import PlaceKind, ShotAnswer
from teardowns.receipts import moment

PHONE_CLOCK = "By the phone's clock, ISO 8601, at most 40 characters; what is none is dropped."
HASH = r"^[0-9a-f]{64}$"


def clock() -> serializers.CharField:
    """A time in the phone's own words: however wrong, it refuses nothing."""
    return serializers.CharField(required=False, default="", allow_blank=True, max_length=200, help_text=PHONE_CLOCK)


def text(most: int, help_text: str = "") -> serializers.CharField:
    """A text that may be missing."""
    return serializers.CharField(
        required=False, default="", allow_blank=True, max_length=most, help_text=help_text or None
    )


def codes() -> serializers.ListField:
    """Codes of what was ticked."""
    return serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, default=list, max_length=40
    )


class NewDevice(serializers.Serializer[Any]):
    label = serializers.CharField(max_length=120)  # type: ignore[assignment]
    device = serializers.UUIDField(required=False, default=None, allow_null=True, help_text="To renew a phone.")
    phone_time = clock()


class Enrolled(serializers.Serializer[Any]):
    """Shown this once."""

    device = serializers.UUIDField()
    token = serializers.CharField()
    expires_at = serializers.DateTimeField()
    secret = serializers.CharField(help_text="Base64 of 32 bytes: the key of this phone's receipts.")
    team = serializers.CharField()
    server_time = serializers.DateTimeField()
    feedback = serializers.BooleanField(help_text="Whether teams hear what became of their chips.")


class PlaceSaid(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=PlaceKind.choices)
    value = text(200, "Kept coarse: a point is rounded to a tenth of a degree, a grid reference to 10 km.")


class PhoneTeardown(serializers.Serializer[Any]):
    """What cannot be used is left out and told on the teardown's page; nothing of it refuses the rest."""

    weapon_model = text(200, "Slug, name or alias; empty: not sure.")
    region = text(20, "ISO 3166-2:UA, or empty.")
    place = PlaceSaid(required=False, default=None, allow_null=True)
    recovered_on = text(40, "A day, YYYY-MM-DD, or empty.")
    circumstances = codes()
    note = text(4000)
    safety = codes()
    skipped = serializers.DictField(
        child=serializers.CharField(max_length=60), required=False, default=dict, help_text="Slot: why it was left out."
    )
    started_at = clock()
    order_number = text(60, "Empty: made from the id.")
    specimen_label = text(60, "Empty: made from the id.")


class PhoneTeardownKept(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    order_number = serializers.CharField()


class PreviewQuery(serializers.Serializer[Any]):
    teardown = serializers.UUIDField()
    sha256 = serializers.RegexField(HASH, help_text="Of the original.")
    size = serializers.IntegerField(min_value=1, max_value=2**40, help_text="Of the original, in bytes.")
    slot = text(60)
    taken_at = clock()


class PreviewKept(serializers.Serializer[Any]):
    preview = serializers.UUIDField()


class PhotoAsked(serializers.Serializer[Any]):
    sha256 = serializers.RegexField(HASH)
    teardown = serializers.UUIDField()


class AnswerGiven(serializers.Serializer[Any]):
    request = serializers.CharField(max_length=200, help_text="The id of a request.")
    answer = serializers.ChoiceField(choices=[one for one in ShotAnswer.choices if one[0]])


class Sync(serializers.Serializer[Any]):
    phone_time = clock()
    photos = serializers.ListField(child=PhotoAsked(), required=False, default=list, max_length=200)
    answers = serializers.ListField(child=AnswerGiven(), required=False, default=list, max_length=200)
    wiped = serializers.BooleanField(required=False, default=False)


class RequestTold(serializers.Serializer[Any]):
    id = serializers.CharField()
    code = serializers.CharField()
    sentence = serializers.CharField(help_text="In the language of the call.")
    chips = serializers.ListField(child=serializers.CharField())
    by = serializers.ChoiceField(choices=["machine", "person"])
    answer = serializers.ChoiceField(choices=ShotAnswer.choices, help_text="What the team said to it, if anything.")


class PhotoTold(serializers.Serializer[Any]):
    sha256 = serializers.CharField()
    teardown = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=["", "photo", "voice"])
    state = serializers.ChoiceField(choices=["unknown", "preview", "received"])
    photo = serializers.UUIDField(allow_null=True)
    receipt = serializers.CharField(help_text="The short code, for this phone's key.")
    received_at = serializers.SerializerMethodField()
    requests = RequestTold(many=True)
    outcome = serializers.ChoiceField(choices=["", "identified", "traced"])

    @extend_schema_field({"type": ["string", "null"], "format": "date-time"})
    def get_received_at(self, told: Any) -> str | None:
        """Whole seconds of UTC, as the receipt's code has them."""
        return moment(told.received_at) if told.received_at else None


class Synced(serializers.Serializer[Any]):
    server_time = serializers.DateTimeField()
    wipe = serializers.BooleanField(help_text="Forget everything now, then say so with `wiped`.")
    expires_at = serializers.DateTimeField(allow_null=True)
    photos = PhotoTold(many=True)


class ExhibitSaid(serializers.Serializer[Any]):
    teardown = serializers.UUIDField()
    code = serializers.CharField(max_length=60, help_text="The bag's code: ten signs, the last two check the others.")
    description = text(1000)
    sealed = serializers.BooleanField(required=False, default=False)


class ExhibitKept(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    code = serializers.CharField()


class Signatures(serializers.Serializer[Any]):
    """Strokes, each [x, y, x, y, ...] with numbers from 0 to 1000."""

    to = serializers.JSONField(required=False, default=None)

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python."""
        return {"from": serializers.JSONField(required=False, default=None), **super().get_fields()}


class HandOverSaid(serializers.Serializer[Any]):
    exhibits = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=200)
    from_name = serializers.CharField(max_length=120, allow_blank=True)
    to_name = serializers.CharField(max_length=120, allow_blank=True)
    to_organisation = text(200)
    at = clock()
    signatures = Signatures(required=False, default=dict)


class HandOverKept(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    doubts = serializers.ListField(child=serializers.CharField(), help_text="What does not fit; the hand-over stands.")


class CodeSaid(serializers.Serializer[Any]):
    teardown = serializers.UUIDField()
    sha256 = serializers.RegexField(HASH, required=False, default="", allow_blank=True, help_text="Of the photo.")
    symbology = text(60)
    raw = serializers.CharField(max_length=12_000, trim_whitespace=False, help_text="Base64 of the bytes.")
    read_at = clock()


class CodeKept(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    facts = serializers.DictField(help_text="What the bytes say.")
