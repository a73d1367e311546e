"""What the part costs, and what that says of rows that name no part."""

import pytest

from provenance.tracing import rules
from provenance.tracing.rows import NAMINGS, price_level, priced_as_part, rows
from provenance.tracing.types import Naming


def _priced(*known: tuple[Naming, float]):
    return rows(
        row=range(len(known)), naming=[NAMINGS.index(name) for name, _ in known], price=[price for _, price in known]
    )


@pytest.mark.parametrize(
    ("known", "level"),
    [
        ([], None),
        ([(Naming.GOODS, 4.0), (Naming.EXACT, 0.0)], None),
        ([(Naming.EXACT, 2.0), (Naming.FAMILY, 9.0)], (2.0, 1)),
        ([(Naming.EXACT, 1.0), (Naming.BASE, 2.0), (Naming.EXACT, 4.0)], (2.0, 3)),
        ([(Naming.FAMILY, 3.0), (Naming.GOODS, 50.0)], (3.0, 1)),
    ],
)
def test_the_price_is_the_middle_of_the_records_closest_to_the_part(known, level) -> None:
    """Its own or its base's, else its family's; never that of goods alone."""
    assert price_level(_priced(*known)) == level


def test_few_records_of_a_price_shut_out_no_goods() -> None:
    """A single wrong value must not hide every row that names no part."""
    goods = _priced((Naming.GOODS, 1.0), (Naming.GOODS, 90.0))
    few, enough = (rules.PriceLevel(1.0, records) for records in (rules.LEAST_PRICES - 1, rules.LEAST_PRICES))
    assert len(priced_as_part(goods, few)) == 2
    assert len(priced_as_part(goods, enough)) == 1
    assert rules.priced_as_part(90.0, few)
    assert not rules.priced_as_part(90.0, enough)
