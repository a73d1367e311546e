"""Lines as their part has them: only where a listed number says so, and nothing that contradicts it does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.partnumbers.decoding import decoded_text
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import CataloguePart, Decision, DecodedLine, Line, LineReading, OtherReading
from provenance.resolving import resolve

MICROCHIP, GIGA, ST, LINEAR = "Microchip Technology", "GigaDevice", "STMicroelectronics", "Linear Technology"
CATALOGUE = MemoryCatalogue(
    CataloguePart(number, maker, canonical(number))
    for number, maker in (
        ("USB2514B", MICROCHIP),
        ("ATMEGA328P", MICROCHIP),
        ("GD25Q128ESIG", GIGA),
        ("STM32F105RBT6", ST),
        ("STM32F105R8T6", ST),
        ("LT1013CN8", LINEAR),
        ("LT1019CN8", LINEAR),
        ("DS90UR124IVSX", "Texas Instruments"),
    )
)


def line(text: str, *others: tuple[str, float]) -> LineReading:
    return LineReading(text, tuple(OtherReading(other, doubt) for other, doubt in others))


def decoded(*lines: Line) -> list[tuple[str, str, str]]:
    return [(one.read, one.text, one.part_number) for one in resolve(lines, CATALOGUE).decoded]


def test_a_listed_number_that_another_reading_says() -> None:
    read = line("US82514B", ("US825I4B", 1.2), ("USB2514B", 1.5))
    assert decoded(read, "2041") == [("US82514B", "USB2514B", "USB2514B")]
    assert resolve([read, "2041"], CATALOGUE).lines == ("US82514B", "2041")


def test_another_letter_is_decoded_though_the_part_is_not_identified() -> None:
    found = resolve([line("ATMEGA328F", ("ATMEGA328P", 0.3)), "AU 1004"], CATALOGUE)
    assert found.decision is Decision.AMBIGUOUS
    assert [one.text for one in found.decoded] == ["ATMEGA328P"]


def test_look_alikes_of_what_was_read_need_no_other_reading() -> None:
    assert decoded("GD25Q128ES1G", "2041") == [("GD25Q128ES1G", "GD25Q128ESIG", "GD25Q128ESIG")]


def test_punctuation_and_the_rest_of_the_line_stay_as_they_were_read() -> None:
    assert decoded(line("(c) US82514B", ("(c) USB2514B", 0.5))) == [("(c) US82514B", "(c) USB2514B", "USB2514B")]
    assert decoded("GD25Q128E-S1G", "2041") == [("GD25Q128E-S1G", "GD25Q128E-SIG", "GD25Q128ESIG")]


def test_over_the_end_of_a_line_each_line_gets_its_piece() -> None:
    assert decoded("GD25Q1Z8", "ESIG") == [("GD25Q1Z8", "GD25Q128", "GD25Q128ESIG")]


def test_a_digit_is_decoded_where_only_the_listed_number_is_built_like_a_makers() -> None:
    read = line("DS40UR124", ("DS90UR124", 0.5), ("DSA0UR124", 3.4))
    assert decoded(read, "84AV15HG3") == [("DS40UR124", "DS90UR124", "DS90UR124")]
    assert resolve([read, "84AV15HG3"], CATALOGUE).decision is Decision.AMBIGUOUS


def test_a_digit_is_not_decoded_where_another_likely_reading_may_be_a_number_too() -> None:
    assert decoded(line("DS40UR124", ("DS90UR124", 0.5), ("DS92UR124", 1.5)), "84AV15HG3") == []
    assert decoded(line("DS40UR124", ("DS90UR124", 2.5)), "84AV15HG3") == []
    assert decoded(line("DS92UR124", ("DS90UR124", 0.5)), "84AV15HG3") == []


def test_a_digit_of_a_number_that_is_read_is_never_decoded() -> None:
    assert decoded(line("LT1018CN8", ("LT1013CN8", 0.2)), "2041") == []
    assert decoded(line("LT1013CN8", ("LT1019CN8", 0.2)), "2041") == []


def test_two_listed_numbers_that_only_look_alikes_tell_apart_decide_nothing() -> None:
    found = resolve([line("STM32F105R9TG", ("STM32F105RBTG", 0.6), ("STM32F105RBT6", 0.9)), "ARM"], CATALOGUE)
    assert (found.decoded, found.decision) == ((), Decision.AMBIGUOUS)
    assert "STM32F105R8T6" in found.candidates[0].vetoes
    assert resolve(["STM32F105RBT6", "ARM"], CATALOGUE).decision is Decision.IDENTIFIED


def test_what_no_catalogue_lists_changes_no_line() -> None:
    assert decoded(line("XQ77Z12B", ("X077Z12B", 0.1)), "2041") == []
    assert decoded(line("USB2514B", ("US82514B", 0.1)), "2041") == []


def test_a_numbering_scheme_puts_right_what_it_cannot_have() -> None:
    assert decoded("WINBOND", "250256JVEQ") == [("250256JVEQ", "25Q256JVEQ", "W25Q256JVEQ")]


def test_words_beside_the_number_stay_as_they_were_read() -> None:
    assert decoded("WINBOND", "250128JVSQ 250V08X1Z") == [
        ("250128JVSQ 250V08X1Z", "25Q128JVSQ 250V08X1Z", "W25Q128JVSQ")
    ]


def test_a_look_alike_that_makes_another_part_is_neither_decoded_nor_identified() -> None:
    catalogue = MemoryCatalogue([CataloguePart("STM32F071RBT6", ST, canonical("STM32F071RBT6"))])
    swapped = resolve(["STM32F071R8T6"], catalogue)
    assert (swapped.decision, swapped.decoded) == (Decision.AMBIGUOUS, ())
    assert resolve(["STM32F071RBT6"], catalogue).decision is Decision.IDENTIFIED
    assert resolve(["5TM32F071RBT6"], catalogue).decoded[0].text == "STM32F071RBT6"


@settings(deadline=None)
@given(st.lists(st.builds(line, st.text(max_size=14), st.tuples(st.text(max_size=14), st.floats(0, 7))), max_size=4))
def test_any_text_is_decoded_to_at_most_one_other(lines: list[LineReading]) -> None:
    found = resolve(lines, CATALOGUE)
    assert {one.read for one in found.decoded} <= set(found.lines)
    assert all(one.text and one.text != one.read for one in found.decoded)


def test_the_text_of_a_line_is_found_by_what_was_read() -> None:
    one = DecodedLine("US82514B", "USB2514B", "USB2514B", MICROCHIP)
    assert [decoded_text(text, [one]) for text in (" US82514B ", "USB2514B")] == ["USB2514B", ""]
