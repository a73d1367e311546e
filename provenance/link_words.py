"""Sentences for reported links that are left out."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from problems import Text
from provenance import list_words
from provenance.importers.table import RowError

ROWS: Mapping[str, Text] = {
    **list_words.ROWS,
    "no_party_named": _("it names nobody: {value}"),
    "not_a_number": _("“{value}” ({column}) is no amount; write it as 250, 1300+ or >9,000"),
    "not_a_country": _("“{value}” ({column}) is no country; write its two letters, such as HK"),
    "one_party": _("“{value}” and “{other}” are one and the same party here"),
}


def link_error(error: RowError) -> str:
    """Why a row was left out; an unknown code stands for itself."""
    said = ROWS.get(error.code)
    return str(said).format(**error.params) if said else error.code
