"""What the field app's page carries beside its scripts: the texts of one language, and reference data in it."""

from typing import Any

from django.utils import translation

from teardowns.models.regions import Region
from teardowns.reference import weapons
from teardowns.reference.shot_lists import OTHER, group_names, groups_of_kinds, shot_lists
from web import field_words

OFTEN = ["shahed-136-geran-2", "gerbera", "orlan-10", "lancet"]
"""Offered first until the phone knows what its team finds."""
SAFETY = ["cleared", "power", "privacy"]
CIRCUMSTANCES = ["shot_down", "fell", "detonated", "found", "handed_over", "captured", "landed"]
SKIPS = ["unreachable", "burnt", "missing", "unsafe"]
EXHIBITS = ["board", "unit", "chip", "antenna", "memory", "whole", "other"]
RECEIVERS = ["laboratory", "police", "security", "military", "other"]


def words(language: str) -> dict[str, Any]:
    """Key -> text, or its plural forms by the category that `Intl.PluralRules` names."""
    with translation.override(language):
        return field_words.words()


def facts(language: str) -> dict[str, Any]:
    """Reference data and the codes of what can be chosen; their names are among the words."""
    groups = groups_of_kinds()
    with translation.override(language):
        return {
            "models": [
                {
                    "slug": row.slug,
                    "uk": row.name_uk,
                    "en": row.name_en,
                    "latin": row.transliteration,
                    "aliases": list(row.aliases),
                    "group": groups.get(row.kind, OTHER),
                }
                for row in sorted(weapons(), key=lambda row: row.name_uk if language == "uk" else row.name_en)
            ],
            "groups": [name for name in group_names() if name != OTHER],
            "lists": {
                group: [{"slot": slot.slot, "scope": slot.scope} for slot in slots]
                for group, slots in shot_lists().items()
            },
            "regions": {code: str(label) for code, label in Region.choices if code},
            "often": OFTEN,
            "safety": SAFETY,
            "circumstances": CIRCUMSTANCES,
            "skips": SKIPS,
            "exhibits": EXHIBITS,
            "receivers": RECEIVERS,
            "phone_names": field_words.phone_names(),
        }
