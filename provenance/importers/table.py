"""Rows of a CSV file, each either a value or an error with its line: skip this one, or stop the run."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from problems import Problem

Row = TypeVar("Row")
EARLIEST_YEAR = 1950
LONGEST_LINE = 100_000


class ImportStopped(Problem):
    """The file as a whole cannot be read: nothing was imported."""

    code = "import_stopped"
    status = 400
    happened = _("The file could not be imported: {detail}.")
    kept = _("Nothing of it was stored.")
    next_step = _("Correct the file and import it again.")


class RowRefused(Exception):
    """This row is wrong, others may be right. `code` names what, `params` the value."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that was left out: its line in the file, a stable code, and the value that was refused."""

    line: int
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


def read_table(
    path: Path, columns: Collection[str], parse: Callable[[Mapping[str, str]], Row]
) -> Iterator[tuple[int, Row | RowError]]:
    """Yield (line, value or error) for each row of a UTF-8 CSV file that has at least these columns.

    Raises ImportStopped for a file that is not there, not UTF-8, no CSV, or lacks a column.
    """
    if path.exists() and not path.is_file():
        raise ImportStopped(detail=_("it is no file"))
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise ImportStopped(detail=_("column {name} is missing").format(name=missing[0]))
            for row in reader:
                line = reader.line_num
                yield line, _parsed(line, row, parse)
    except UnicodeDecodeError as error:
        raise ImportStopped(detail=_("it is not UTF-8 text")) from error
    except csv.Error as error:
        raise ImportStopped(detail=str(error)) from error
    except OSError as error:
        raise ImportStopped(detail=error.strerror or str(error)) from error


def _parsed(
    line: int, row: Mapping[str | None, str | None], parse: Callable[[Mapping[str, str]], Row]
) -> Row | RowError:
    if None in row or None in row.values():
        return RowError(line, "wrong_number_of_columns")
    values = {str(name): (value or "").strip() for name, value in row.items()}
    if any("\0" in value for value in values.values()):
        return RowError(line, "nul_character")
    try:
        return parse(values)
    except RowRefused as refused:
        return RowError(line, refused.code, refused.params)


def required(row: Mapping[str, str], name: str, longest: int) -> str:
    """Return a text that must be there and fit. Refuses with `empty` or `too_long`."""
    if not row[name]:
        raise RowRefused("empty", column=name)
    return optional(row, name, longest)


def optional(row: Mapping[str, str], name: str, longest: int) -> str:
    """Return a text that may be missing and must fit. Refuses with `too_long`."""
    text = row.get(name, "")
    if len(text) > longest:
        raise RowRefused("too_long", column=name, longest=str(longest))
    return text


def day(row: Mapping[str, str], name: str) -> date | None:
    """Return a day (YYYY-MM-DD) or None. Refuses with `not_a_date`, `date_too_early` or `date_in_future`."""
    text = row.get(name, "")
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise RowRefused("not_a_date", column=name, value=text[:40]) from error
    if found.year < EARLIEST_YEAR:
        raise RowRefused("date_too_early", column=name, value=text)
    if found > date.today():  # noqa: DTZ011 - calendar days, as written in the source
        raise RowRefused("date_in_future", column=name, value=text)
    return found


def period(row: Mapping[str, str], first: str, last: str, *, one_day: bool) -> tuple[date | None, date | None]:
    """Return an interval. With ``one_day`` a missing end is the start. Refuses with `ends_before_it_starts`."""
    start, end = day(row, first), day(row, last)
    if one_day and end is None:
        end = start
    if start and end and end < start:
        raise RowRefused("ends_before_it_starts", start=row[first], end=row[last])
    return start, end


def whole(row: Mapping[str, str], name: str, least: int, most: int) -> int | None:
    """Return a whole number or None. Refuses with `not_a_number` or `out_of_range`."""
    text = row.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 20):
        raise RowRefused("not_a_number", column=name, value=text[:40])
    number = int(text)
    if not least <= number <= most:
        raise RowRefused("out_of_range", column=name, value=text)
    return number


def one_of(row: Mapping[str, str], name: str, allowed: Collection[str]) -> str:
    """Return a word of a fixed set. Refuses with `unknown_word`."""
    if row[name] not in allowed:
        raise RowRefused("unknown_word", column=name, value=row[name][:40])
    return row[name]
