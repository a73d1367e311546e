"""In which encoding a few words are written: names of companies in tables of few lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from provenance.importers.encodings import CHINESE, OFFERED, UTF8, encoding_of, spoken

pytestmark = pytest.mark.once
TABLE = "lot,verdict,sold_to,country,date,quantity\n38714621,genuine,{},DE,2021-11-05,5\n"
WORDS = [
    "Київ", "Імрад", "Радіомаг", "Сокіл", "ТОВ", "РКС", "Компоненти", "Космодром", "СЕА", "Електронікс", "Симметрон",
    "Украина", "ООО", "Компэл", "Альфа", "Промэлектроника", "ЗАО", "Мир", "Луч", "НПО", "Квант", "Радиотех", "Чіп",
    "Діп", "Львів", "Завод", "Арсенал", "Приклад", "Харків", "Ґанок", "Їжак", "Єдність", "прилад", "мікросхеми",
    "постачання", "Торговий", "дім", "Электроника", "Щит", "Южмаш", "РадіоТех", "і", "та", "и",
]  # fmt: skip
NAMES = some.lists(some.sampled_from(WORDS), min_size=1, max_size=5).filter(
    lambda some_words: max(map(len, some_words)) > 1
)
WESTERN = [
    "Müller", "Böhm", "Société Générale", "Elektronik für alle", "Åkesson", "Ñandú", "Größe", "Öberg", "Chip à Dip",
    "Électricité", "naïve café", "Señor", "Würth Résistance",
]  # fmt: skip


@given(NAMES, some.sampled_from([" ", "-", ", "]))
def test_names_of_companies_in_the_page_of_windows(names: list[str], sign: str) -> None:
    assert encoding_of(TABLE.format(sign.join(names)).encode("cp1251")) == "cp1251"


@given(some.lists(some.sampled_from(WORDS), min_size=1, max_size=4), some.sampled_from(["cp1251", "cp866", "koi8_u"]))
def test_a_handful_of_letters_is_never_chinese(names: list[str], page: str) -> None:
    assert encoding_of(TABLE.format(" ".join(names)).encode(page, errors="ignore")) != CHINESE


@given(some.text(alphabet="абвгдеєжзиіїйклмнопрстуфхцчшщьюя", min_size=2, max_size=9))
def test_whatever_word_it_is(word: str) -> None:
    """Not always rightly read, for a few letters tell little; but as letters of a Cyrillic page, or as UTF-8."""
    found = encoding_of(TABLE.format(word.title()).encode("cp1251"))
    assert found in ("cp1251", UTF8)


@pytest.mark.parametrize("page", ["koi8_u", "cp866", "iso8859_5"])
@pytest.mark.parametrize("name", ["Київ", "Приклад Електроніка", "ТОВ Сокіл", "Завод Арсенал"])
def test_other_cyrillic_pages(page: str, name: str) -> None:
    if page == "cp866":
        name = name.replace("і", "и")  # it has none
    found = encoding_of(TABLE.format(name).encode(page))
    assert name.encode(page).decode(found) == name


@given(some.lists(some.sampled_from(WESTERN), min_size=1, max_size=4))
def test_western_names_stay_western(names: list[str]) -> None:
    assert encoding_of(TABLE.format(" ".join(names)).encode("cp1252")) == "cp1252"


@given(some.text(alphabet="абвгґіїє“”’№中äé™ ", min_size=1, max_size=12))
def test_utf8_is_utf8(name: str) -> None:
    assert encoding_of(TABLE.format(f"Ж{name}").encode()) == UTF8


@pytest.mark.parametrize("name", ["深圳市华强电子有限公司", "德州仪器", "华强"])
def test_chinese_names_are_still_known(name: str) -> None:
    assert encoding_of(TABLE.format(name).encode("gb18030")) == CHINESE


@pytest.mark.parametrize("text", ["2\u00a0000", "O’Brien", "Chip – Dip", "«Alfa»"])
def test_signs_alone_are_those_of_windows(text: str) -> None:
    raw = TABLE.format(text).encode("cp1251")
    assert raw.decode(encoding_of(raw)) == TABLE.format(text)


def test_all_that_can_be_chosen_can_be_read_and_shown() -> None:
    for name in OFFERED:
        assert "Alfa".encode(name) == b"Alfa" and spoken(name) != name


def test_a_cell_of_letters_without_end_holds_nobody_up() -> None:
    assert encoding_of(b"a" * 60_000 + b",\xca\xe8\xbf\xe2\n") == "cp1251"
