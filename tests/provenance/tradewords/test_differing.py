"""In what two spellings differ."""

import pytest

from provenance.name_key import stored_key
from provenance.tradewords.differing import Differing, differing


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("Kelvaro Trading Ltd", "KELVARO TRADING LTD.", Differing("same")),
        ("Kelvaro Trading Ltd", "Kelvaro Trading GmbH", Differing("form", "Ltd", "GmbH")),
        ("Trading Kelvaro Ltd", "Kelvaro Trading Ltd", Differing("order")),
        ("Kel Varo Trading", "Kelvaro Trading", Differing("spaces")),
        ("Kelvarro Trading", "Kelvaro Trading", Differing("word", "Kelvarro", "Kelvaro")),
        ("Kelvaro Trading", "Kelvaro", Differing("word", "Trading", "")),
        ("Alfa Beta", "«Gamma» (Delta)", Differing("words", "Alfa Beta", "Gamma Delta")),
        ("", "Kelvaro", Differing("word", "", "Kelvaro")),
    ],
)
def test_how_two_names_differ(name: str, other: str, expected: Differing) -> None:
    assert differing(name, other, keys=(stored_key(name), stored_key(other))) == expected
