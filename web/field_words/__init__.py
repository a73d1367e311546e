"""The texts of the field app: one key each, in the language that is active. None stands in a script.

The page carries them as JSON. A text that counts something comes with all its forms, by the category that
JavaScript's `Intl.PluralRules` gives to a number; which words belong to it is gettext's, as everywhere.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from web.field_words import beginning, doors, sending, shots, things

_MODULES = (doors, beginning, shots, sending, things)
_COUNTS: Mapping[str, int] = {"one": 1, "few": 2, "many": 5, "other": 5}
"""Category -> a number that has it, in Ukrainian; in English all but the first are alike."""
_PHONES = (
    gettext_lazy("Phone 1"),
    gettext_lazy("Phone 2"),
    gettext_lazy("Phone 3"),
    gettext_lazy("Phone 4"),
    gettext_lazy("Team leader’s phone"),
    gettext_lazy("Sapper’s phone"),
    gettext_lazy("Spare phone"),
)


def words() -> dict[str, str | dict[str, str]]:
    """Key -> text, or its forms."""
    texts = {key: str(text) for module in _MODULES for key, text in module.TEXTS.items()}
    counted = {
        key: {category: form(number) for category, number in _COUNTS.items()}
        for module in _MODULES
        for key, form in module.COUNTED.items()
    }
    return {**texts, **counted}


def phone_names() -> list[str]:
    """Names to choose from, so that nobody has to type one."""
    return [str(name) for name in _PHONES]
