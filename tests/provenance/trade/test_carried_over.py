"""Shipments of before files and slabs come over whole."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps

from provenance.models import Shipment, ShipmentMention, TradeFile, TradeSlab
from provenance.operations.trade_roll_back import roll_back_shipments
from provenance.tracing.columns import unpack
from tests.factories.provenance import make_party, make_source

pytestmark = pytest.mark.django_db
migration = import_module("provenance.migrations.0005_trade")


def old_row(at: int, source: int, seller: int, buyer: int) -> SimpleNamespace:
    day = date(2022, 1, 5) if at else None
    return SimpleNamespace(
        source_id=source, reference=f"row {at}", seller_id=seller, buyer_id=buyer, earliest=day, latest=day,
        part_number="LM317T" if at else "", part_canonical="1M317T" if at else "", manufacturer_id=None, hs6="854231",
        quantity=100, value_usd_cents=5000, credibility=2,
    )  # fmt: skip


class Before:
    """Today's tables, and the old one as it was."""

    def __init__(self, rows: list[SimpleNamespace]) -> None:
        self._rows = rows

    def get_model(self, app: str, name: str) -> object:
        if name != "OldShipment":
            return apps.get_model(app, name)
        rows = SimpleNamespace(iterator=lambda size: iter(self._rows))
        return SimpleNamespace(objects=SimpleNamespace(order_by=lambda *names: rows))


def test_each_source_becomes_a_file() -> None:
    one, other = make_source("one"), make_source("other")
    seller, buyer = make_party("Alfa", country="CN"), make_party("Beta", country="RU")
    old = [old_row(0, one.pk, seller.pk, buyer.pk), old_row(1, one.pk, seller.pk, buyer.pk),
           old_row(2, other.pk, buyer.pk, seller.pk)]  # fmt: skip
    migration.carry(Before(old), None)
    assert list(TradeFile.objects.order_by("pk").values_list("source", "rows")) == [(one.pk, 2), (other.pk, 1)]
    first = Shipment.objects.get(reference="row 1")
    assert (first.seller, first.buyer_name.text, first.part_number, first.quantity) == (seller, "Beta", "LM317T", 100)
    slabs = TradeSlab.objects.filter(file=first.file).order_by("period")
    assert [slab.period for slab in slabs] == [-1, date(2022, 1, 5).toordinal() // 30]
    packed = unpack(slab.packed for slab in slabs)
    assert packed["row"].tolist() == list(first.file.shipments.order_by("pk").values_list("pk", flat=True))
    assert packed["names"].tolist() == [0, 1]
    assert packed["price"].tolist() == [0.5, 0.5]
    roll_back_shipments(file_id=first.file.public_id, actor="test")
    assert (Shipment.objects.count(), ShipmentMention.objects.count()) == (1, 1)
