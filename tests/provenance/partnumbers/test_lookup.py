import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.partnumbers.lookup import look_up
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import CataloguePart

NUMBERS = (
    "AD8015ARZ",
    "AD8015ARZ-REEL7",
    "AD8016ARBZ",
    "STM32F103C8T6",
    "STN32F103C8T6X",
    "LT1013CN8",
    "LT1019",
    "LT10",
)
CATALOGUE = MemoryCatalogue(CataloguePart(number, "Maker", canonical(number)) for number in NUMBERS)


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("AD8015ARZ", "AD8015ARZ"),
        ("ad8O15-arz", "AD8015ARZ"),
        ("AD8015ARZ-R", "AD8015ARZ-REEL7"),
        ("AD8O1SAR", "AD8015ARZ"),
        ("5TM32F1O3C8T6", "STM32F103C8T6"),
        ("STM3F1O3C7T6", "STM32F103C8T6"),
        ("LT1013", "LT1013CN8"),
        ("АD8015АRZ", "AD8015ARZ"),
    ],
)
def test_the_likeliest_comes_first(line: str, first: str) -> None:
    assert look_up(line, CATALOGUE)[0].number == first


def test_a_longer_number_in_the_same_figure_comes_later() -> None:
    parts = MemoryCatalogue(CataloguePart(n, "", canonical(n)) for n in ("LM3581", "LM358ADR", "LM358"))
    assert [part.number for part in look_up("LM358", parts)] == ["LM358", "LM358ADR", "LM3581"]


def test_what_is_like_nothing_finds_nothing() -> None:
    assert look_up("XQW77PLK", CATALOGUE) == look_up("", CATALOGUE) == look_up("---", CATALOGUE) == []
    assert len(look_up("AD8015", CATALOGUE, 1)) == 1


@given(st.text(max_size=300))
def test_any_text_has_an_answer(line: str) -> None:
    assert len(look_up(line, CATALOGUE)) <= 5
