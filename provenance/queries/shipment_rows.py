"""One row of a file of shipments as it was written, whom it was taken to mean, and the traces that rest on it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.queries import Principal
from accounts.roles import Capability
from problems import NotFound
from provenance.models import Party, Shipment, ShipmentMention, Trace, TraceParty, TradeFile, TradeName
from provenance.queries.merging import Merged, merged_parties

MOST_TRACES = 20
LOOKED_AT = 100
"""Traces that name both sides of a row of which the latest are searched for the row itself."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the goods as described; `number` is the part number that was recognised in it, empty elsewhere."""

    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A seller or buyer: the name as written, and the party that it was taken for."""

    written: TradeName
    party: Party

    @property
    def same_text(self) -> bool:
        """The record writes the party's own name."""
        return self.written.text == self.party.name


@dataclass(frozen=True, slots=True)
class RestingTrace:
    """A trace whose stored answer rests on a row, and the hops of its chains in which it does: "2", "1b"."""

    trace: Trace
    hops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShipmentRow:
    """One row with everything that its page shows."""

    shipment: Shipment
    file: TradeFile
    seller: Side
    buyer: Side
    goods: tuple[Piece, ...]
    mentions: tuple[ShipmentMention, ...]
    traces: tuple[RestingTrace, ...]
    before: Shipment | None
    after: Shipment | None

    @property
    def value(self) -> float | None:
        """US dollars of the whole row, where known."""
        cents = self.shipment.value_usd_cents
        return None if cents is None else cents / 100

    @property
    def price(self) -> float | None:
        """US dollars for one of its units, where both are known."""
        value, quantity = self.shipment.value_usd_cents, self.shipment.quantity
        return value / 100 / quantity if value and quantity else None


def trade_file(principal: Principal, public_id: UUID) -> TradeFile:
    """One file of shipments. Raises NotFound, also for who may not see traces."""
    if not principal.can(Capability.TRACE_SEE):
        raise NotFound
    file = TradeFile.objects.select_related("source").filter(public_id=public_id).first()
    if file is None:
        raise NotFound
    return file


@dataclass(frozen=True, slots=True)
class FileRows:
    """Some rows of a file in its order; `following`: the reference after which the next ones begin, if any do."""

    rows: tuple[Shipment, ...]
    following: str


def rows_after(file: TradeFile, reference: str, limit: int) -> FileRows:
    """The rows of a file that come after one of them, or its first; far into millions it costs as at the start."""
    reference = reference.replace("\x00", "")
    start = Shipment.objects.filter(reference=reference, file=file).values_list("pk", flat=True).first()
    after = start if reference and start else file.first_row - 1
    rows = Shipment.objects.filter(file=file, pk__gt=after, pk__lte=file.last_row)
    found = list(shown(rows).order_by("pk")[: limit + 1])
    return FileRows(tuple(found[:limit]), found[limit - 1].reference if len(found) > limit else "")


def shown(rows: QuerySet[Shipment]) -> QuerySet[Shipment]:
    """Rows with what a line of a table needs, in a fixed number of queries."""
    return rows.select_related(
        *("seller", "buyer", "seller_name", "buyer_name", "source", "file", "description", "manufacturer")
    ).prefetch_related("mentions")


def shipment_row(principal: Principal, public_id: UUID, reference: str, *, source: str = "") -> ShipmentRow:
    """One row by its file and reference; `source`: a slug, where a file's sources use one reference twice.

    Raises NotFound.
    """
    file = trade_file(principal, public_id)
    if "\x00" in f"{reference}{source}":
        raise NotFound
    rows = shown(Shipment.objects.filter(reference=reference, file=file))
    shipment = (rows.filter(source__slug=source) if source else rows).order_by("pk").first()
    if shipment is None:
        raise NotFound
    merged = merged_parties()
    mentions = tuple(shipment.mentions.select_related("manufacturer").order_by("pk"))
    return ShipmentRow(
        shipment=shipment,
        file=file,
        seller=Side(shipment.seller_name, merged.standing(shipment.seller)),
        buyer=Side(shipment.buyer_name, merged.standing(shipment.buyer)),
        goods=tuple(marked(shipment.description.text if shipment.description else "", mentions)),
        mentions=mentions,
        traces=tuple(resting_on("shipment", shipment.pk, (shipment.seller, shipment.buyer), merged)),
        before=_beside(file, shipment, earlier=True),
        after=_beside(file, shipment, earlier=False),
    )


def marked(text: str, mentions: Sequence[ShipmentMention]) -> Iterator[Piece]:
    """The text in pieces, each number that was recognised in it, or stated beside it, a piece of its own."""
    numbers = sorted({mention.number for mention in mentions if mention.number}, key=len, reverse=True)
    if not numbers:
        if text:
            yield Piece(text)
        return
    known = {number.casefold(): number for number in numbers}
    for piece in re.split(f"({'|'.join(map(re.escape, numbers))})", text, flags=re.IGNORECASE):
        if piece:
            yield Piece(piece, known.get(piece.casefold(), ""))


def hops_on(answer: Mapping[str, Any], kind: str, key: int) -> Iterator[str]:
    """The hops of a stored answer that rest on one record, numbered as on the chain page."""
    for chain in answer.get("chains", ()):
        letter = "" if chain["rank"] == 1 else "abcdefghij"[min(chain["rank"], 10) - 1]
        for number, hop in enumerate(chain["hops"], start=1):
            if any(one.get("kind") == kind and one.get("id") == key for one in hop.get("records", ())):
                yield f"{number}{letter}"


def resting_on(kind: str, key: int, sides: Iterable[Party], merged: Merged) -> Iterator[RestingTrace]:
    """The traces whose answers rest on one record between two parties, the latest first."""
    naming = Trace.objects.select_related("manufacturer").order_by("-pk")
    for party in sides:
        named = TraceParty.objects.filter(party__in=merged.rows([party.pk]))
        naming = naming.filter(pk__in=named.values("trace"))
    found = 0
    for trace in naming[:LOOKED_AT]:
        hops = tuple(hops_on(trace.answer, kind, key))
        if hops:
            yield RestingTrace(trace, hops)
            found += 1
        if found == MOST_TRACES:
            return


def _beside(file: TradeFile, shipment: Shipment, *, earlier: bool) -> Shipment | None:
    first, last = (file.first_row, shipment.pk - 1) if earlier else (shipment.pk + 1, file.last_row)
    rows = Shipment.objects.filter(file=file, pk__gte=first, pk__lte=last).order_by("-pk" if earlier else "pk")
    return rows.select_related("source").first()
