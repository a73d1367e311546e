"""Words for exports of findings that are made in the background."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from problems import Text

JOBS: Mapping[str, Text] = {"makers.write_export": _("Export of findings written")}
OBJECTS: Mapping[str, Text] = {"finding_export": _("export of findings")}
FILTERS: Mapping[str, Text] = {
    "part_number": _("Part number"),
    "date_code": _("Date code"),
    "lot": _("Lot"),
    "text": _("Part number, date code, lot"),
    "brand": _("Brand"),
    "weapon_model": _("Weapon model"),
    "made_from": _("Made from"),
    "made_to": _("Made to"),
    "found_from": _("Found from"),
    "found_to": _("Found to"),
    "opened_since": _("Opened to you after"),
}
"""What a filter narrows by."""


def filter_lines(kept: Mapping[str, str], names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """What a filter says, in the order of the form; `names`: of brands and weapon models, by slug."""
    for field, label in FILTERS.items():
        if field in kept:
            text = kept[field]
            shown = f"{text[:16].replace('T', ' ')} UTC" if field == "opened_since" else names.get(text, text)
            yield str(label), shown
