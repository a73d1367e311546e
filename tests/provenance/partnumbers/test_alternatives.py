from provenance.partnumbers.alternatives import MAX_OTHER_SPELLINGS, other_brands, other_spellings
from provenance.partnumbers.makers import known_makers
from provenance.partnumbers.parse import Spelling, spellings
from provenance.partnumbers.types import LineReading, OtherReading
from provenance.partnumbers.words import words_of


def line(text: str, *others: tuple[str, float]) -> LineReading:
    return LineReading(text, tuple(OtherReading(other, doubt) for other, doubt in others))


def tried(*lines: LineReading) -> list[Spelling]:
    words = words_of([one.text for one in lines], frozenset())
    return other_spellings(lines, words, frozenset(), spellings(words))


def test_only_what_the_lines_do_not_say_already_is_tried_the_likeliest_first() -> None:
    found = tried(line("LT1013 CN8", ("LT1019 CN8", 1.5), ("LT1018 CN8", 0.5)), line("2041", ("2042", 0.1)))
    assert [(one.plain, one.doubt) for one in found if not one.joins] == [("LT1018", 0.5), ("LT1019", 1.5)]


def test_each_knows_what_the_line_says_in_its_place() -> None:
    same_words, other_words = tried(line("LT1013 CN8", ("LT1019 CN8", 1.0))), tried(line("LT 1013X", ("LT1013Y", 1.0)))
    assert [one.instead_of for one in same_words if one.plain == "LT1019"] == ["LT1013"]
    assert [one.instead_of for one in other_words] == ["LT 1013X"]
    assert [one.within for one in same_words if one.plain == "LT1019"] == ["LT1019 CN8"]


def test_a_number_over_two_lines_is_put_together_with_the_other_reading() -> None:
    assert "STM32F405RGT6" in [one.plain for one in tried(line("STM32F405"), line("RCT6", ("RGT6", 1.0)))]


def test_unlikely_readings_are_not_tried_and_the_number_of_spellings_is_bounded() -> None:
    assert tried(line("LT1013", ("LT1019", 6.5))) == []
    many = [line(f"AB{n}12", *((f"AB{n}1{d}X{k}", 0.1 * k) for d in range(10) for k in range(16))) for n in range(24)]
    assert len(tried(*many)) == MAX_OTHER_SPELLINGS


def test_a_brand_in_another_reading_is_a_weak_hint() -> None:
    found = other_brands([line("winband", ("winbond", 1.0)), line("X", ("XILINX", 5.0))], known_makers())
    assert [(brand.manufacturer, brand.line, brand.weak) for brand in found] == [("Winbond", 0, True)]
