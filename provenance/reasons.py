"""The reasons of the marking engine as sentences, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from provenance import marking_words
from provenance.partnumbers.types import Reason

SENTENCES: Mapping[str, Promise] = {
    "exact_number": _("The number read is in the catalogue: %(number)s."),
    "recorded_alias": _(
        "An analyst recorded on %(on)s that %(alias)s is another name of %(number)s (correction %(correction)s)."
    ),
    "listed_alias": _("%(source)s lists %(alias)s as another name of %(number)s."),
    "suffix_beyond_catalogue": _("The catalogue has %(base)s; the marking adds the ending %(suffix)s."),
    "base_of_catalogued": _(
        "The marking shows the beginning of part numbers in the catalogue (%(count)s), for example of %(example)s."
    ),
    "fits_scheme": _(
        "The catalogue does not list this number, but it is built the way %(maker)s builds its part numbers."
    ),
    "fits_industry_scheme": _(
        "The catalogue does not list this number; it belongs to a series of numbers that many makers use."
    ),
    "prefix_high": _("Numbers that begin with %(prefix)s are almost always from %(maker)s."),
    "prefix_medium": _("Numbers that begin with %(prefix)s are mostly from %(maker)s."),
    "prefix_low": _("Numbers that begin with %(prefix)s may be from %(maker)s; others use them too."),
    "prefix_open": _("Several makers use part numbers that begin with %(prefix)s."),
    "near_number": _("The catalogue has no number exactly as read, but one that is nearly the same: %(number)s."),
    "brand_only": _("Only the lettering %(maker)s shows who made the part; we do not know the number."),
    "read_only": _(
        "This is the text as it was read. No catalogue lists it, and nothing in it shows who made the part: %(number)s."
    ),
    "top_mark_only": _(
        "This would be a short form that %(maker)s prints instead of the full number; nothing else on the "
        "part supports it."
    ),
    "cyrillic_designation": _("A Soviet, Russian or Belarusian designation, written in Cyrillic: %(number)s."),
    "alternative_reading": _(
        "The text was first read as %(read)s, and that is %(times)s times as likely as the text used here."
    ),
    "digit_doubted": _(
        "It is not certain which digit is printed: the text may also be %(other)s; %(read)s is only "
        "%(times)s times as likely."
    ),
    "confusable": _(
        "Characters that are easily mistaken for each other, such as 0 and O, are different here "
        "(%(count)s). The text was read as %(read)s."
    ),
    "wrong_letter": _("This number is not exactly what was read, %(read)s. Characters that differ: %(count)s."),
    "wrong_digit": _(
        "This number has other digits than what was read, %(read)s, and that is nearly always another part. "
        "Digits that differ: %(count)s."
    ),
    "joined_words": _("The number was put together from neighbouring words: %(read)s."),
    "joined_lines": _("The number was put together from the end of one line and the beginning of the next: %(read)s."),
    "script_folded": _(
        "The text has letters of another alphabet that look like Latin ones; it was compared as if they were "
        "Latin: %(read)s."
    ),
    "odd_suffix": _(
        "We do not know the ending %(suffix)s from this maker. Such endings tell package, temperature range or packing."
    ),
    "near_listed": _(
        "The catalogue does not list this number but one that is nearly the same, so it may have been "
        "misread: %(number)s."
    ),
    "top_mark": _("%(read)s is a short form that is printed instead of the full number. Source: %(source)s."),
    "shared_number": _("Several makers make this number, and the marking names none of them."),
    "several_makers": _("The catalogue lists this number for several makers: %(makers)s."),
    "stranger_lists": _(
        "It is built as %(maker)s builds its numbers, and the maker that is listed is not known for such numbers."
    ),
    "line_sold": _("Until %(year)s %(seller)s made this series, since then %(buyer)s."),
    "maker_unknown": _("The number does not tell who made the part."),
    "second_source": _("Several makers make this number; the lettering %(brand)s tells whose part it is."),
    "brand_agrees": _("The lettering %(brand)s names the same maker."),
    "brand_conflicts": _("The lettering %(brand)s names another maker."),
    "unreadable": _("At least one character could not be read: %(read)s."),
    "short_number": _("The text is short, so it may be something else: %(read)s."),
    "first_number": _("The text stands where the part number mostly stands: %(read)s."),
    "number_form": _("The text is built as most part numbers are: %(read)s."),
    "like_code": _("The text may be a date code or a lot code instead: %(read)s."),
    "designator": _("The text looks like a position on the board: %(read)s."),
    "seen_on_several_photos": _("Photos of this chip that say the same: %(count)s."),
    "other_photo_says": _("Another photo of this chip shows another number: %(number)s."),
}


def describe(reason: Reason) -> str:
    """One sentence in the language that is active. A code without a sentence is shown as it is."""
    sentence = SENTENCES.get(reason.code) or marking_words.SENTENCES.get(reason.code)
    if sentence is None:
        return reason.code
    try:
        return str(sentence) % dict(reason.params)
    except (KeyError, TypeError, ValueError):
        return str(sentence)
