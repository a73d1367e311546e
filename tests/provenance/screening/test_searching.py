"""Who is found for a name, and who is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.screening.building import Builder
from provenance.screening.index import Index
from provenance.screening.learning import learn
from provenance.screening.lexicon import han_words, meanings
from provenance.screening.reading import read_spelling, spellings
from provenance.screening.reasons import reasons
from provenance.screening.searching import POSSIBLE_FROM, Searcher, score

NAMES = {
    1: ["JSC Kometa Instrument-Making Plant"],
    2: ["АО «Центральное морское конструкторское бюро «Гранат»"],
    3: ["Zarya Research Institute of Applied Optics"],
    4: ["Mechanical Plant No. 9"],
    5: ["Mechanical Plant No. 19"],
    6: ["Shenzhen Huaqiao Electronics Co., Ltd."],
    7: ["Öz Kartal Havacılık Sanayi ve Ticaret A.Ş."],
    8: ["Novastream Logistics FZE", "Star Cargo (Novastream)"],
    9: ["Samara Radio Plant", "Омский радиозавод"],
}
ORDINARY = [
    "ООО Ромашка",
    "Smith & Sons Bakery Ltd",
    "Schneider Maschinenbau GmbH",
    "Пекарня № 4",
    "Blue River Toys Inc.",
]


def searcher(names=NAMES):
    builder = Builder()
    for party, each in names.items():
        for name in each:
            builder.add(party, name)
    return Searcher(builder.build())


@pytest.fixture(scope="module")
def searching():
    return searcher()


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("АО «Приборостроительный завод «Комета»", 1),
        ("Kometa Priborostroitel'nyy Zavod, AO", 1),
        ("KOMTEA Instrument Making Plant OJSC", 1),
        ("TsMKB Granat JSC", 2),
        ("Granat Central Marine Design Bureau", 2),
        ("НИИ прикладной оптики «Заря»", 3),
        ("Механический завод № 9", 4),
        ("Mekhanicheskiy zavod N 19", 5),
        ("深圳市华侨电子有限公司", 6),
        ("Oz Kartal Aviation Industry and Trade JSC", 7),
        ("Nova Stream Logistics", 8),
        ("Радиозавод, г. Самара", 9),
    ],
)
def test_a_name_written_otherwise_finds_its_party(searching, name, party):
    found = searching.search(name)
    assert found[0].party == party
    assert found[0].score >= POSSIBLE_FROM


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_companies_stay_silent(searching, name):
    assert [each for each in searching.search(name) if each.score >= POSSIBLE_FROM] == []


def test_another_number_is_another_plant(searching):
    by_party = {each.party: each for each in searching.search("Mechanical Plant No. 9")}
    assert by_party[4].score >= POSSIBLE_FROM > by_party[5].score
    assert "other_numbers" in dict(reasons(by_party[5]))


def test_the_reasons_name_what_agrees(searching):
    said = dict(reasons(searching.search("АО «Приборостроительный завод «Комета»")[0]))
    assert "kometa" in said["same_words"]["words"]
    assert "zavod = plant" in said["same_meanings"]["words"]
    assert dict(reasons(searching.search("Kometa Instrument Making Plant AO")[0])).keys() == {"same_name"}


def test_the_index_is_the_same_after_it_was_saved(tmp_path, searching):
    path = tmp_path / "index.npz"
    searching.index.save(path)
    opened = Searcher(Index.open(path))
    for name in ("ЦМКБ Гранат", "深圳市华侨电子有限公司", "Ромашка"):
        first, again = searching.search(name), opened.search(name)
        assert [(each.party, each.score, each.name) for each in first] == [
            (each.party, each.score, each.name) for each in again
        ]


def test_a_broken_file_is_no_index(tmp_path):
    path = tmp_path / "index.npz"
    path.write_bytes(b"PK nonsense")
    with pytest.raises((OSError, ValueError, KeyError)):
        Index.open(path)


def test_an_empty_index_finds_nobody():
    assert searcher({}).search("Kometa") == []


def test_words_that_stand_for_one_another_are_learnt_from_several_parties():
    parties = [
        [read_spelling(f"Brusnika {name}"), read_spelling(f"Lingonberry {name}")]
        for name in ("Arzu", "Belto", "Corvin")
    ]
    assert learn(parties) == {("brusnika", "lingonberri"): 1.0}
    assert learn(parties[:1]) == {}


def test_meanings_of_joined_words_in_two_alphabets():
    assert meanings("priborostroitelni") == ("instrument", "building")
    assert meanings("sudoremontni") == ("ship", "repair")
    assert meanings("kalashnikov") == ()
    assert han_words("深圳市华侨电子") == ["#shenzhen", "华侨", "#electronic"]


def test_a_cell_may_hold_the_long_and_the_short_name():
    found = [each.key for each in spellings("АО «Научно-производственное предприятие «Кант» (АО «НПП «Кант»)")]
    assert found == [("nauchno", "proizvodstvennoe", "predpriate", "kant"), ("npp", "kant")]
    assert spellings("") == spellings("«»") == ()


@settings(max_examples=60, deadline=None)
@given(name=st.text(max_size=60))
def test_any_text_is_answered_with_scores_in_order(name):
    found = _SEARCHER.search(name)
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= each <= 1 for each in scores)


_SEARCHER = searcher()


def test_more_agreement_never_scores_less(searching):
    comparison = searching.search("TsMKB Granat JSC")[0].comparison
    before = score(comparison)
    comparison.asked = comparison.listed = 1.0
    assert score(comparison) >= before


def test_brackets_that_hold_a_remark_or_a_place_are_no_name():
    for remark in ("made up: no", "(fictitious)", "(Hong Kong)", "(LLC)"):
        assert len(spellings(f"Kometa Trading {remark}")) == 1
    assert len(spellings("Kometa Trading (KT)")) == 2
