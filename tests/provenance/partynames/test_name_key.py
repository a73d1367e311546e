"""Which spellings are one name, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.partynames import name_key

SAME = [
    ("ООО «Ромашка»", '"Romashka", OOO', "ROMASHKA LTD.", "Romashka L.L.C.", "Limited Liability Company Romashka"),
    ("Акционерноe Обществo «Байкал Электроникс»", "JSC Baikal Elektroniks", "ОАО Байкал Электроникс"),
    ("ТОВ «Київ Електро»", "TOV Kyiv Elektro", "Kyiv Elektro, LLC"),
    ("Öz-El İnşaat A.Ş.", "Oz El Insaat Anonim Sirketi"),
    ("№ 33 Central Institute", "33rd Central Institute", "Central Institute".join(("No. 33 ", ""))),
    ("Харьковский завод", "Kharkovskiy zavod", "Harkovskij Zavod", "Kharkovskii zavod"),
    ("Алексей и Юрий, ИП", "IP Aleksey i Yuriy", "Alexei i Yurii, individual entrepreneur"),
    ("华强电子有限公司", "華強電子有限公司"),
    ("Щёлково Корпорация", "Shchelkovo Korporatsiya", "Schelkovo Korporatsiia"),
]
DIFFERENT = [
    ("ООО Ромашка", "АО Ромашка"),
    ("Завод № 9", "Завод № 19"),
    ("Alfa Trading", "Alfa Trade"),
    ("Vega Radio", "Vesta Radio"),
    ("Acme FZE", "Acme LLC"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda each: each[0])
def test_spellings_of_one_name_have_one_key(spellings):
    assert len({name_key(each) for each in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_names_keep_two_keys(one, other):
    assert name_key(one) != name_key(other)


def test_a_name_of_legal_forms_alone_keeps_its_words():
    assert name_key("ООО") == "ooo"
    assert name_key("Limited") == "limited"


def test_nothing_to_read_is_an_empty_key():
    assert name_key("") == name_key(" -«»- ") == ""


@given(st.text(max_size=80))
def test_any_text_has_a_plain_key_and_spaces_do_not_matter(text):
    key = name_key(text)
    assert key.isascii()
    assert name_key(f"  {text}\t") == key
