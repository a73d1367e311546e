"""Weapon models: each with a Ukrainian, an English and a transliterated name, found by any of them."""

import pytest

from teardowns.models import WeaponModel
from teardowns.operations.reference import load_weapon_models
from teardowns.queries.weapons import weapon_model_named
from teardowns.reference import weapons


def test_every_model_has_names_in_both_scripts_and_a_source() -> None:
    rows = weapons()
    assert len(rows) >= 74
    assert len({row.slug for row in rows}) == len(rows)
    for row in rows:
        assert row.name_en
        assert row.name_uk
        assert row.transliteration.isascii()
        assert row.source


@pytest.mark.django_db
def test_models_load_once_and_are_found_by_any_name() -> None:
    assert load_weapon_models() == WeaponModel.objects.count()
    assert load_weapon_models() == 0
    for name in ("Shahed-136", "ГЕРАНЬ-2", "heran-2", "Шахед-136 / Герань-2"):
        assert weapon_model_named(name).slug == "shahed-136-geran-2"
