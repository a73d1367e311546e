"""Filters for what came from phones."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from teardowns import bag_codes
from teardowns.models import FieldFacts
from teardowns.signatures import SHOWN_HEIGHT, SIDE, path
from web import phone_words as words

register = template.Library()
register.filter("clock_said", words.clock_said)
register.filter("bag", bag_codes.shown)


@register.filter
def slot(code: str) -> str:
    """A slot of the list of shots."""
    return words.slot_said(code)


@register.simple_tag
def place(facts: FieldFacts) -> str:
    """The coarse place that a phone told, other than a region."""
    return words.place_said(facts.place_kind, facts.place)


@register.filter
def circumstances(codes: Iterable[str]) -> str:
    """What was ticked."""
    return ", ".join(words.said(words.CIRCUMSTANCES, code) for code in codes)


@register.filter
def safety(codes: Iterable[str]) -> str:
    """What was ticked before the first shot."""
    return ", ".join(words.said(words.SAFETY, code) for code in codes)


@register.filter
def skipped(slots: Mapping[str, str]) -> list[tuple[str, str]]:
    """Slots that were left out, and why."""
    return [(slot(code), words.said(words.SKIPPED, why)) for code, why in slots.items()]


@register.filter
def unused(values: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a phone said that could not be used."""
    return [(words.said(words.UNUSED, name), value) for name, value in values.items()]


@register.filter
def doubt(code: str) -> str:
    """What does not fit in a hand-over."""
    return words.said(words.DOUBTS, code)


@register.filter
def asking(code: str) -> str:
    """Why another shot was asked for."""
    return words.said(words.ASKING, code)


@register.filter
def answered(code: str) -> str:
    """What a team said to a request."""
    return words.said(words.ANSWERS, code)


@register.filter
def label_facts(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the bytes of a code say."""
    plain = [(words.said(words.FACTS, name), str(value)) for name, value in facts.items() if name != "others"]
    return plain + [(words.other_fact(name), str(value)) for name, value in facts.get("others", ())]


@register.filter
def raw_text(raw: bytes) -> str:
    """The bytes of a code as text; what has no sign is shown by its number."""
    return "".join(chr(byte) if 32 <= byte < 127 else f"⟨{byte:02X}⟩" for byte in bytes(raw))


@register.filter
def signature(strokes: list[list[int]]) -> str:
    """The `d` of an SVG path: numbers that `teardowns.signatures` has checked when they came in."""
    return path(strokes)


@register.simple_tag
def signature_box() -> str:
    """The `viewBox` of a signature."""
    return f"0 0 {SIDE} {SHOWN_HEIGHT}"


@register.filter
def of(asked: Mapping[str, list[Any]], sha256: str) -> list[Any]:
    """What was asked for of this original."""
    return asked.get(sha256, [])
