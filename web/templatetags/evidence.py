"""Tags of what is ours: the plate, the line grammar, grades, strength, states, dates."""

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from provenance.models.source import Credibility, Reliability
from provenance.trace_words import TIERS, describe_tier
from teardowns.models import Region
from web import dates, names
from web.lettering import Piece
from web.shown import ShownLine

register = template.Library()

STRONG, FAIR = 0.75, 0.45
"""From which score a candidate is called strong or fair."""

_SIGNS = {"for": "", "against": "con", "note": "note"}

register.filter("day", dates.day)
register.filter("month", dates.month)
register.filter("made_until", dates.made)
register.filter("weapon", names.weapon)


@register.filter
def rule_name(code: str) -> str:
    """A date-code rule for people: `adi_hash_yyww` reads "ADI hash YYWW"."""
    return " ".join(word.upper() if len(word) <= 3 or set(word) <= set("ymwd") else word for word in code.split("_"))


@register.simple_tag
def plate(pieces: list[Piece] | str, *, big: bool = False) -> SafeString:
    """A marking on its dark chip body; doubtful characters are amber and dotted."""
    return format_html('<span class="plate{}">{}</span>', " big" if big else "", _pieces(pieces, "d"))


@register.simple_tag
def part_number(pieces: list[Piece] | str) -> SafeString:
    """A part number in monospace; changed characters are highlighted and underlined."""
    if isinstance(pieces, str):
        return format_html('<span class="pn">{}</span>', pieces)
    inner = format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", p.text) if p.marked else p.text,) for p in pieces)
    )
    return format_html('<span class="pn">{}</span>', inner)


@register.simple_tag
def tier(name: str, note: str = "") -> SafeString:
    """How a hop is known: a line sample and its word."""
    label = describe_tier(name if name in TIERS else "hypothetical")
    return format_html(
        '<span class="tier"><svg viewBox="0 0 34 8" aria-hidden="true"><path class="tl {}" d="M1 4H33"/></svg>'
        "{}{}</span>",
        name, label, f": {note}" if note else "",
    )  # fmt: skip


@register.simple_tag
def grade(value: str) -> SafeString:
    """An Admiralty grade in two boxes, with its words as label."""
    if len(value) != 2 or value[0] not in Reliability.values:
        return SafeString("")
    words = f"{Reliability(value[0]).label}, {Credibility(int(value[1])).label}"
    return format_html(
        '<span class="grade" role="img" aria-label="{}, {}" title="{}"><i>{}</i><i>{}</i></span>',
        value, words, words, value[0], value[1],
    )  # fmt: skip


@register.simple_tag
def rung(score: float) -> SafeString:
    """The strength of a candidate, 0..1: three boxes and a word, never a figure."""
    filled, word = (
        (3, pgettext("strength", "Strong"))
        if score >= STRONG
        else (2, pgettext("strength", "Fair"))
        if score >= FAIR
        else (1, pgettext("strength", "Weak"))
    )
    boxes = format_html_join(
        "",
        '<rect class="{}" x="{}" y="1.5" width="6" height="9"/>',
        (("f" if place < filled else "o", 1 + 9 * place) for place in range(3)),
    )
    return format_html('<span class="rung"><svg viewBox="0 0 28 12" aria-hidden="true">{}</svg>{}</span>', boxes, word)


@register.inclusion_tag("web/components/reasons.html")
def reasons(items: list[Any]) -> dict[str, Any]:
    """Reasons, each with `sign` ("for", "against", "note"), `text` and the `rule` on which it rests, if any."""
    return {"items": [(_SIGNS.get(item.sign, "note"), item.text, item.rule) for item in items]}


@register.simple_tag
def made(earliest: date | None, latest: date | None) -> str:
    """When a part was made, in the words of its date code."""
    return dates.made(earliest, latest)


@register.simple_tag
def between(earliest: date | None, latest: date | None) -> str:
    """An interval of days."""
    return dates.interval(earliest, latest)


@register.simple_tag
def known_date(value: date | None, precision: str) -> str:
    """A date as exactly as it is known."""
    return dates.at_precision(value, precision)


def _pieces(pieces: list[Piece] | str, css: str) -> SafeString:
    if isinstance(pieces, str):
        return format_html("{}", pieces)
    return format_html_join(
        "", "{}", ((format_html('<span class="{}">{}</span>', css, p.text) if p.marked else p.text,) for p in pieces)
    )


@register.filter
def telling(lines: list[ShownLine]) -> list[ShownLine]:
    """The lines of a reading that tell most in little room: the part number's, else the first two."""
    return [line for line in lines if line.carries_number][:2] or lines[:2]


@register.simple_tag
def doubts(lines: list[ShownLine]) -> str:
    """How much of a reading is in doubt, in words."""
    doubtful = sum(line.doubts for line in lines)
    if not doubtful:
        return gettext("no doubtful character")
    return ngettext("%(n)d doubtful character", "%(n)d doubtful characters", doubtful) % {"n": doubtful}


@register.simple_tag
def source_grade(record: Any) -> SafeString:
    """The grade of a stored record: its source's reliability and its own credibility."""
    return grade(f"{record.source.reliability}{record.credibility}")


@register.filter
def points(value: float, form: str = "signed") -> str:
    """Points of a reason with their sign, or plain."""
    return f"{value:+g}" if form == "signed" else f"{value:g}"


@register.simple_tag
def region(code: str) -> str:
    """The name of a coarse place."""
    return str(Region(code).label) if code in Region.values else code
