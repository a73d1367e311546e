"""Roles of whole markings: documented forms and invented ones, each piece with the role that is expected first."""

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import marking_words, reference
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import CataloguePart, LineRole, Resolution, Role
from provenance.resolving import resolve

CATALOGUE = MemoryCatalogue(
    CataloguePart(row.number, row.manufacturer, canonical(row.number), row.category) for row in reference.parts()
)
TODAY = date(2026, 6, 13)
LOGO, PART, DATE, LOT, COUNTRY, PLANT, FINISH, GRADE, OTHER = Role

LABELLED = [
    ("winbond|25Q128JVSQ|1927", "winbond=logo|25Q128JVSQ=part_number|1927=date_code"),
    ("VP230|28M A0G9 G4", "VP230=part_number|28=date_code M A0G=lot_code 9=plant G4=lead_free"),
    ("ATMEL|ATMEGA328P|AU 1112", "ATMEL=logo|ATMEGA328P=part_number|AU=part_number 1112=date_code"),
    ("PIC18F45K22|-I/P|1032U0G", "PIC18F45K22=part_number|-I/P=part_number|1032=date_code U0G=lot_code"),
    ("1211 e3|LT1013|ACN8", "1211=date_code e3=lead_free|LT1013=part_number|ACN8=part_number"),
    ("JR23ABE3|ADC|0831CCN", "JR=plant 23=date_code AB=lot_code E3=lead_free|ADC=part_number|0831CCN=part_number"),
    ("LM 358N|ST", "LM 358N=part_number|ST=logo"),
    ("STM32F107|VCT6|PHL 7B 810", "STM32F107=part_number|VCT6=part_number|PHL=country 7B=plant 810=date_code"),
    (
        "XC3S400|PQG208EGQ0525|D1330519A|4C",
        "XC3S400=part_number|PQG208=part_number EGQ=other 0525=date_code|D1330519A=lot_code|4C=grade",
    ),
    (
        "AD9361|BBCZ #2147|3871462.1|KOREA",
        "AD9361=part_number|BBCZ=part_number 2147=date_code|3871462.1=lot_code|KOREA=country",
    ),
    ("NCP1117DT|AWL1234G", "NCP1117DT=part_number|A=plant WL=lot_code 1234=date_code G=lead_free"),
    ("К1986ВЕ92|◇ ВП|1845", "К1986ВЕ92=part_number|◇=grade ВП=grade|1845=date_code"),
    ("LM124J/883|MADE IN USA", "LM124J/883=part_number|MADE IN=country USA=country"),
    ("Hi3518|1640-CHINA", "Hi3518=part_number|1640=date_code CHINA=country"),
    ("AXYZ7700|1831TSHT", "AXYZ7700=part_number|1831=date_code TSHT=plant"),
]
"""Invented, in the forms of TI's SWRZ102B, ST's AN926, National's, onsemi's, Microchip's and Xilinx' marking guides."""


def resolved(marking: str) -> Resolution:
    return resolve(marking.split("|"), CATALOGUE, today=TODAY)


def pieces(found: Resolution) -> dict[tuple[int, int], list[LineRole]]:
    grouped: dict[tuple[int, int], list[LineRole]] = defaultdict(list)
    for role in found.roles:
        grouped[role.line, role.start].append(role)
    return grouped


def told(found: Resolution) -> str:
    lines: list[list[str]] = [[] for _ in found.lines]
    for (line, _), roles in pieces(found).items():
        lines[line].append(f"{roles[0].text}={roles[0].role}")
    return "|".join(" ".join(line) for line in lines)


def sound(found: Resolution) -> None:
    """What holds of the roles of any text."""
    ends: dict[int, int] = {}
    for (line, start), roles in pieces(found).items():
        assert start >= ends.get(line, 0)
        ends[line] = start + len(roles[0].text)
        assert {role.text for role in roles} == {found.lines[line][start : ends[line]]}
        assert len({role.role for role in roles}) == len(roles)
        assert round(sum(role.probability for role in roles), 3) <= 1
        assert [role.probability for role in roles] == sorted((role.probability for role in roles), reverse=True)
        assert all(role.says.code in marking_words.SENTENCES for role in roles)


@pytest.mark.parametrize(("marking", "expected"), LABELLED, ids=[marking for marking, _ in LABELLED])
def test_labelled_markings(marking: str, expected: str) -> None:
    found = resolved(marking)
    assert told(found) == expected
    sound(found)


def test_a_bare_date_may_be_a_lot_code_too() -> None:
    (roles,) = pieces(resolved("1242")).values()
    assert [role.role for role in roles] == [DATE, LOT]


def test_what_remains_beside_the_number_is_a_lot_code_and_not_surely() -> None:
    found = resolved("winbond|25Q128JVSQ|1927|3S200ZZ")
    lot = pieces(found)[3, 0][0]
    assert (lot.role, lot.says.code) == (LOT, "role_left_over")
    assert lot.probability < pieces(found)[2, 0][0].probability


def test_a_number_that_might_go_on_claims_the_next_line_less() -> None:
    found = pieces(resolved("1211|LT1013|ACN8"))
    assert found[2, 0][0].role is PART
    assert found[2, 0][0].probability < found[1, 0][0].probability


def test_a_word_that_begins_a_description_is_no_makers_name() -> None:
    assert pieces(resolved("Operational amplifier AD822A"))[0, 0][0].role is OTHER
    assert pieces(resolved("Techno|AD822A"))[0, 0][0].role is LOGO
    assert pieces(resolved("TMXQ 1848|AD822A"))[0, 0][0].role is LOGO


def test_two_signs_next_to_a_country_are_its_plant() -> None:
    found = pieces(resolved("STM32F105|PHL 7B XX A10"))
    assert [found[1, start][0].role for start in (0, 4)] == [COUNTRY, PLANT]
    assert found[1, 7][0].role is OTHER


def test_roles_are_told_of_what_was_read_not_of_what_was_put_right() -> None:
    found = resolve(["winbond", "250256JVEQ"], CATALOGUE, today=TODAY)
    assert found.lines[1] == "250256JVEQ"
    assert [role.text for role in found.roles if role.role is PART] == ["250256JVEQ"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "A", "1", "\x00", "A\x00B1234", "\u202e0943XAM\u202c", "😀😀", "ＭＡＸ３４９０", "٣٤٩٠", "МАХ3490Ω"),
        *("A" * 100_000, "1234 " * 20_000, "28M A0G9 G4 " * 9_000, "e3\n" * 30_000, "MADE IN " * 9_000),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_odd_texts(text: str) -> None:
    sound(resolve([text], CATALOGUE, today=TODAY))
    sound(resolve([text] * 3, CATALOGUE, today=TODAY))


_SIGNS = "0123456789ABCDEGHIKLMNOPQRSTVWXYZ -/|.#+eabcn?МАХЗВПОТК◇é漢\u200f\u0301"


@given(st.lists(st.text(alphabet=_SIGNS, max_size=30), max_size=6))
@settings(max_examples=400, deadline=None)
def test_any_lettering_has_sound_roles(lines: list[str]) -> None:
    sound(resolve(lines, CATALOGUE, today=TODAY))


@given(st.lists(st.text(max_size=60), max_size=6))
@settings(max_examples=200, deadline=None)
def test_any_text_has_sound_roles(lines: list[str]) -> None:
    sound(resolve(lines, CATALOGUE, today=TODAY))


_PIECES = st.sampled_from(
    [
        *(word for marking, _ in LABELLED for word in marking.replace("|", " ").split()),
        "GK9031Y0",
        "JM25ABE3",
        "SEC 816",
    ]
)


@given(st.lists(st.lists(_PIECES, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=5))
@settings(max_examples=200, deadline=None)
def test_any_mixture_of_known_pieces_has_sound_roles(lines: list[str]) -> None:
    sound(resolve(lines, CATALOGUE, today=TODAY))
