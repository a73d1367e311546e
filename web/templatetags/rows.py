"""Tags that lead to rows of files of shipments."""

from django import template

from provenance.models import Shipment, TradeFile
from web.rows import row_address

register = template.Library()


@register.simple_tag
def row_url(row: Shipment, file: TradeFile | None = None) -> str:
    """The address of a row; `file`: its file, where that is at hand."""
    whose = file or row.file
    return row_address(whose, row.reference, "" if whose.source_id else row.source.slug)
