"""What the catalogue answers to anything that is typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from provenance.likeness_words import in_words, likeness
from provenance.lines import lines_of
from provenance.models import Part, PartyAddress, PartyIdentifier, PartyName
from provenance.queries.catalogue import DatabaseCatalogue
from provenance.queries.codes import codes_named
from provenance.queries.search import CatalogueAnswer, search_catalogue
from provenance.search_key import LONGEST_KEY, search_key
from tests.factories.provenance import make_maker, make_part, make_party

db = pytest.mark.django_db


def search(text: str) -> CatalogueAnswer:
    return search_catalogue(lines_of(text))


def numbers(answer: CatalogueAnswer) -> list[str]:
    return [found.part.number for found in answer.parts]


@pytest.fixture
def parts(db: None) -> None:
    for number in ("SN65HVD230", "SN65HVD230DR", "HVD75D", "AD9361BBCZ", "936111-1"):
        make_part(number)


def test_a_piece_from_the_middle_is_found_and_said_to_be_one(parts: None) -> None:
    found = {one.part.number: in_words(one.likeness) for one in search("HVD230").parts}
    assert found == {"SN65HVD230": "holds this piece", "SN65HVD230DR": "holds this piece"}
    assert numbers(search("hvd23O")) == ["SN65HVD230", "SN65HVD230DR"]


def test_beginnings_come_before_pieces_and_pieces_have_their_share(parts: None) -> None:
    for number in range(30):
        make_part(f"9361{number:02}-5")
    answer = search("9361")
    assert numbers(answer)[-1] == "AD9361BBCZ" and answer.more
    assert in_words(answer.parts[0].likeness) == "begins like this"


@pytest.mark.parametrize("typed", ["AD936l", "ad-9361", "АD9361", "ＡＤ９３６１", "\u202eAD9361\u202c", "AD9361\0"])
def test_case_punctuation_scripts_and_look_alikes_do_not_matter(parts: None, typed: str) -> None:
    assert numbers(search(typed))[0] == "AD9361BBCZ"


def test_what_differs_is_told() -> None:
    def told(typed: str, number: str) -> str:
        return in_words(likeness(typed, number))

    assert told("AD9361", "AD9361") == "this number"
    assert told("AD9361", "AD9361BBCZ") == "begins like this"
    assert told("A09361", "AD9361BBCZ") == "begins like this, with D for 0"
    assert told("AD9361BBCX", "AD9361BBCZ") == "nearly the same, with Z for X"
    assert told("AD931", "AD9361") == "nearly the same, with 6 added"
    assert told("AD99361", "AD9361") == "nearly the same, without 9"
    assert told("X1X2X3X4X5", "AAAAA").endswith("further differences")
    with translation.override("uk"):
        assert told("AD9361", "AD9361")


def test_the_index_of_pieces_follows_every_change_of_the_catalogue(parts: None) -> None:
    def holding(piece: str) -> list[str]:
        return sorted(part.number for part in DatabaseCatalogue().holding(piece))

    part = Part.objects.get(number="HVD75D")
    assert holding("HV075") == ["HVD75D"]
    part.canonical = "AX3485"
    part.save()
    assert holding("HV075") == [] and holding("X348") == ["HVD75D"]
    part.delete()
    assert holding("X348") == []
    assert holding("5HV0230") == ["SN65HVD230", "SN65HVD230DR"]
    assert holding("HV") == []


@db
def test_nobody_can_write_a_pattern() -> None:
    make_part("AD9361")
    for typed in ("%", "_", "\\", "%%%", "A%1", '"', "AND", "NEAR(", "*", "canonical:A*", "' OR 1=1 --", "AD*"):
        assert numbers(search(typed)) in ([], ["AD9361"])
    assert numbers(search("%936%")) == ["AD9361"]  # signs do not matter, so these are the digits


@db
def test_several_lines_are_one_marking() -> None:
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    answer = search("AD9361 | BBCZ | #2147")
    (candidate, part), *_ = answer.candidates
    assert candidate.part_number == "AD9361BBCZ" and part is not None
    assert answer.parts == () and answer.parties == ()
    assert answer.resolution.date_codes[0].text == "#2147"


@db
def test_words_are_no_part_numbers_and_near_is_near() -> None:
    for number in ("TE-05", "TA5", "AD9364BBCZ", "AD5361"):
        make_part(number)
    assert numbers(search("Texas")) == []
    assert numbers(search("AD9361BBCZ")) == ["AD9364BBCZ"]


@pytest.mark.parametrize("typed", ["ромашк", "РОМАШКА", "Romashka", "ooo ромашка", "7701234567", "тверськ"])
@db
def test_companies_are_found_in_any_script_by_names_numbers_and_addresses(typed: str) -> None:
    party = make_party("OOO Romashka")
    PartyIdentifier.objects.create(party=party, scheme="other", value="7701234567", text="ИНН 7701234567")
    PartyAddress.objects.create(party=party, text="Москва, Тверська 1")
    PartyName.objects.create(party=party, name="ООО «Ромашка»")
    (found,) = search(typed).parties
    assert found.party == party
    assert (found.by == "") == (typed in ("Romashka",))


@db
def test_a_company_that_was_merged_is_shown_as_the_one_that_stands() -> None:
    kept, gone = make_party("Texas Instruments"), make_party("Texas Instruements")
    gone.merged_into = kept
    gone.save()
    assert [one.party for one in search("Instrue").parties] == [kept]


def test_customs_and_control_codes_lead_to_categories() -> None:
    (found,) = codes_named("8542.31")
    assert found.code == "8542.31" and found.tier == "1" and "microcontroller" in found.categories
    assert codes_named("85423110") == codes_named("854231") == (found,)
    assert len(codes_named("8542")) > 1
    assert {one.code[:5] for one in codes_named("3a001")} == {"3A001"}
    assert codes_named("2217") == codes_named("AD9361") == codes_named("") == codes_named("٨٥٤٢") == ()


@given(st.text(max_size=60))
def test_the_key_of_a_text_is_made_of_letters_and_digits_and_stable(text: str) -> None:
    key = search_key(text)
    assert all(line.isalnum() for line in key.split("\n") if line)
    assert search_key(text.upper()) == search_key(text.upper().lower().upper())


def test_keys_fold_scripts_case_and_accents() -> None:
    assert search_key("Würth") == search_key("WURTH")
    assert search_key("МАХ") == search_key("max")
    assert search_key("兆易创新") == "兆易创新"
    assert search_key("a\nb") == "A\n8"
    assert len(search_key("я" * 100_000)) == LONGEST_KEY


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "A", "0", "A" * 100_000, "A B " * 50_000, "🛰️🛰️", "\u202e", "ﷺ" * 40, "ﬁ"]
)
@db
def test_any_text_has_an_answer(text: str) -> None:
    search(text)


@db
def test_a_search_asks_a_fixed_number_of_questions() -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            search("AD9361")
        return len(seen)

    make_part("AD9361-0", make_maker("Maker 0"))
    search("AD9361")
    few = asked()
    for number in range(1, 60):
        make_part(f"AD9361-{number}", make_maker(f"Maker {number}"))
    assert asked() <= few + 2 <= 25
