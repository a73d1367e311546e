"""All checks of the reference files."""

from collections.abc import Collection

from provenance.checking import dates, events, makers, numbers, sources, trade
from provenance.checking.rows import Contradiction, Tables


def contradictions(tables: Tables, *, worded: Collection[str]) -> list[Contradiction]:
    """Everything that is wrong, by file and line; `worded`: the keys of control hints that have words."""
    found = [
        *sources.check(tables),
        *makers.check(tables),
        *numbers.check(tables),
        *dates.check(tables),
        *trade.check(tables, worded),
        *events.check(tables),
    ]
    return sorted(found, key=lambda one: (one.file, one.line, one.code))
