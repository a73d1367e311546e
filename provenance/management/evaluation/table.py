"""The report as a person reads it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from provenance.management.evaluation.cells import NOTHING, row, share

JSON = dict[str, Any]


def table(answer: JSON, *, misses: int) -> str:
    """All figures of a run, and at most so many misses of each kind."""
    return "\n".join(_sections(answer, misses))


def _sections(answer: JSON, misses: int) -> Iterator[str]:
    yield _("{rows} published components with a text; {parts} parts in the catalogue").format(
        rows=answer["rows"], parts=answer["parts"]
    )
    given = answer["given"]
    yield _("part-like markings {part}, without a part number {no_number}, no chips {no_chip}").format(
        **{name: given.get(name, 0) for name in ("part", "no_number", "no_chip")}
    )
    yield ""
    for code, name in _names():
        yield row(name, share(answer["shares"][code]))
    decisions = ", ".join(f"{name} {count}" for name, count in sorted(answer["decisions"].items()))
    yield row(_("decisions on part-like markings"), decisions)
    if misses:
        yield from _each(_("Missed: {count}"), answer["misses"], misses)
        yield from _each(_("Taken for a part: {count}"), answer["taken"], misses)


def _names() -> list[tuple[str, str]]:
    return [
        ("right_maker", _("part-like markings: first candidate has the right maker, decided or not")),
        ("wrong_maker", "  " + _("another maker than the published one")),
        ("unanswered", "  " + _("no maker named")),
        ("identified", "  " + _("decided: identified")),
        ("identified_wrong_maker", "  " + _("of these, another maker than the published one")),
        ("right_maker_of_all_texts", _("all texts: first candidate has the right maker")),
        ("taken_for_a_part", _("dates, lots, words, no chips: taken for a part")),
    ]


def _each(heading: str, rows: Sequence[JSON], shown: int) -> Iterator[str]:
    yield ""
    yield heading.format(count=len(rows))
    for one in rows[:shown]:
        named = [f"{c['part_number']} ({c['manufacturer'] or '?'}, {c['score']:g})" for c in one["candidates"]]
        yield f"{one['marking']}  [{one['published']}]"
        yield f"    {one['decision']}: {', '.join(named) or NOTHING}"
