"""Sentences for rows of claims that are refused, and for those that are stored otherwise than written."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from problems import Text
from provenance import list_words, trade_import_words
from provenance.importers.table import RowError

ROWS: Mapping[str, Text] = {
    **trade_import_words.ROWS,
    "not_whole": _("{value} is no whole number of pieces ({column})"),
    "unknown_word": _("“{value}” ({column}) is none of these: {known}"),
    "party_ambiguous": list_words.ROWS["party_ambiguous"],
    "maker_ambiguous": list_words.ROWS["maker_ambiguous"],
    "reliability_differs": _("“{source}” is graded {known} here; {value} is not taken over: an analyst can change it"),
    "credibility_of_a_person": _("stored with credibility 2: that something is confirmed (1) is for a person to say"),
}


def claim_row_error(error: RowError) -> str:
    """Why a row was refused, or what was done with it; an unknown code stands for itself."""
    said = ROWS.get(error.code)
    return str(said).format(**error.params) if said else error.code
