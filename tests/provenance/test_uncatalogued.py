"""Parts that no catalogue lists: read exactly, they come first and are said to be uncatalogued; codes do not."""

from datetime import date

import pytest

from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import Candidate, CataloguePart, Decision, Resolution
from provenance.resolving import resolve

CATALOGUE = MemoryCatalogue(
    CataloguePart(number, maker, canonical(number))
    for number, maker in (
        *(("KSZ8081RNA", "Micrel"), ("ISO1540DW", "Texas Instruments"), ("TLV70310DBV", "Texas Instruments")),
        *(("TLV7031DBV", "Texas Instruments"), ("TLV7031", "Texas Instruments"), ("QQX9541B", "Winbond")),
        *(("AB805", "ROHM"), ("805", "ROHM"), ("OPA2237UA", "Texas Instruments")),
    )
)


def resolved(marking: str) -> Resolution:
    return resolve(marking.split("|"), CATALOGUE, today=date(2026, 6, 13))


def codes(candidate: Candidate) -> list[str]:
    return [reason.code for reason in candidate.reasons]


def test_what_was_read_comes_before_the_number_that_is_nearly_the_same() -> None:
    read, near = resolved("KSZ8081RNB").candidates[:2]
    assert (read.part_number, read.catalogued) == ("KSZ8081RNB", False)
    assert "near_listed" in codes(read)
    assert (near.part_number, near.catalogued) == ("KSZ8081RNA", True)
    assert {"near_number", "wrong_letter"} <= set(codes(near))
    assert near.score < read.score


def test_also_when_nothing_tells_the_maker() -> None:
    read, near = resolved("QQX9541C").candidates[:2]
    assert (read.part_number, read.manufacturer, read.catalogued) == ("QQX9541C", "", False)
    assert "read_only" in codes(read)
    assert near.part_number == "QQX9541B"
    assert resolved("QQX9541C").decision is Decision.AMBIGUOUS


@pytest.mark.parametrize(
    ("marking", "number"),
    [
        ("ZQ6688|2041|CHINA", "ZQ6688"),
        ("ZQ6688|TAB2243|BMS05P0", "ZQ6688"),
        ("KF2043|ZQ6688AB|P2L808", "ZQ6688AB"),
        ("D4358132A|ZQ6688AB", "ZQ6688AB"),
        ("ZQ6688-QFN48|1831TSHT|802QWBA", "ZQ6688-QFN48"),
        ("Foobartronics|T31|210502632-BRX01|21020130042202", "T31"),
    ],
)
def test_the_text_built_like_a_number_is_chosen_among_codes(marking: str, number: str) -> None:
    found = resolved(marking)
    best = found.candidates[0]
    assert (best.part_number, best.manufacturer, best.catalogued) == (number, "", False)
    assert best.score < 0.65
    assert found.decision is Decision.UNKNOWN


def test_a_known_prefix_goes_before_a_text_that_nobody_knows() -> None:
    assert resolved("ERBCV100|KSZ9999XX|1640-CHINA").candidates[0].part_number == "KSZ9999XX"


def test_lettering_gives_the_text_a_maker() -> None:
    best = resolved("winbond|ZQ6688|P2L808").candidates[0]
    assert (best.part_number, best.manufacturer) == ("ZQ6688", "Winbond")
    assert "brand_only" in codes(best)


@pytest.mark.parametrize("marking", ["R17", "T31", "P2L808", "1831TSHT", "TP12|C951", "B 05 PHI 2007"])
def test_silkscreen_and_lone_codes_stay_without_a_candidate(marking: str) -> None:
    assert resolved(marking).candidates == ()


def test_look_alikes_are_put_right_in_a_base_that_the_catalogue_knows() -> None:
    best = resolved("ISQ1540").candidates[0]
    assert (best.part_number, best.catalogued) == ("ISO1540", False)
    assert "confusable" in codes(best)


def test_a_base_as_it_was_read_goes_before_a_longer_one_with_look_alikes() -> None:
    assert resolved("TLV7031QDBVRQ1").candidates[0].part_number == "TLV7031QDBVRQ1"


def test_look_alikes_never_turn_one_makers_number_into_anothers() -> None:
    found = resolved("QPA2237")
    assert found.decision is not Decision.IDENTIFIED


@pytest.mark.parametrize("number", ["TPS7B4255QDBVRQ1", "SN74LVC1G08DBVR", "74LVC2T45GT"])
def test_letters_that_numbers_do_have_among_digits_are_left(number: str) -> None:
    assert resolved(number).candidates[0].part_number == number
