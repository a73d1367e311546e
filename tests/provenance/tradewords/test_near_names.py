"""Misspelt names are found; names of other companies, however alike, are not."""

import pytest

from provenance.partynames import name_key
from provenance.tradewords.near_names import Spelling, likely_same

RIGHT = [
    "Shenzhen Kelvaro Electronics Co., Ltd.",
    "Ромашкина Микросхема ООО",
    "Bosphorus Dagitim Elektronik A.S.",
    "Zhongli Weifang Semiconductor Limited",
    "Plant 33 Instrument JSC",
    "Orion Components GmbH",
]
SLIPS = [
    ("Shenzen Kelvaro Electronics Co., Ltd.", 0),
    ("Shenzhen Kelvaro Electornics Co., Ltd.", 0),
    ("Shenzhen Kelvarro Electronics Co Ltd", 0),
    ("Kelvaro Electronics Shenzhen Co., Ltd.", 0),
    ("Shenzhen Kel Varo Electronics Co., Ltd.", 0),
    ("Shenzhen Kelvaro Electronics", 0),
    ("Ромашкина Микросхемма ООО", 1),
    ("Bosphorus Dagitm Elektronik A.S.", 2),
    ("Zhongli Weifang Semiconductors Limited", 3),
    ("Plant 33 Insturment JSC", 4),
]
OTHERS = [
    "Guangzhou Kelvaro Electronics Co., Ltd.",  # another city
    "Shenzhen Kelvaro Components Co., Ltd.",  # another trade
    "Shenzhen Belmaro Electronics Co., Ltd.",  # another rare word
    "Plant 35 Instrument JSC",  # another number
    "Plant 33 Instrument LLC",  # another legal form
    "Orion Components AG",
    "Orion Components Trading GmbH",  # one word more
    "Arion Componenta GmbH",  # two words differ
    "Zhongli Weihai Semiconductor Limited",  # another city
    "Shenzhen Kelvomo Electronics Co., Ltd.",  # two letters of seven
    "Norion Components GmbH",  # short words keep their first letter
]


def spelling(text: str, *, country: str = "CN", rows: int = 1, company: int = 0) -> Spelling:
    words = name_key(text).split()
    own = tuple(word for word in words if not word.startswith("+"))
    return Spelling(own, frozenset(words) - frozenset(own), country, rows, company)


@pytest.mark.parametrize(("slip", "meant"), SLIPS)
def test_a_slip_is_taken_for_the_name(slip: str, meant: int) -> None:
    known = [spelling(name, company=at + 1) for at, name in enumerate(RIGHT)]
    found = likely_same([*known, spelling(slip)])
    assert {at: one.place for at, one in found.items()} == {len(known): meant}
    assert 0.8 < found[len(known)].score < 1


@pytest.mark.parametrize("other", OTHERS)
def test_another_company_stays_another_one(other: str) -> None:
    known = [spelling(name, company=at + 1) for at, name in enumerate(RIGHT)]
    assert likely_same([*known, spelling(other)]) == {}


def test_in_one_file_the_frequent_name_is_the_right_one() -> None:
    right, slip = spelling("Kelvaro Trading Ltd", rows=400), spelling("Kelvraro Trading Ltd", rows=3)
    assert {at: one.place for at, one in likely_same([slip, right]).items()} == {0: 1}
    first, second = spelling("Kelvaro Trading Ltd"), spelling("Kelvarro Trading Ltd")
    assert {at: one.place for at, one in likely_same([first, second]).items()} == {1: 0}


def test_a_slip_is_found_among_many_names_that_begin_and_end_alike() -> None:
    ends = [a + b + c for a in "bdfgklm" for b in "aeiou" for c in "nprst"]
    others = [spelling(f"LLC Energo{end}trofortu", country="RU", company=at) for at, end in enumerate(ends, 2)]
    right = spelling("LLC Energoelektrofortu", country="RU", company=1)
    found = likely_same([right, *others, spelling("LLC Energoelektroforrtu", country="RU")])
    assert {at: one.place for at, one in found.items()} == {len(others) + 1: 0}


def test_syllables_of_a_transliterated_name_may_stand_apart() -> None:
    known = spelling("Shenzhen Changkaiyuan Electronics Co., Ltd.", company=1)
    found = likely_same([known, spelling("Shenzhen Chang Kai Yuan Electronics Co., Ltd.")])
    assert found[1].place == 0


def test_two_names_of_many_rows_are_two_companies() -> None:
    assert likely_same([spelling("Kelvaro Trading Ltd", rows=400), spelling("Kelvano Trading Ltd", rows=90)]) == {}


def test_nothing_is_guessed_between_rivals() -> None:
    known = [spelling("Kelvaro Trading Ltd", company=1), spelling("Kelvano Trading Ltd", company=2)]
    assert likely_same([*known, spelling("Kelvao Trading Ltd")]) == {}


def test_countries_must_not_differ() -> None:
    known = spelling("Kelvaro Trading Ltd", company=1, country="TR")
    assert likely_same([known, spelling("Kelvarro Trading Ltd", country="CN")]) == {}
    assert likely_same([known, spelling("Kelvarro Trading Ltd", country="")]) != {}


def test_a_word_that_others_bear_is_no_slip() -> None:
    names = ["Marina Trading Ltd", "Martina Trading Ltd", "Martina Logistics Ltd", "Martina Export Ltd"]
    assert likely_same([spelling(name) for name in names]) == {}


def test_nothing_comes_of_nothing() -> None:
    assert likely_same([]) == {}
    assert likely_same([Spelling(("alfa",), frozenset(), "")]) == {}
