"""Series that were sold without their brand."""

import pytest

from provenance.evaluation.judging import MakerVerdict, judged_candidate
from provenance.partnumbers.families.sales import SALES, sales_of
from provenance.partnumbers.makers import known_makers
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import plain
from provenance.resolving import resolve

MAKERS = known_makers()


def test_both_sides_of_a_sale_are_known_makers() -> None:
    assert {name for sale in SALES for name in (sale.seller, sale.buyer) if MAKERS.named(name) != name} == set()


@pytest.mark.parametrize(
    ("number", "maker", "owner"),
    [
        ("Si5338C-B03017-GM", "Silicon Labs", "Skyworks"),
        ("EFM8BB10F8G", "Silicon Labs", "Silicon Labs"),
        ("M25P16-VMN6", "STMicroelectronics", "Micron Technology"),
        ("STM32F103C8T6", "STMicroelectronics", "STMicroelectronics"),
    ],
)
def test_the_owner_of_a_series_is_who_bought_it(number: str, maker: str, owner: str) -> None:
    bought = [MAKERS.owner(sale.buyer) for sale in sales_of(plain(number), maker) if sale.seller == maker]
    assert (bought or [MAKERS.owner(maker)])[0] == owner


def test_the_answer_names_the_owner_and_tells_of_the_sale() -> None:
    best = resolve(["Si8410AB"], MemoryCatalogue([])).candidates[0]
    assert (best.manufacturer, best.owner) == ("Silicon Labs", "Skyworks")
    told = next(reason for reason in best.reasons if reason.code == "line_sold")
    assert told.params == {"seller": "Silicon Labs", "buyer": "Skyworks", "year": "2021"}


@pytest.mark.parametrize(
    ("marking", "published", "verdict"),
    [
        ("Si8410AB", "Skyworks Solutions, Inc", MakerVerdict.RIGHT),
        ("V23079-A1005-B301", "Siemens", MakerVerdict.RIGHT),
        ("EFM8BB10F8G", "Skyworks Solutions, Inc", MakerVerdict.WRONG),
        ("MGA-82563", "Broadcom Corporation", MakerVerdict.RIGHT),
    ],
)
def test_either_side_of_a_sale_is_right(marking: str, published: str, verdict: MakerVerdict) -> None:
    best = resolve([marking], MemoryCatalogue([])).candidates[0]
    assert judged_candidate(best, published, MAKERS) is verdict
