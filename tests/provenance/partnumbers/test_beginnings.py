"""The shortcut to the patterns that may fit must never leave one out."""

import re

import pytest

from provenance.partnumbers.families.beginnings import ALPHABET, beginnings
from provenance.partnumbers.families.registry import FAMILIES, expansions, recognise
from provenance.partnumbers.normalise import plain


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        (r"AB\d", "A"),
        (r"(?P<base>(?:AD|LT)\d{3})(?P<suffix>[A-Z])?", "AL"),
        (r"(?P<base>[BC]T\d|7[0-3]X)", "BC7"),
        (r"(?!AX|\(B)(?:A|B|(?:C|D)E)", "ABCD"),
        (r"\d{2}X", "0123456789"),
    ],
)
def test_what_a_pattern_begins_with(pattern, first):
    assert beginnings(pattern) == set(first)


@pytest.mark.parametrize("pattern", [r"(?:AB)?C", r"A?B", r"[AB]{0,2}C", r"A*B", r".X", r"(?:A|B?C)"])
def test_where_it_cannot_be_told_every_beginning_is_tried(pattern):
    assert beginnings(pattern) == ALPHABET


def test_nothing_is_left_out_for_the_examples():
    numbers = [plain(number) for family in FAMILIES for number in family.examples]
    assert len(numbers) > 100
    for number in numbers:
        fitting = [n.pattern for f in FAMILIES for n in f.numberings if n.pattern.fullmatch(number)]
        assert fitting
        assert all(number[0] in beginnings(pattern.pattern) for pattern in fitting)
        assert recognise(number) is not None


def test_top_marks_are_found_as_by_trying_them_all():
    for text in ("9764ARUZ", "HT573", "F4905S", "45DQ161", "D16305GF", "N52832"):
        all_of_them = [r for f in FAMILIES for r in f.top_marks if re.fullmatch(r.pattern, text)]
        assert [one.rule for one in expansions(text)] == all_of_them
