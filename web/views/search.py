"""The search: one field for a part number, a piece of one, a marking, a company or a code."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.queries import Principal
from accounts.roles import Capability
from provenance.answers import stored, stored_candidate
from provenance.likeness_words import in_words
from provenance.lines import SIGN, lines_of
from provenance.models import Part
from provenance.queries.codes import FoundCode, codes_named
from provenance.queries.search import FoundParty, search_catalogue
from provenance.reasons import describe
from teardowns.models import Reading
from teardowns.queries import page_work
from teardowns.queries.searching import Evidence, search_evidence
from web.access import WebRequest, asks_for_a_piece, page
from web.line_roles import ShownRole, roles_in
from web.shown import ShownCandidate, ShownDate, ShownLine, candidates_in, dates_in, shown_lines

FEW = 25
AT_ONCE = 4
"""Rows of each kind in the list under the field."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What the pieces of one line are for."""

    roles: tuple[ShownRole, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What one search shows."""

    typed: str
    candidates: list[tuple[ShownCandidate, Part | None]]
    dates: list[ShownDate]
    warnings: list[str]
    roles: list[ReadLine]
    parts: list[tuple[Part, str]]
    more: bool
    parties: tuple[FoundParty, ...]
    codes: tuple[FoundCode, ...]
    evidence: Evidence
    readings: list[tuple[Reading, list[ShownLine]]]

    @property
    def lines(self) -> str:
        """What was typed, one line a line."""
        return self.typed.replace(SIGN, "\n")

    @property
    def total(self) -> int:
        """How many rows there are of all kinds."""
        evidence = len(self.evidence.confirmed) + len(self.readings) + len(self.evidence.teardowns)
        named = len(self.candidates) + len(self.parts) + len(self.parties)
        return named + len(self.dates) + len(self.codes) + evidence


@page(Capability.PART_SEE)
@require_GET
def search(request: WebRequest) -> HttpResponseBase:
    """What fits the text; without one, what was confirmed last. htmx gets the short list under the field."""
    lines = lines_of(request.GET.get("q", ""))
    short = asks_for_a_piece(request)
    if not lines:
        recent = () if short else page_work.recently_confirmed(request.principal)[:FEW]
        return render(request, _template(short=short), {"recent": recent})
    return render(request, _template(short=short), {"found": _found(request.principal, lines), "at_once": AT_ONCE})


def _template(*, short: bool) -> str:
    return "web/partials/found.html" if short else "web/pages/parts.html"


def _found(principal: Principal, lines: list[str]) -> Found:
    answer = search_catalogue(lines)
    plain = stored(answer.resolution)
    read = list(answer.resolution.lines)
    shown = candidates_in([stored_candidate(one) for one, _part in answer.candidates], read)
    numbers = [found.part.number for found in answer.parts] + [one.part_number for one, _part in answer.candidates]
    evidence = search_evidence(principal, lines, numbers)
    return Found(
        typed=SIGN.join(lines),
        candidates=[(one, part) for one, (_, part) in zip(shown, answer.candidates, strict=True)],
        dates=dates_in(plain["date_codes"]),
        warnings=[describe(warning) for warning in answer.resolution.warnings],
        roles=[ReadLine(roles_in(plain["roles"], line)) for line in read] if len(read) > 1 else [],
        parts=[(found.part, in_words(found.likeness)) for found in answer.parts],
        more=answer.more,
        parties=answer.parties,
        codes=codes_named(lines[0]) if len(lines) == 1 else (),
        evidence=evidence,
        readings=[(one, shown_lines(one)) for one in evidence.readings],
    )
