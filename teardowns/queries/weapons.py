"""Weapon models by any of their names."""

from teardowns.models import WeaponModel


def weapon_model_named(name: str) -> WeaponModel | None:
    """The model with this slug, name, transliteration or alias, whatever the case; None when none or several fit."""
    wanted = name.strip().casefold()
    fitting = [model for model in WeaponModel.objects.all() if wanted in _names(model)]
    return fitting[0] if len(fitting) == 1 else None


def _names(model: WeaponModel) -> set[str]:
    names = (model.slug, model.name_en, model.name_uk, model.transliteration, *model.aliases)
    return {name.strip().casefold() for name in names if name}
