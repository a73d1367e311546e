"""A small world in which a part went from its maker over a distributor and a trader to an importer."""

from dataclasses import dataclass
from datetime import date

import pytest

from provenance.models import Party, PartyKind, RelationKind, Trace
from provenance.operations.tracing import request_trace
from tests.factories.provenance import make_maker, make_part, make_party, make_relation, make_shipment

PART = "AD9361BBCZ"
MADE = (date(2021, 5, 1), date(2021, 5, 31))
RECOVERED = date(2024, 2, 15)


@dataclass(frozen=True, slots=True)
class World:
    """Who is in it."""

    maker: Party
    distributor: Party
    trader: Party
    importer: Party

    def order(self, **changes: object) -> Trace:
        """The question of this world."""
        asked = {"part_number": PART, "manufacturer": self.maker, "made": MADE, "recovered": RECOVERED}
        return request_trace(**{**asked, "actor": "test", **changes})  # type: ignore[arg-type]


@pytest.fixture
def world(db: None) -> World:
    """Three deliveries that name the part."""
    made = World(
        make_maker("Analog Devices"),
        make_party("Able Distribution", PartyKind.AUTHORISED_DISTRIBUTOR),
        make_party("Baker Trading", country="HK"),
        make_party("Charlie Import", PartyKind.IMPORTER, country="RU"),
    )
    make_part(PART, made.maker, category="RF transceiver")
    make_relation(made.distributor, RelationKind.AUTHORISED_DISTRIBUTOR, made.maker, start=date(2015, 1, 1))
    for seller, buyer, on in (
        (made.distributor, made.trader, date(2022, 3, 1)),
        (made.trader, made.importer, date(2022, 4, 1)),
    ):
        make_shipment(seller, buyer, on, part_number=PART, manufacturer=made.maker, quantity=500)
    return made
