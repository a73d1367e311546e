"""Sentences for rows of lists and of relations that are left out."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from problems import Text
from provenance.importers.table import RowError

ROWS: Mapping[str, Text] = {
    "no_name": _("it has no name"),
    "no_reference": _("it has no number of its entry"),
    "empty": _("the column “{column}” is empty"),
    "too_long": _("the column “{column}” is longer than {longest} characters"),
    "nul_character": _("it holds a NUL character"),
    "wrong_number_of_columns": _("it has too few or too many columns"),
    "not_a_date": _("“{value}” ({column}) is no day that can be read; write it as 2023-05-31"),
    "date_too_early": _("“{value}” ({column}) lies before 1950"),
    "date_in_future": _("“{value}” ({column}) lies in the future"),
    "ends_before_it_starts": _("it ends ({end}) before it starts ({start})"),
    "not_json": _("it is not JSON: {value}"),
    "unknown_entry": _("nothing in the file or known here is called {value}"),
    "unknown_relation": _("“{value}” is no relation; these are: {known}"),
    "party_with_itself": _("“{value}” is related to itself"),
    "party_ambiguous": _("several parties are called “{value}”: {parties}"),
    "maker_ambiguous": _("several makers are called “{value}”: {makers}"),
    "owner_ring": _("they would own each other at the same time: {value}"),
    "successor_ring": _("they would succeed each other: {value}"),
    "several_owners": _("“{value}” has another owner at that time: {others}; both are kept"),
    "several_successors": _("“{value}” has another successor at that time: {others}; both are kept"),
    "territory_unclear": _("“{value}” is no country or part of the world that is known; it is kept as written"),
    "source_missing": _("it names no source: the file itself stands for it"),
    "credibility_not_taken": _("a credibility of {value} is not taken over (2 to 6 are): it counts as 6"),
    "shape": _("it is not built like an entry: {value}"),
}


def list_row_error(error: RowError) -> str:
    """Why a row was left out; an unknown code stands for itself."""
    said = ROWS.get(error.code)
    text = str(said).format(**error.params) if said else error.code
    file = error.params.get("file")
    return f"{file}: {text}" if file else text
