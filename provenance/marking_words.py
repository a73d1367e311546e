"""The roles of a marking's lines in words, why they have them, and warnings of look-alikes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from provenance.partnumbers.types import Role

ROLES: Mapping[Role, Promise] = {
    Role.LOGO: _("maker’s lettering"),
    Role.PART_NUMBER: _("part number"),
    Role.DATE_CODE: _("date code"),
    Role.LOT_CODE: _("lot code"),
    Role.COUNTRY: _("country"),
    Role.PLANT: _("plant"),
    Role.LEAD_FREE: _("lead-free mark"),
    Role.GRADE: _("grade mark"),
    Role.OTHER: _("other lettering"),
}

SENTENCES: Mapping[str, Promise] = {
    "role_number": _("The part number %(number)s is read here."),
    "role_logo": _("This lettering stands for %(maker)s."),
    "role_licensor": _("%(text)s names who licensed a technology inside the part, not who made the part."),
    "role_date": _("Written as dates of manufacture are written in the whole industry."),
    "role_date_of_maker": _("Written as %(maker)s writes dates of manufacture."),
    "role_date_or_lot": _("These signs have the form of a date, but a lot code can have it too."),
    "role_beside_date": _("In this kind of code it stands beside the date."),
    "role_beside_date_of_maker": _("%(maker)s prints it here, in one code with the date."),
    "role_rest_of_date_word": _("Stands in one word with the date; the maker’s rule does not say what it is."),
    "role_code_of_maker": _("Built like a code that %(maker)s prints beside the part number."),
    "role_left_over": _("Neither part number nor date nor a known mark: mostly a lot code."),
    "role_letters": _("A few letters that are no mark known to us."),
    "role_short": _("Too short to tell what it is."),
    "role_beside_country": _("One or two signs beside the country mostly stand for the plant."),
    "role_first_word": _(
        "A word at the head of the marking: mostly the maker’s name, but this one is not known to us."
    ),
    "role_words": _("A word, not a code."),
    "role_value": _("Looks like a value with its unit."),
    "role_position": _("Looks like a position on the board."),
    "role_signs": _("Signs that have no meaning known to us."),
    "role_country": _("%(text)s stands for a country (%(country)s), mostly that of assembly."),
    "role_country_words": _("Words that stand before the name of a country."),
    "role_assembly_house": _("%(text)s is the short name of a company that packages chips for others."),
    "role_lead_finish": _("%(text)s tells the metal of the leads; it contains no lead (Pb)."),
    "role_leaded": _("%(text)s means that lead (Pb) was added on purpose."),
    "role_lead_free": _("%(text)s means that the part contains no lead (Pb)."),
    "role_rohs": _("%(text)s refers to the European limits on hazardous substances."),
    "role_halogen_free": _("%(text)s means a package without halogens."),
    "role_military_883": _("%(text)s: tested to the United States military standard MIL-STD-883."),
    "role_jan": _("%(text)s: qualified under a United States military specification (JAN)."),
    "role_qml": _("%(text)s: made on a line that is qualified for the United States military (QML)."),
    "role_space": _("%(text)s marks parts for space or parts that withstand radiation."),
    "role_automotive": _("%(text)s: qualified for use in vehicles."),
    "role_sample": _("%(text)s marks a sample that was not for regular sale."),
    "role_acceptance": _("%(text)s: accepted by the military customer’s inspector, a Soviet and Russian practice."),
    "role_factory_control": _("%(text)s: passed by the factory’s own quality control, a Soviet and Russian mark."),
    "role_high_stability": _("%(text)s: Soviet and Russian parts of raised stability for special use."),
    "role_approval": _("%(text)s is the mark of an approval, not of a maker."),
    "role_label": _("%(text)s is a label for what stands behind it."),
    "script_lookalikes": _(
        "“%(read)s” is written with letters of another alphabet (%(letters)s) that look like Latin ones. "
        "In Latin letters it is “%(latin)s”; both were tried."
    ),
    "script_mixed": _(
        "“%(read)s” mixes Latin letters with letters of another alphabet (%(letters)s) that look the same. "
        "In Latin letters it is “%(latin)s”; both were tried."
    ),
    "script_open": _(
        "“%(read)s” mixes Latin letters with letters of another alphabet (%(letters)s). "
        "It has no spelling in one alphabet: compare it with the photo."
    ),
    "script_cyrillic": _(
        "“%(read)s” was read with Latin letters. It is built like a Cyrillic designation and was taken for "
        "“%(cyrillic)s”."
    ),
}


def role_name(role: str) -> str:
    """The role in the active language; one that is not known here stands for itself."""
    return str(ROLES[Role(role)]) if role in ROLES else role
