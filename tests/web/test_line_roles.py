"""What the lines of a marking are for: kept with the proposal, shown in words, carried by both doors."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from accounts.roles import Role as Person
from api.v1.analyst.shapes.evidence import IdentificationRow, ReadingRow
from provenance.marking_words import ROLES, SENTENCES, role_name
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.types import Role
from provenance.plain import plain_resolution
from provenance.resolving import resolve
from teardowns.models import Identification, Reading
from teardowns.operations.identifying import confirm
from teardowns.operations.resolving import propose
from teardowns.queries.judgements import current_identification
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import make_photo, make_reading, make_teardown
from web.line_roles import carry_number, named, roles_in
from web.shown import shown_lines


def stored(
    start: int, text: str, role: str, probability: int, code: str = "role_date", **params: str
) -> dict[str, Any]:
    says = {"code": code, "params": params}
    return {"line": "GK 1927", "start": start, "text": text, "role": role, "probability": probability, "says": says}


PLANT = stored(0, "GK", "plant", 550, "role_beside_country")
DATE = stored(3, "1927", "date_code", 828)
LOT = stored(3, "1927", "lot_code", 160, "role_date_or_lot")


def test_each_piece_has_its_likeliest_role_and_the_others_beside_it() -> None:
    plant, date = roles_in([PLANT, DATE, LOT], "GK  1927 ")
    assert (plant.text, plant.name, plant.percent, plant.likely, plant.others) == ("GK", "plant", 55, False, ())
    assert (date.likely, [(one.name, one.percent) for one in date.others]) == (True, [("lot code", 16)])
    assert named([plant, date]) == "perhaps plant, date code"
    assert not carry_number([plant, date])


def test_a_line_that_nothing_was_kept_of_has_no_role() -> None:
    assert roles_in([PLANT], "another line") == ()
    assert named(()) == ""


def test_a_line_that_stands_twice_is_told_once() -> None:
    assert len(roles_in([PLANT, DATE, PLANT, DATE], "GK 1927")) == 2


def test_every_role_has_a_name_and_an_unknown_one_stands_for_itself() -> None:
    assert set(ROLES) == set(Role)
    assert role_name("hologram") == "hologram"
    assert all(str(sentence) for sentence in SENTENCES.values())


@pytest.fixture
def reading(db: None) -> Reading:
    make_part("W25Q128JVSQ", make_maker("Winbond"))
    return make_reading(["winbond", "25Q128JVSQ", "1927"], make_photo(make_teardown()))


def kept(judged: Identification) -> list[tuple[str, str]]:
    return [(one["text"], one["role"]) for one in judged.roles if one["probability"] >= 500]


FIRST = [("winbond", "logo"), ("25Q128JVSQ", "part_number"), ("1927", "date_code")]


def test_a_proposal_keeps_the_roles_and_a_judgement_takes_them_over(reading: Reading) -> None:
    assert kept(propose(reading)) == FIRST
    component = reading.marking.component
    confirm(principal=make_principal(Person.ANALYST), component=component, candidate=0)
    judged = current_identification(component)
    assert judged is not None and kept(judged) == FIRST


def test_the_lines_are_shown_with_their_roles_in_words(reading: Reading) -> None:
    lines = shown_lines(reading, propose(reading))
    assert [line.role for line in lines] == ["maker’s lettering", "part number", "date code"]
    assert [line.carries_number for line in lines] == [False, True, False]
    page = render_to_string("web/components/lines.html", {"lines": lines})
    assert "Part number" in page and "Maker’s lettering" in page and "lot code 10 %" in page
    assert "This lettering stands for Winbond." in page


def test_without_a_judgement_lines_are_numbered(reading: Reading) -> None:
    page = render_to_string("web/components/lines.html", {"lines": shown_lines(reading)})
    assert "Line 1" in page and "<details" not in page


def test_look_alike_letters_are_warned_of_even_without_a_judgement(db: None) -> None:
    lines = shown_lines(make_reading(["МАХ3490"], make_photo(make_teardown())))
    page = render_to_string("web/components/lines.html", {"lines": lines})
    assert "(М, А, Х)" in page and "“MAX3490”" in page


def test_the_api_warns_of_look_alikes_with_both_spellings(db: None) -> None:
    (warning,) = ReadingRow(make_reading(["МАХ3490"], make_photo(make_teardown()))).data["warnings"]
    assert (warning["params"]["read"], warning["params"]["latin"]) == ("МАХ3490", "MAX3490")


def test_the_api_carries_them(reading: Reading) -> None:
    roles = IdentificationRow(propose(reading)).data["roles"]
    assert roles[0]["text"] == "winbond" and roles[0]["role"] == "logo"
    assert roles[0]["says"] == {"code": "role_logo", "params": {"maker": "Winbond"}}


def test_the_command_line_carries_them_in_words() -> None:
    plain = plain_resolution(resolve(["winbond", "МАХ3490"], MemoryCatalogue([])))
    logo = plain["roles"][0]
    assert (logo["line"], logo["role"], logo["name"]) == ("winbond", "logo", "maker’s lettering")
    assert logo["says"] == "This lettering stands for Winbond."
    assert plain["warnings"][0]["code"] == "script_lookalikes"
    with translation.override("uk"):
        assert plain_resolution(resolve(["winbond"], MemoryCatalogue([])))["roles"][0]["role"] == "logo"
