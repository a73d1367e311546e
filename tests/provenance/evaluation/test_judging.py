"""Whether an answer names the published maker; the figures over several."""

import pytest

from provenance.evaluation.components import Component
from provenance.evaluation.judging import MakerVerdict, judged, judged_maker
from provenance.evaluation.report import report
from provenance.partnumbers.makers import known_makers
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import CataloguePart


@pytest.mark.parametrize(
    ("answer", "published", "verdict"),
    [
        ("Maxim Integrated", "Maxim Integrated Products (Analog Devices)", MakerVerdict.RIGHT),
        ("Analog Devices", "Maxim Integrated Products (Analog Devices)", MakerVerdict.RIGHT),
        ("Linear Technology", "Maxim Integrated Products (Analog Devices)", MakerVerdict.RIGHT),
        ("Texas Instruments", "Maxim Integrated Products (Analog Devices)", MakerVerdict.WRONG),
        ("Linear Technology", "Maxim Integrated Products", MakerVerdict.WRONG),
        ("Peak Electronics", "Peak Еlectronics", MakerVerdict.RIGHT),
        ("", "Analog Devices", MakerVerdict.UNANSWERED),
        ("Analog Devices", "Not identified", MakerVerdict.NO_TRUTH),
    ],
)
def test_the_brand_or_a_house_that_it_belongs_to(answer, published, verdict):
    assert judged_maker(answer, published, known_makers()) is verdict


def test_figures_count_what_they_say():
    catalogue = MemoryCatalogue([CataloguePart("QXB4711", "Xilinx", canonical("QXB4711"))])
    rows = [
        Component("Chip QXB4711 XILINX", "Xilinx Inc. (AMD)"),
        Component("Chip QXB4711 XILINX", "Somebody Else"),
        Component("Chip QXB4711", "Not identified"),
        Component("Chip ZZ99-ZZ", "Xilinx Inc."),
        Component("1242", "Xilinx Inc."),
        Component("Connector QXB4711", "Somebody Else"),
    ]
    found = report(judged(rows, catalogue, known_makers()))
    shares = {name: (one["hits"], one["of"]) for name, one in found["shares"].items()}
    assert shares["right_maker"] == (1, 3)
    assert shares["wrong_maker"] == (1, 3)
    assert shares["identified"] == (2, 3)
    assert shares["identified_wrong_maker"] == (1, 2)
    assert shares["taken_for_a_part"] == (1, 2)
    assert shares["right_maker_of_all_texts"] == (1, 5)
    assert [one["published"] for one in found["misses"]][:1] == ["Somebody Else"]
    assert [one["marking"] for one in found["taken"]] == ["Connector QXB4711"]
