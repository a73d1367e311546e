from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import CataloguePart


def catalogue(*numbers: str) -> MemoryCatalogue:
    return MemoryCatalogue(CataloguePart(number, "Maker", canonical(number)) for number in numbers)


def test_exact_extending_and_near() -> None:
    memory = catalogue("TJA1051T", "TJA1051TK", "TJA1051", "LT1013", "---")
    assert len(memory) == 4
    assert [p.number for p in memory.exact({canonical("TJA1O51T"), "nothing"})] == ["TJA1051T"]
    assert [p.number for p in memory.extending(canonical("TJA1051"), 2)] == ["TJA1051", "TJA1051T"]
    assert [p.number for p in memory.near([canonical("TJA1091T")], 1)] == ["TJA1051T"]
    assert [p.number for p in memory.near([canonical("LT1O1"), "XYZ"], 9)] == ["LT1013"]
    assert memory.near([], 9) == catalogue().near(["A"], 9) == []


def test_one_number_of_two_makers_gives_both() -> None:
    parts = [CataloguePart("LM358", maker, canonical("LM358")) for maker in ("A", "B")]
    assert len(MemoryCatalogue(parts).exact([canonical("LM358")])) == 2
