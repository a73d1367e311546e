"""Sentences for rows of shipments that are refused."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from problems import Text
from provenance.importers.table import RowError

ROWS: Mapping[str, Text] = {
    "empty": _("the column {column} is empty"),
    "nul_character": _("it holds a NUL character"),
    "too_long": _("{value}… is longer than {longest} characters"),
    "wrong_number_of_columns": _("it has {value} columns, not {expected}"),
    "stray_line_end": _("a line end stands in the middle of it, outside quotation marks: {value}"),
    "quote_not_closed": _("a quotation mark is opened there and never closed: {value}"),
    "line_too_long": _("it is longer than a million bytes"),
    "not_utf8": _("it cannot be read as text: {value}"),
    "not_a_date": _("{value} is no date"),
    "date_order_unclear": _("{value} may be a day and a month or a month and a day: say which with --date-format"),
    "date_too_early": _("{value} is before 1950"),
    "date_in_future": _("{value} is in the future"),
    "ends_before_it_starts": _("it ends before it begins"),
    "not_a_number": _("{value} is no number ({column})"),
    "out_of_range": _("{value} is too small or too large ({column})"),
    "not_an_hs_code": _("{value} is no customs code of 4 to 12 digits"),
    "unknown_country": _("{value} is no country that is known"),
    "party_with_itself": _("seller and buyer are the same company: {value}"),
    "reference_twice": _("its row_id stands in line {first} already, with other content"),
    "differs_from_stored": _("row {value} of this source is stored already, with other content"),
}


def row_error(error: RowError) -> str:
    """Why a row was refused; an unknown code stands for itself."""
    if error.code not in ROWS:
        return error.code
    return str(ROWS[error.code]).format(**error.params)
