"""Files about days and doubts: each kind of contradiction is found where somebody puts one."""

import pytest

from provenance.checking.events import check
from provenance.checking.rows import Row, tables

BROKEN = [
    ("controls.csv", {"effective_from": ""}, "range"),
    ("controls.csv", {"effective_from": "2022-02-24", "effective_to": "2022-02-23"}, "range"),
    ("controls.csv", {"effective_from": "24.02.2022"}, "range"),
    ("controls.csv", {"hs6": "854"}, "hs6"),
    ("controls.csv", {"checked": ""}, "checked"),
    ("exits.csv", {"date_to": "2021-01-01"}, "range"),
    ("donor_products.csv", {"pattern": "("}, "pattern"),
    ("donor_products.csv", {"category": "fpga"}, "donor"),
    ("donor_products.csv", {"pattern": "", "category": "flying carpet"}, "no_hs6"),
    ("reported_links.csv", {"date_from": "someday"}, "inexact"),
    ("reported_links.csv", {"date_from": "2022", "date_to": "2021"}, "inexact"),
    ("reported_links.csv", {"quantity": "many"}, "inexact"),
    ("reported_links.csv", {"shipper_country": "Germany"}, "country"),
    ("reported_links.csv", {"consignee": " ; "}, "party"),
]


def test_the_shipped_files_are_clean() -> None:
    assert list(check(tables())) == []


@pytest.mark.parametrize(("file", "changes", "code"), BROKEN)
def test_a_contradiction_is_found(file, changes, code) -> None:
    shipped = tables()
    first = shipped[file][0]
    broken = Row(file, first.line, {**first.values, **changes})
    assert code in [found.code for found in check({**shipped, file: (broken,)})]
