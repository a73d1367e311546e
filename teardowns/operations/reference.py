"""Loads the weapon models that ship with the project. Running it again changes what the file changed."""

from django.db import transaction

from custody.ledger import Subject, append
from teardowns.models import WeaponModel
from teardowns.reference import weapons


@transaction.atomic
def load_weapon_models(*, actor: str = "system") -> int:
    """Insert or refresh every weapon model by its slug; return how many were new and tell the ledger of those."""
    before = WeaponModel.objects.count()
    WeaponModel.objects.bulk_create(
        [
            WeaponModel(
                slug=row.slug,
                name_en=row.name_en,
                name_uk=row.name_uk,
                transliteration=row.transliteration,
                aliases=list(row.aliases),
                kind=row.kind,
            )
            for row in weapons()
        ],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name_en", "name_uk", "transliteration", "aliases", "kind"],
    )
    new = WeaponModel.objects.count() - before
    if new:
        append(
            action="reference.weapon_models_loaded",
            subject=Subject("reference", "weapons.csv"),
            actor=actor,
            details={"new": new},
        )
    return new
