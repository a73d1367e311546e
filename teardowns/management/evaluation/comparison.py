"""Ours beside what anyone can install today; and what was missed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from provenance.management.evaluation.cells import NOTHING
from teardowns.management.evaluation.cells import cells, group_name, number, percent

JSON = dict[str, Any]


def compared(ours: JSON, baselines: Mapping[str, JSON]) -> Iterator[str]:
    """One column for each reader; a baseline that does not work here is named."""
    columns = {"chiptrail": ours, **baselines}
    yield ""
    yield cells("", list(columns))
    yield cells(_("part number among all lines, exact"), _each(columns, lambda c: percent(c["shares"]["any_exact"])))
    for group in ours["groups"]:
        yield cells("  " + group_name(group), _each(columns, lambda c, g=group: percent(c["groups"][g]["any_exact"])))  # type: ignore[misc]
    errors = _each(columns, lambda c: f"{number(c['character_error_rate']['whole_photo']['percent'])} %")
    yield cells(_("character errors, all lines of the photo"), errors)
    yield cells(_("CPU seconds a photo"), _each(columns, lambda c: number(c["cpu_seconds"]["mean"])))
    yield cells(_("peak memory of the process, MB"), _each(columns, lambda c: number(c["peak_mb"])))
    for name, told in baselines.items():
        if "unavailable" in told:
            yield _("{name} does not work here: {reason}").format(name=name, reason=told["unavailable"])


def missed(misses: Sequence[JSON]) -> Iterator[str]:
    """Each missed chip with what was read and what was said of it."""
    yield ""
    yield _("Missed chips: {count}").format(count=len(misses))
    for one in misses:
        named = [f"{c['part_number']} ({c['manufacturer'] or '?'}, {c['score']:g})" for c in one["candidates"]]
        yield f"{one['file']}: {one['part_number']}  [{', '.join(one['groups'])}]"
        yield "    " + (" | ".join(one["read"]) if one["chip_found"] else _("no chip found there"))
        for line in one["decoded"]:
            yield "    " + _("{read}: put right as {text}").format(read=line["read"], text=line["text"])
        yield f"    {one['decision'] or NOTHING}: {', '.join(named) or NOTHING}"
        if not one["any_exact"]:
            nearest = _("nearest line: {line} ({edits} edits)")
            yield "    " + nearest.format(line=one["closest_line"] or NOTHING, edits=number(one["closest_edits"]))


def _each(columns: Mapping[str, JSON], told: Callable[[JSON], str]) -> list[str]:
    return [NOTHING if "unavailable" in column else told(column) for column in columns.values()]
