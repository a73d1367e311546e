"""A marking as people write it in one field or cell, and its lines."""

import re

from provenance.partnumbers.normalise import MAX_LINE, MAX_LINES, clean_line

SIGN = " | "
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]|\s\|\s")
_LONGEST = MAX_LINES * MAX_LINE


def lines_of(text: str) -> list[str]:
    """The cleaned lines of a marking: a new line begins at a line end or at a bar between spaces."""
    return [line for line in map(clean_line, _BREAK.split(text[:_LONGEST])) if line][:MAX_LINES]
