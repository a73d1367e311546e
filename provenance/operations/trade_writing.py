"""Writes batches of shipments: rows, what they mention, their slabs. Inside the transaction of the import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import isnan

import numpy as np
from numpy.typing import NDArray

from provenance.importers.trade_rows import Rows
from provenance.models import Shipment, ShipmentMention, TradeFile
from provenance.operations import bulk
from provenance.operations.trade_goods import Goods, GoodsReader
from provenance.operations.trade_slabs import Slabs, packed, periods
from provenance.tracing.columns import Shipments
from provenance.tracing.scopes import Scope, goods_scope, part_scope
from provenance.tradewords.units import pieces_in


class Writing:
    """Writes the rows of one file, `first` to `last`; `written` counts them. `scopes` and `makers` are touched by them.

    `sources`: keys by name; `parties`, `names`, `countries`: keys and packed country by the place of each name.
    """

    def __init__(
        self,
        file: TradeFile,
        *,
        sources: Mapping[str, int],
        parties: NDArray[np.int64],
        names: NDArray[np.int64],
        countries: NDArray[np.int64],
    ) -> None:
        self._file, self._sources = file, sources
        self._parties, self._names, self._countries = parties, names, countries
        self._goods = GoodsReader()
        self._slabs = Slabs(file)
        self._days: dict[int, str | None] = {-1: None}
        self.written, self.first, self.last = 0, 0, 0
        self.scopes: set[Scope] = set()
        self.makers: set[int] = set()

    def close(self) -> None:
        """Write what is held back."""
        self._slabs.close()

    def write(self, rows: Rows) -> None:
        """Store rows of which none is there."""
        count = len(rows)
        sellers, buyers = rows.seller, rows.buyer
        first = bulk.reserve(Shipment, count)
        self.first, self.last = self.first or first, first + count - 1
        self.written += count
        said = list(zip(rows.description, rows.part_number, rows.manufacturer, strict=True))
        meaning = self._goods.read(said)
        goods = [meaning[one] for one in said]
        texts = self._goods.texts(rows.description)
        keys = range(first, first + count)
        bulk.insert_columns(
            Shipment,
            {
                "id": list(keys),
                "file_id": [self._file.pk] * count,
                "source_id": [self._sources[source] for source in rows.source],
                "reference": rows.reference,
                "seller_id": self._parties[sellers].tolist(),
                "buyer_id": self._parties[buyers].tolist(),
                "seller_name_id": self._names[sellers].tolist(),
                "buyer_name_id": self._names[buyers].tolist(),
                "earliest": self._iso(rows.earliest.tolist()),
                "latest": self._iso(rows.latest.tolist()),
                "dispatch_country": rows.dispatch_country,
                "origin_country": rows.origin_country,
                "hs6": rows.hs6,
                "description_id": [texts[text] if text else None for text in rows.description],
                "manufacturer_id": [one.maker for one in goods],
                "quantity": [None if isnan(one) else one for one in rows.quantity.tolist()],
                "unit": rows.unit,
                "value_usd_cents": [None if one < 0 else one for one in rows.cents.tolist()],
                "credibility": rows.credibility.tolist(),
                "digest": rows.digest.tolist(),
            },
        )
        self._mention(keys, goods)
        slab = self._packed(rows, first, goods)
        slab["seller"], slab["buyer"] = self._parties[sellers], self._parties[buyers]
        slab["country"] = self._countries[buyers]
        self._slabs.add(slab, rows.hs6)
        self._touch(rows.hs6, periods(slab).tolist(), goods)

    def _iso(self, days: Sequence[int]) -> list[str | None]:
        known = self._days
        for day in set(days) - known.keys():
            known[day] = date.fromordinal(day).isoformat()
        return [known[day] for day in days]

    def _mention(self, keys: Sequence[int], goods: Sequence[Goods]) -> None:
        found = [(key, one) for key, said in zip(keys, goods, strict=True) for one in said.mentions]
        if found:
            bulk.insert_columns(
                ShipmentMention,
                {
                    "shipment_id": [key for key, _ in found],
                    "canonical": [one.canonical for _, one in found],
                    "number": [one.number for _, one in found],
                    "manufacturer_id": [one.maker for _, one in found],
                    "stated": [one.stated for _, one in found],
                },
            )

    def _packed(self, rows: Rows, first: int, goods: Sequence[Goods]) -> Shipments:
        slab = packed(len(rows))
        slab["row"] = np.arange(first, first + len(rows))
        slab["earliest"], slab["latest"] = rows.earliest, rows.latest
        factors = {unit: pieces_in(unit) for unit in set(rows.unit)}
        pieces = np.nan_to_num(rows.quantity) * np.array([factors[unit] for unit in rows.unit])
        cents = np.where(rows.cents < 0, np.nan, rows.cents)
        slab["quantity"] = pieces
        slab["price"] = np.divide(cents / 100, pieces, out=np.full(len(rows), np.nan), where=pieces > 0)
        slab["maker"] = [one.maker or 0 for one in goods]
        slab["names"] = [bool(one.mentions) for one in goods]
        return slab

    def _touch(self, codes: Sequence[str], days: Sequence[int], goods: Sequence[Goods]) -> None:
        scopes = self.scopes
        unnamed: set[tuple[str, int]] = set()
        for code, period, one in zip(codes, days, goods, strict=True):
            if one.mentions:
                scopes.update(part_scope(mention.canonical, period) for mention in one.mentions)
            else:
                unnamed.add((code, period))
                if one.maker:
                    self.makers.add(one.maker)
        scopes.update(goods_scope(code, period) for code, period in unnamed)
