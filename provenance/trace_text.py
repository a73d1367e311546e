"""An answer as lines to read in a terminal: chains with their hops, what was in force, hypotheses, gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from provenance.timeline_words import VERDICTS
from provenance.trace_words import describe_tier

JSON = dict[str, Any]


def lines(plain: JSON) -> Iterator[str]:
    """Yield the lines of `queries.trace_answers.plain_answer`."""
    yield f"{plain['part_number']}  {plain['manufacturer']}  ({_('owner')}: {plain['owner'] or '?'})"
    if plain["state"] == "partial":
        yield _("This answer is partial: a source could not be read.")
    for mark in plain["axis"]:
        yield f"  {mark['from'] or '..'} – {mark['to'] or '..'}  {mark['label']}"
    for chain in plain["chains"]:
        yield ""
        yield from _chain(chain)
    yield from _hypotheses(plain["hypotheses"])
    yield ""
    yield from (f"? {gap['text']}" for gap in plain["gaps"])


def _chain(chain: JSON) -> Iterator[str]:
    kind = _("possible route") if chain["possible_route"] else describe_tier(chain["tier"])
    whole = _("complete") if chain["complete"] else _("incomplete")
    yield f"{chain['rank']}. {kind}, {whole}"
    for number, hop in enumerate(chain["hops"], start=1):
        said = "; ".join(f"{one['source']} {one['grade']}" for one in hop["evidence"])
        yield f"   {number}. {hop['from']} -> {hop['to']}  {hop['date']}  {describe_tier(hop['tier'])}  ({said})"
        yield from _listed(hop["from"], hop.get("origin_listed", ()))
        yield from _listed(hop["to"], hop["listed"])
    yield from (f"   {reason['text']}" for reason in chain["reasons"])
    yield from (f"   {one['text']}" for one in chain["verdicts"] if one["event"] != "control")
    yield from _controls([one for one in chain["verdicts"] if one["event"] == "control"])
    yield from _hypotheses(chain["hypotheses"])


def _listed(party: str, spans: Iterable[JSON]) -> Iterator[str]:
    """One line for each list on which a party was on the day of the hop."""
    for span in spans:
        said = _("%(party)s was on %(list)s on that day: from %(first)s to %(last)s (version %(version)s)")
        yield "      ! " + said % {
            "party": party,
            "list": span["list"],
            "first": span["from"] or "..",
            "last": span["to"] or "..",
            "version": span["version"] or "?",
        }


def _controls(verdicts: list[JSON]) -> Iterator[str]:
    """One line for each hop, jurisdiction and verdict."""
    grouped: dict[tuple[int, str, str], list[str]] = {}
    for one in verdicts:
        grouped.setdefault((one["hop"], one["jurisdiction"], one["verdict"]), []).append(one["list"])
    for (hop, jurisdiction, verdict), names in sorted(grouped.items()):
        said = {"hop": hop, "jurisdiction": jurisdiction, "verdict": VERDICTS[verdict], "names": "; ".join(names)}
        yield "   " + _("Hop %(hop)s, controls of %(jurisdiction)s, %(verdict)s: %(names)s") % said


def _hypotheses(found: list[JSON]) -> Iterator[str]:
    for one in found:
        yield f"   {one['name']}: {one['standing']}"
        yield from (f"     + {fact['text']}" for fact in one["for"])
        yield from (f"     - {fact['text']}" for fact in one["against"])
