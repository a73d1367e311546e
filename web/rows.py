"""Where a row of a file of shipments has its page."""

from urllib.parse import urlencode

from django.urls import reverse

from provenance.models import TradeFile


def row_address(file: TradeFile | str, reference: str, source: str = "") -> str:
    """The address of one row. `source`: a slug, where the sources of a file may use one reference twice.

    A browser takes `.` and `..` out of an address before it asks, and lines cannot stand in one: such a reference is
    asked for beside the file's own address.
    """
    key = str(file.public_id) if isinstance(file, TradeFile) else file
    asked = {"source": source} if source else {}
    if not _fits(reference):
        return f"{reverse('web:trade_file', args=[key])}?{urlencode({'row': reference} | asked)}"
    address = reverse("web:shipment", args=[key, reference])
    return f"{address}?{urlencode(asked)}" if asked else address


def _fits(reference: str) -> bool:
    return reference.isprintable() and not {"", ".", ".."}.intersection(reference.split("/"))
