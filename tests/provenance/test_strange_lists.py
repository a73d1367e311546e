"""What a list says of makers of whom nothing else is known, and of numbers that others build."""

from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import CataloguePart, Decision, Resolution
from provenance.resolving import resolve

CATALOGUE = MemoryCatalogue(
    CataloguePart(number, maker, canonical(number))
    for number, maker in (
        *(("FPC 0.5-18P HYH2.0", "Nobody Knows"), ("16V470A", "Nobody Knows"), ("QXB0970A", "Nobody Knows")),
        *(("AD8302", "Nobody Knows"), ("ATMEGA1281V-8AU", "Atmel"), ("JL126K", "Atmel")),
        *(("74ACT04MTC", "onsemi"),),
    )
)


def resolved(text: str) -> Resolution:
    return resolve([text], CATALOGUE)


def test_a_piece_of_a_longer_text_is_no_part_of_an_unknown_maker() -> None:
    assert resolved("HX FPC 0.5-18P HYH2.0").decision is Decision.AMBIGUOUS
    assert resolved("KMG 16V470 8*11.5").decision is not Decision.IDENTIFIED
    assert resolved("QXB097OA").decision is Decision.AMBIGUOUS
    assert resolved("QXB0970A").decision is Decision.IDENTIFIED


def test_who_builds_numbers_so_goes_before_a_stranger_that_lists_one() -> None:
    builder, stranger = resolved("AD8302").candidates[:2]
    assert (builder.manufacturer, stranger.manufacturer) == ("Analog Devices", "Nobody Knows")
    assert "stranger_lists" in {reason.code for reason in stranger.reasons}
    assert resolved("AD8302").decision is Decision.AMBIGUOUS


def test_look_alikes_are_not_put_right_where_the_text_fits_a_scheme() -> None:
    found = resolved("ATMEGA128L")
    assert "ATMEGA1281" in {one.part_number for one in found.candidates}
    assert found.decision is Decision.AMBIGUOUS


def test_too_many_look_alikes_are_no_beginning() -> None:
    assert all(one.part_number != "JL126" for one in resolved("J112G").candidates)


def test_a_shared_number_stays_shared_though_a_longer_one_tells_its_maker() -> None:
    assert resolved("74ACT04").decision is Decision.AMBIGUOUS
    assert resolved("74ACT04MTC").decision is Decision.IDENTIFIED
