from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import CataloguePart


def catalogue(*numbers: str) -> MemoryCatalogue:
    return MemoryCatalogue(CataloguePart(number, "Maker", canonical(number)) for number in numbers)


def test_exact_extending_and_halves() -> None:
    memory = catalogue("TJA1042T", "TJA1042TK", "TJA1042", "LT1013", "---")
    assert len(memory) == 4
    assert [p.number for p in memory.exact({canonical("TJA1O42T"), "nothing"})] == ["TJA1042T"]
    assert [p.number for p in memory.extending(canonical("TJA1042"), 2)] == ["TJA1042", "TJA1042T"]
    assert "TJA1042T" in [p.number for p in memory.sharing_half(canonical("TJA1092T"), 10)]


def test_one_number_of_two_makers_gives_both() -> None:
    parts = [CataloguePart("LM358", maker, canonical("LM358")) for maker in ("A", "B")]
    assert len(MemoryCatalogue(parts).exact([canonical("LM358")])) == 2
