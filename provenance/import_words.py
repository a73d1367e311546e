"""Sentences for rows of a list that are left out, and for imports that failed."""

import json
from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from problems import Text
from provenance.import_problems import CatalogueMoved
from provenance.importers.stopping import REASONS, detail
from provenance.importers.table import RowError
from provenance.models import CatalogueImport

ROWS: Mapping[str, Text] = {
    "empty": _("it has no part number"),
    "nul_character": _("it holds a NUL character"),
    "unprintable": _("it holds a character that cannot be printed: {value}"),
    "too_long": _("number, maker or package is too long: {value}…"),
    "too_many_aliases": _("{value} has more than 20 other names"),
    "duplicate": _("{value} stands in line {first} already"),
    "maker_ambiguous": _("several makers are called “{value}”: {makers}; write in the list which one is meant"),
    "wrong_number_of_columns": _("it has too few or too many columns"),
    "no_marking": _("there is no marking"),
    "not_surely_a_part": _("what is written there is not surely a part number: {value}"),
    "maker_disagrees": _("{value} is made by {maker}, published as {other}"),
    "no_maker": _("{value} has no maker: a generic symbol, a connector or a power port"),
    "placeholder": _("{value} stands for several parts (x is a placeholder)"),
}


def row_error(error: RowError) -> str:
    """Why a row was left out; an unknown code stands for itself."""
    if error.code not in ROWS:
        return error.code
    said = str(ROWS[error.code]).format(**error.params)
    file = error.params.get("file")
    return f"{file}: {said}" if file else said


def failure(row: CatalogueImport) -> str:
    """Why an import failed, or could not be applied or taken back; empty when nothing failed."""
    if row.failure in REASONS:
        values = json.loads(row.failure_detail or "{}")
        return gettext("The file could not be imported: {detail}.").format(detail=detail(row.failure, values))
    if row.failure == CatalogueMoved.code:
        return " ".join(CatalogueMoved().sentences())
    if row.failure:
        return gettext("The work on it ended with an error ({code}). The catalogue is as it was before.").format(
            code=row.failure
        )
    return ""
