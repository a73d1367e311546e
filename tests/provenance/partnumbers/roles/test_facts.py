"""The reference data of roles: every row is used, sourced and read as its example says."""

import re
from pathlib import Path

from provenance import marking_words, reference
from provenance.partnumbers.dates.rules import date_rules
from provenance.partnumbers.roles import facts
from provenance.partnumbers.roles.dated import laid_out
from provenance.partnumbers.roles.facts import REST, Item, layouts, maker_codes, mark_key, marks
from provenance.partnumbers.types import Role

MAKERS = {row.name for row in reference.makers()}


def test_every_mark_has_a_source_and_a_sentence() -> None:
    for mark in marks().values():
        assert mark.source and mark.text and mark.text.strip() == mark.text
        assert mark.says in marking_words.SENTENCES
        assert len(mark.country) == (2 if mark.says == "role_country" else 0)


def test_marks_are_found_in_any_case_and_alphabet_of_look_alikes() -> None:
    assert marks()[mark_key("china")].role is Role.COUNTRY
    assert marks()[mark_key("OTK")].text == "ОТК"
    assert marks()[mark_key("E3")].role is Role.LEAD_FREE


def test_layouts_are_of_rules_that_are_and_have_room_for_one_rest() -> None:
    rules = {rule.name for rule in date_rules()}
    for name, layout in layouts().items():
        assert name in rules and layout.source and (layout.before or layout.after)
        for items in (layout.before, layout.after):
            assert sum(length == REST for _, length in items) <= 1


def test_a_layout_gives_the_rest_to_the_item_without_length() -> None:
    items = (Item(Role.PLANT, 1), Item(Role.LOT_CODE, REST), Item(Role.LEAD_FREE, 2))
    assert list(laid_out("A BCD-E3", (0, 8), items)) == [
        (Role.PLANT, (0, 1)),
        (Role.LOT_CODE, (2, 5)),
        (Role.LEAD_FREE, (6, 8)),
    ]
    assert list(laid_out("A", (0, 1), items)) == [(Role.PLANT, (0, 1))]


def test_makers_codes_are_read_as_their_examples() -> None:
    for code in maker_codes():
        assert code.source and code.makers <= MAKERS
        assert code.pattern.fullmatch(code.example)


def test_every_code_has_a_sentence_and_no_sentence_is_idle() -> None:
    package = Path(facts.__file__).parent
    sources = [*package.glob("*.py"), package.parent / "script_guard.py"]
    named = {code for path in sources for code in re.findall(r'"((?:role|script)_\w+)"', path.read_text("utf-8"))}
    assert named | {mark.says for mark in marks().values()} == set(marking_words.SENTENCES)
