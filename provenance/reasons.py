"""The reasons of the marking engine as sentences, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from provenance.partnumbers.types import Reason

SENTENCES: Mapping[str, Promise] = {
    "exact_number": _("The number read is in the catalogue: %(number)s."),
    "suffix_beyond_catalogue": _("The catalogue has %(base)s; the marking adds the ordering suffix %(suffix)s."),
    "base_of_catalogued": _("The catalogue has %(count)s part numbers that begin like this, for example %(example)s."),
    "fits_scheme": _("The number is built as %(maker)s builds its part numbers; the catalogue does not list it."),
    "fits_industry_scheme": _("The number belongs to a series that many makers use; the catalogue does not list it."),
    "prefix_high": _("Numbers that begin with %(prefix)s are almost always from %(maker)s."),
    "prefix_medium": _("Numbers that begin with %(prefix)s are mostly from %(maker)s."),
    "prefix_low": _("Numbers that begin with %(prefix)s may be from %(maker)s; others use them too."),
    "prefix_open": _("Numbers that begin with %(prefix)s are from several makers."),
    "near_number": _("The catalogue has a number that is nearly the same: %(number)s."),
    "brand_only": _("Only the lettering %(maker)s speaks for the maker; the number is unknown to us."),
    "read_only": _("Read as it stands; no catalogue lists it and its form does not tell the maker: %(number)s."),
    "top_mark_only": _("Nothing but the lettering rule of %(maker)s speaks for this number."),
    "cyrillic_designation": _("A Soviet, Russian or Belarusian designation, written in Cyrillic: %(number)s."),
    "alternative_reading": _("The reader first read %(read)s, which is %(times)s times as likely."),
    "digit_doubted": _(
        "A digit is in doubt: %(other)s is nearly as likely; %(read)s is only %(times)s times as likely."
    ),
    "confusable": _("Characters that look alike were read differently (%(count)s): read %(read)s."),
    "wrong_letter": _("Characters differ from what was read (%(count)s): read %(read)s."),
    "wrong_digit": _(
        "Digits differ from what was read (%(count)s); that is nearly always another part. Read %(read)s."
    ),
    "joined_words": _("The number was put together from neighbouring words: %(read)s."),
    "joined_lines": _("The number was put together over the end of a line: %(read)s."),
    "script_folded": _("Letters of another alphabet were taken for the Latin letters that they look like: %(read)s."),
    "odd_suffix": _("The ending %(suffix)s is not an ordering suffix that we know of this maker."),
    "near_listed": _("The catalogue does not have this number, but one that is nearly the same: %(number)s."),
    "top_mark": _("%(read)s is printed in place of the full number. Source: %(source)s."),
    "shared_number": _("Several makers make this number, and the marking names none of them."),
    "several_makers": _("The catalogue lists this number for several makers: %(makers)s."),
    "maker_unknown": _("The number does not tell who made the part."),
    "second_source": _("Several makers make this number; the lettering %(brand)s tells whose part it is."),
    "brand_agrees": _("The lettering %(brand)s names the same maker."),
    "brand_conflicts": _("The lettering %(brand)s names another maker."),
    "unreadable": _("At least one character could not be read: %(read)s."),
    "short_number": _("The text is short, so it may be something else: %(read)s."),
    "first_number": _("It stands where the part number mostly stands: %(read)s."),
    "number_form": _("It is built as most part numbers are: %(read)s."),
    "like_code": _("It may be a date or lot code: %(read)s."),
    "designator": _("The text looks like a position on the board: %(read)s."),
    "seen_on_several_photos": _("Photos of this chip that say the same: %(count)s."),
    "other_photo_says": _("Another photo of this chip says %(number)s."),
}


def describe(reason: Reason) -> str:
    """One sentence in the language that is active. A code without a sentence is shown as it is."""
    sentence = SENTENCES.get(reason.code)
    if sentence is None:
        return reason.code
    try:
        return str(sentence) % dict(reason.params)
    except (KeyError, TypeError, ValueError):
        return str(sentence)
