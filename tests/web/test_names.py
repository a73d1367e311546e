import pytest
from django.utils.translation import override

from tests.factories.teardowns import make_weapon_model
from web.names import alphabetical, country, weapon


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("en", "DE", "Germany"),
        ("uk", "DE", "Німеччина"),
        ("uk", "EU", "Європейський Союз"),
        ("uk", "AE", "Об’єднані Арабські Емірати"),
        ("en", "XK", "Kosovo"),
        ("en", "XA", "XA"),
        ("uk", "XB", "XB"),
        ("en", "", ""),
        ("en", "somewhere", "somewhere"),
    ],
)
def test_a_country_has_its_name_and_what_is_no_country_keeps_its_code(language: str, code: str, name: str) -> None:
    with override(language):
        assert country(code) == name


def test_ukrainian_letters_sort_by_their_own_alphabet_after_latin_ones() -> None:
    ordered = ["Orlan", "Іжак", "Їжак", "Йод", "Куб", "Ланцет", "Шахед", "Ядро"]
    assert sorted(reversed(ordered), key=alphabetical) == ordered
    assert sorted(["Зоря", "Єдність", "Ґава", "Грім", "Абрис"], key=alphabetical) == [
        "Абрис", "Грім", "Ґава", "Єдність", "Зоря",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_weapon_model_is_named_in_the_language_of_the_moment() -> None:
    model = make_weapon_model()
    assert weapon(model) == "Shahed-136 / Geran-2"
    with override("uk"):
        assert weapon(model) == "Шахед-136 / Герань-2"
    assert weapon(None) == "weapon model not sure"
