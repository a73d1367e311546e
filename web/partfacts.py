"""What the page of a part shows of its facts: grade, number, classification, each with its source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from provenance.fact_words import goods_words, grade_words, hint_about, hint_condition, temperature_words
from provenance.partnumbers.facts.types import CustomsCode, PartFacts
from provenance.queries.parts import PartView
from provenance.reference.classes import HintRow
from web import dates
from web.charts.axis import Span


@dataclass(frozen=True, slots=True)
class ShownHint:
    """A paragraph of one or more jurisdictions that is worth checking: codes, what it names, its condition."""

    codes: tuple[tuple[str, str], ...]
    """Jurisdiction and code."""
    about: str
    only_if: str
    since: tuple[tuple[str, str], ...]
    """Jurisdiction and the days in which it has been in force, where they are recorded."""
    sources: tuple[tuple[str, str], ...]
    """Where it is written, and in which copy we read it."""


@dataclass(frozen=True, slots=True)
class ShownFacts:
    """The facts of a part in the language of the moment."""

    view: PartView
    grade: str
    stands_out: bool
    temperature: str
    goods: tuple[tuple[CustomsCode, str], ...]
    """Customs codes, each with what it stands for."""
    hints: tuple[ShownHint, ...]
    measures: tuple[ShownHint, ...]

    @property
    def facts(self) -> PartFacts:
        """The facts themselves."""
        return self.view.facts

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of goods lists that are worth checking, each once."""
        return tuple(dict.fromkeys(code for hint in self.hints for _where, code in hint.codes))


def shown_facts(view: PartView) -> ShownFacts:
    """The facts of a part for its page."""
    facts = view.facts
    return ShownFacts(
        view=view,
        grade=grade_words(facts.grade.grade) if facts.grade else "",
        stands_out=facts.grade is not None and facts.grade.stands_out,
        temperature=temperature_words(facts.temperature) if facts.temperature else "",
        goods=tuple((code, goods_words(code)) for code in facts.customs),
        hints=tuple(_grouped(row for row in facts.hints if row.kind == "list")),
        measures=tuple(_grouped(row for row in facts.hints if row.kind == "measure")),
    )


def control_spans(facts: PartFacts) -> list[Span]:
    """The dated measures that may reach the part and its place on the priority list, for a time axis."""
    measures = [row for row in facts.hints if row.kind == "measure" and row.effective_from]
    spans = [
        Span(
            _("Controls"),
            row.jurisdiction,
            _("%(code)s, if it applies · %(days)s") % {"code": row.code, "days": _in_force(row)},
            row.effective_from,
            row.effective_to,
            "soft",
        )
        for row in measures
    ]
    if facts.priority:
        listed = {"tier": facts.priority.tier, "day": dates.day(facts.priority.as_of)}
        label = _("tier %(tier)s, list of %(day)s") % listed
        spans.append(Span(_("Controls"), "CHPL", label, facts.priority.as_of, None, "soft"))
    return spans


def _grouped(rows: Iterable[HintRow]) -> Iterable[ShownHint]:
    """The same condition in several jurisdictions is one row."""
    by_key: dict[str, list[HintRow]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    return (_hint(same) for same in by_key.values())


def _hint(same: Sequence[HintRow]) -> ShownHint:
    return ShownHint(
        codes=tuple((row.jurisdiction, row.code) for row in same),
        about=hint_about(same[0]),
        only_if=hint_condition(same[0]),
        since=tuple((row.jurisdiction, _in_force(row)) for row in same if row.effective_from or row.effective_to),
        sources=tuple((row.source, row.checked) for row in same),
    )


def _in_force(row: HintRow) -> str:
    return dates.interval(row.effective_from, row.effective_to)
