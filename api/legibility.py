"""How well a photo or a chip can be read, as JSON: codes for programs, sentences for people."""

from typing import Any

from rest_framework import serializers

from teardowns.legibility_words import Said, SaidReason, said
from teardowns.ocr.legibility_types import Verdict


class LegibilityReason(serializers.Serializer[SaidReason]):
    code = serializers.CharField(help_text="too_small, blurred, glare, dark, low_contrast, ground_off, cut_off, …")
    params = serializers.DictField(child=serializers.IntegerField(), help_text="Pixels of the picture that was read.")
    request = serializers.CharField(help_text="What to ask the photographer for, in the language of the call.")


class Legibility(serializers.Serializer[Said]):
    """Clear: what was read may be relied on. Partial: some of it. Illegible: nothing of it."""

    verdict = serializers.ChoiceField(choices=[verdict.value for verdict in Verdict])
    word = serializers.CharField(help_text="The verdict in the language of the call.")
    reasons = LegibilityReason(many=True, help_text="The weightiest first; empty when nothing visible is wrong.")
    request = serializers.CharField(help_text="The sentence of the first reason; empty when all is clear.")


def legibility_json(stored: dict[str, Any] | None) -> dict[str, Any] | None:
    """A stored verdict in words; None where nothing is stored."""
    words = said(stored)
    return None if words is None else dict(Legibility(words).data)
