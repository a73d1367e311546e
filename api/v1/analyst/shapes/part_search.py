"""What an outside service lists about a part, as JSON: its words, with time and hash."""

from typing import Any

from rest_framework import serializers

from provenance.partsearch.types import Standing


class PartSearchQuestion(serializers.Serializer[Any]):
    number = serializers.CharField(max_length=80, help_text="A part number alone: the service learns it.")


class ListedSeller(serializers.Serializer[Any]):
    name = serializers.CharField()
    country = serializers.CharField(help_text="As the service gives it; may be empty.")
    standing = serializers.ChoiceField(
        choices=[standing.value for standing in Standing], help_text="What the service says the seller is to the maker."
    )


class ListedPart(serializers.Serializer[Any]):
    number = serializers.CharField()
    manufacturer = serializers.CharField(help_text="As listed; not matched with our makers.")
    category = serializers.CharField()
    lifecycle = serializers.CharField()
    datasheet_url = serializers.CharField()
    page_url = serializers.CharField(help_text="The service's own page of the part.")
    other_numbers = serializers.ListField(child=serializers.CharField())
    sellers = ListedSeller(many=True)


class PartSearchResult(serializers.Serializer[Any]):
    service = serializers.CharField()
    asked = serializers.CharField()
    asked_at = serializers.DateTimeField()
    fresh_until = serializers.DateTimeField(help_text="Until then the same answer is given and nothing is sent.")
    sha256 = serializers.CharField(help_text="Of the bytes that the service sent.")
    hits = serializers.IntegerField(help_text="Parts that fit, as the service counts; only the first come back.")
    partial = serializers.BooleanField(  # type: ignore[assignment]
        help_text="The service says itself that something is missing."
    )
    parts = ListedPart(many=True)
