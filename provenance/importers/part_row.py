"""One part as an outside list names it, whatever the format of the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.importers.table import RowError

LONGEST_NUMBER = 80
LONGEST_FIELD = 200
MOST_ALIASES = 20


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part number with its maker. An empty field: the list does not say.

    `base`: the number without what orders package, grade and packing. `aliases`: other numbers of the same part.
    """

    number: str
    manufacturer: str
    category: str = ""
    package: str = ""
    base: str = ""
    aliases: tuple[str, ...] = ()


def checked(
    line: int,
    number: str,
    manufacturer: str,
    category: str = "",
    package: str = "",
    base: str = "",
    aliases: Sequence[str] = (),
) -> PartRow | RowError:
    """The row with its white space in order, or why it cannot be stored; `line` is where it stands.

    A category that is too long is cut; a number, maker or package that is too long would be another one.
    """
    number, manufacturer, package, base = map(_tidy, (number, manufacturer, package, base))
    others = tuple(text for text in dict.fromkeys(map(_tidy, aliases)) if text and text != number) if aliases else ()
    category = _tidy(category)[:LONGEST_FIELD]
    said = "".join((number, manufacturer, category, package, base, *others))
    if not number:
        return RowError(line, "empty", {"column": "number"})
    if "\0" in said:
        return RowError(line, "nul_character")
    if not said.isprintable():
        return RowError(line, "unprintable", {"value": ascii(number[:LONGEST_NUMBER])})
    if max(map(len, (number, base, package, *others))) > LONGEST_NUMBER or len(manufacturer) > LONGEST_FIELD:
        return RowError(line, "too_long", {"value": number[:LONGEST_NUMBER]})
    if len(others) > MOST_ALIASES:
        return RowError(line, "too_many_aliases", {"value": number})
    return PartRow(number, manufacturer, category, package, base, others)


def _tidy(text: str) -> str:
    return " ".join(text.split()) if text else ""
