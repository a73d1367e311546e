import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import marking_words
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.script_guard import CODES, script_warnings
from provenance.partnumbers.types import CataloguePart
from provenance.reasons import describe
from provenance.resolving import resolve

LATIN_TO_CYRILLIC = str.maketrans("ABEKMHOPCTX", "АВЕКМНОРСТХ")


@pytest.mark.parametrize(
    ("line", "code", "params"),
    [
        ("МАХ3490", "script_lookalikes", {"read": "МАХ3490", "latin": "MAX3490", "letters": "М, А, Х"}),
        ("13431ЕЕВ", "script_lookalikes", {"read": "13431ЕЕВ", "latin": "13431EEB", "letters": "Е, В"}),
        ("МАХ 3490", "script_lookalikes", {"read": "МАХ", "latin": "MAX", "letters": "М, А, Х"}),
        ("LМ358N", "script_mixed", {"read": "LМ358N", "latin": "LM358N", "letters": "М"}),
        ("(Αd9361)", "script_mixed", {"read": "Αd9361", "latin": "AD9361", "letters": "Α"}),
        ("SN74Ф", "script_open", {"read": "SN74Ф", "letters": "Ф"}),
        ("K561TM2", "script_cyrillic", {"read": "K561TM2", "cyrillic": "К561ТМ2"}),
        ("ԚM8", "script_mixed", {"read": "ԚM8", "latin": "QM8", "letters": "Ԛ"}),
    ],
)
def test_both_spellings_are_told(line: str, code: str, params: dict[str, str]) -> None:
    (warning,) = script_warnings([line])
    assert (warning.code, dict(warning.params)) == (code, params)
    assert all(text in describe(warning) for text in params.values())


@pytest.mark.parametrize(
    "line", ["", "MAX3490", "К561ТМ2", "1533ЛА3", "СССР 8705", "ОТК", "ВП", "24В", "10kΩ", "Ω", "µA741", "діод", "1242"]
)
def test_no_warning_without_need(line: str) -> None:
    assert script_warnings([line]) == ()


def test_a_word_is_warned_of_once() -> None:
    assert len(script_warnings(["МАХ3490 МАХ3490", "МАХ3490"])) == 1


def test_every_warning_has_a_sentence() -> None:
    assert set(CODES) <= set(marking_words.SENTENCES)


@pytest.mark.parametrize("number", ["MAX3490", "AT24C02", "BC547B", "TPS54357PWP", "CY8C29666", "KMQD60013M"])
def test_the_latin_spelling_is_tried_and_said(number: str) -> None:
    catalogue = MemoryCatalogue([CataloguePart(number, "Somebody", canonical(number))])
    found = resolve([number.translate(LATIN_TO_CYRILLIC)], catalogue)
    assert found.candidates[0].part_number == number
    assert [one.params["latin"] for one in found.warnings] == [number]
    assert "script_folded" in {reason.code for reason in found.candidates[0].reasons}


@given(st.lists(st.text(max_size=40), max_size=5))
@settings(deadline=None)
def test_no_text_fails(lines: list[str]) -> None:
    for warning in script_warnings(lines):
        assert "%(" not in describe(warning)
