"""Cells of tables that people open in a spreadsheet: never run, and read back as they were."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as some

from makers.answer_cells import plain
from provenance.importers.lists_published.entry import tidy
from provenance.table_text import csv_pieces, harmless, without_guard

pytestmark = pytest.mark.once
SIGNS = "=+-@＝＋－＠﹢﹣﹦﹫−⁺₌"
UNSEEN = " \t\r\n\x0b\x1f\u00a0\u00ad\u1680\u180e\u2003\u200b\u200e\u202a\u202f\u2060\u2066\u3000\ufeff"
TEXTS = some.text(alphabet=some.sampled_from(f"{SIGNS}{UNSEEN}'a1Київ中,\"") | some.characters(exclude_characters="\0"))


@given(some.text(alphabet=UNSEEN, max_size=4), some.sampled_from(SIGNS), TEXTS)
def test_whatever_stands_before_its_sign_no_formula_is_run(unseen: str, sign: str, rest: str) -> None:
    assert harmless(f"{unseen}{sign}{rest}").startswith("'")


@given(TEXTS)
def test_a_cell_is_read_back_as_it_was(cell: str) -> None:
    assert without_guard(harmless(cell)) == cell
    assert plain(harmless(cell)) == tidy(cell)


@given(some.lists(TEXTS, min_size=1, max_size=4))
def test_a_row_is_read_back_as_it_was(cells: list[str]) -> None:
    columns = [str(number) for number in range(len(cells))]
    text = "".join(csv_pieces(columns, [cells])).removeprefix("\ufeff")
    _head, row = csv.reader(io.StringIO(text, newline=""))
    assert [without_guard(cell) for cell in row] == cells


@pytest.mark.parametrize("cell", ["", "a", "Київ", " a", "1-2", "a=b", "中", "'tis", "\ufeffa", "№ 5"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_what_somebody_guarded_by_hand_means_what_stands_behind_it() -> None:
    assert (plain("'=HYPERLINK(1)"), plain(" '=1"), plain("'tis")) == ("=HYPERLINK(1)", "=1", "'tis")
