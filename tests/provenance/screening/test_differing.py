"""Companies that are called nearly the same, on lists so short that every word is rare there."""

import pytest

from provenance.evaluation.screening_ordinary import ordinary_names
from provenance.screening.building import Builder
from provenance.screening.reasons import reasons
from provenance.screening.searching import MATCH_FROM, Searcher
from provenance.screening_words import AGAINST, SENTENCES

OTHERS = ["Kometa Instrument Plant JSC", "Zarya Optics LLC", "Vityaz Logistics FZE", "Granat Design Bureau"]
BRIGHT_STAR = "Shenzhen Bright Star Technology Co Ltd"


def searcher(*names):
    builder = Builder()
    for party, name in enumerate(names):
        builder.add(party, name)
    return Searcher(builder.build())


def found(asked, listed, others):
    return searcher(listed, *others).search(asked)[0]


@pytest.mark.parametrize("others", [(), OTHERS], ids=["list of 1", "list of 5"])
@pytest.mark.parametrize(
    ("asked", "listed", "against"),
    [
        ("Shenzhen Bright Moon Technology Co Ltd", BRIGHT_STAR, "other_words"),
        ("Shenzhen Right Star Technology", BRIGHT_STAR, "other_letter"),
        ("Shenzhen Right Star Technology Co Ltd", BRIGHT_STAR, "other_letter"),
        ("Muller Handel AG", "Müller Handels GmbH", "other_form"),
        ("Alpha", "Alfa OOO", "short_name"),
        ("ООО Альфа", "Alpha LLC", "short_name"),
        ("Samara Radio Electronics Plant", "Omsk Radio Electronics Plant", "other_places"),
    ],
)
def test_another_company_is_no_match_and_it_is_said_why(asked, listed, against, others):
    it = found(asked, listed, others)
    assert it.score < MATCH_FROM
    assert against in dict(reasons(it))
    assert against in AGAINST
    for code, params in reasons(it):
        assert str(SENTENCES[code]) % params


@pytest.mark.parametrize("others", [(), OTHERS], ids=["list of 1", "list of 5"])
@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Shenzhen Bright Star Tech", BRIGHT_STAR),
        ("Shenzhen Brigth Star Technology", BRIGHT_STAR),
        ("深圳 Bright Star 科技有限公司", BRIGHT_STAR),
        ("Muller Handel GmbH", "Müller Handels GmbH"),
        ("Alfa", "Alfa OOO"),
        ("ООО Альфа", "Alfa OOO"),
        ("АО «Приборостроительный завод «Комета»", "Kometa Instrument Plant JSC"),
    ],
)
def test_the_same_company_written_otherwise_is_a_match(asked, listed, others):
    it = found(asked, listed, [name for name in others if name != listed])
    assert it.score >= MATCH_FROM
    assert not AGAINST.intersection(dict(reasons(it)))


def test_the_words_of_each_name_alone_are_said():
    said = dict(reasons(found("Shenzhen Bright Moon Technology", BRIGHT_STAR, OTHERS)))
    assert said["other_words"] == {"asked": "moon", "listed": "star"}
    said = dict(reasons(found("Shenzhen Right Star Technology", BRIGHT_STAR, OTHERS)))
    assert said["other_letter"] == {"words": "right, bright"}


def test_a_word_that_one_name_adds_is_not_against():
    it = found("Kometa Instrument Plant Zvezdopad", "Kometa Instrument Plant JSC", ())
    assert not AGAINST.intersection(dict(reasons(it)))


def weights(searching, name):
    asked = searching._vocabulary.ask(searching.search(name)[0].spelling)
    return {word.word.text: word.weight for word in asked.words}


def test_words_weigh_on_a_list_of_five_about_what_they_weigh_on_one_of_a_thousand():
    few = weights(searcher(BRIGHT_STAR, *OTHERS), BRIGHT_STAR)
    many = weights(searcher(BRIGHT_STAR, *OTHERS, *ordinary_names(995, 1)), BRIGHT_STAR)
    assert few.keys() == many.keys() == {"shenzhen", "bright", "star", "technologi"}
    for word, weight in few.items():
        assert weight == pytest.approx(many[word], rel=0.2)


def test_a_word_that_many_companies_choose_weighs_less_than_a_name_nobody_else_has():
    searching = searcher("Bright Brusnikov", *OTHERS)
    found = weights(searching, "Bright Brusnikov")
    assert found["bright"] < found["brusnikov"]
