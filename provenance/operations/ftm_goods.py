"""Customs declarations of a FollowTheMoney file, put aside while its parties are stored, then imported as shipments."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from provenance.batching import batches
from provenance.importers.lists_published.entry import Goods
from provenance.models import Party, Shipment

COLUMNS = (
    "row_id", "date_from", "date_to", "seller", "seller_country", "buyer", "buyer_country", "dispatch_country",
    "origin_country", "hs_code", "description", "quantity", "unit", "value_usd", "source",
)  # fmt: skip
BATCH = 2000


class GoodsAside:
    """Rows on the disk: a file may hold millions."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8", prefix="chiptrail-goods-")  # noqa: SIM115

    def add(self, goods: Goods) -> None:
        """Put one aside."""
        self._file.write(json.dumps([goods.line, goods.seller, goods.buyer, dict(goods.cells)]) + "\n")

    def store(self, name: str, parties: Mapping[str, int], *, actor: str) -> int:
        """Import those that are not here yet, with the names of their parties; returns how many are new."""
        from provenance.operations.trade_import import import_shipments  # noqa: PLC0415 - the marking engine is heavy

        with self._file, tempfile.TemporaryDirectory(prefix="chiptrail-goods-") as folder:
            path = Path(folder) / f"{name}.shipments.csv"
            return import_shipments(path, actor=actor).created if self._write(path, parties) else 0

    def _write(self, path: Path, parties: Mapping[str, int]) -> int:
        self._file.seek(0)
        count = 0
        with path.open("w", encoding="utf-8", newline="") as out:
            table = csv.DictWriter(out, COLUMNS)
            table.writeheader()
            for some in batches(map(json.loads, self._file), BATCH):
                rows = list(_rows(some, parties))
                table.writerows(rows)
                count += len(rows)
        return count


def _rows(some: list[Any], parties: Mapping[str, int]) -> Iterator[dict[str, str]]:
    wanted = {parties[key] for _, seller, buyer, _ in some for key in (seller, buyer) if key in parties}
    named = {pk: (name, country) for keys in batches(sorted(wanted)) for pk, name, country in _named(keys)}
    here = Shipment.objects.filter(reference__in=[cells["row_id"] for *_, cells in some])
    known = set(here.values_list("reference", "source__name"))
    for _line, seller, buyer, cells in some:
        if seller in parties and buyer in parties and (cells["row_id"], cells["source"]) not in known:
            sides = zip(("seller", "buyer"), (parties[seller], parties[buyer]), strict=True)
            told = {side: named[pk] for side, pk in sides}
            names = {side: name for side, (name, _) in told.items()}
            yield cells | names | {f"{side}_country": country for side, (_, country) in told.items()}


def _named(keys: Any) -> Any:
    return Party.objects.filter(pk__in=keys).values_list("pk", "name", "country")
