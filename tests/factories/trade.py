"""Files of shipments with their originals, descriptions and statements, for the pages that show them."""

import hashlib
import itertools
from datetime import date
from uuid import UUID

from django.db.models import Max, Min

from custody.vault import vault
from provenance.models import Claim, GoodsText, Party, Shipment, TradeFile
from provenance.partnumbers.normalise import canonical
from tests.factories.provenance import make_source

_numbers = itertools.count(1)


def keep_file(shipment: Shipment, data: bytes = b"row_id,seller,buyer\n1,A,B\n") -> TradeFile:
    """The file of a shipment with these bytes in the vault and the keys of all its rows."""
    stored = vault().store_stream([data], max_bytes=10**6)
    rows = Shipment.objects.filter(file=shipment.file).aggregate(first=Min("pk"), last=Max("pk"))
    TradeFile.objects.filter(pk=shipment.file.pk).update(
        sha256=stored.sha256, first_row=rows["first"], last_row=rows["last"], rows=shipment.file.shipments.count()
    )
    shipment.file.refresh_from_db()
    return shipment.file


def describe_goods(shipment: Shipment, text: str) -> Shipment:
    """What the row says of its goods."""
    digest = UUID(bytes=hashlib.blake2b(text.encode(), digest_size=16).digest())
    shipment.description = GoodsText.objects.get_or_create(digest=digest, defaults={"text": text})[0]
    shipment.save()
    return shipment


def make_claim(seller: Party, buyer: Party, on: date, *, part_number: str = "", statement: str = "") -> Claim:
    """A statement that goods moved."""
    return Claim.objects.create(
        seller=seller,
        buyer=buyer,
        earliest=on,
        latest=on,
        part_number=part_number,
        part_canonical=canonical(part_number),
        statement=statement,
        source=make_source(),
        reference=f"page {next(_numbers)}",
        credibility=2,
    )
