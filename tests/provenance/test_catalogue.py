import pytest

from provenance.models import Part
from provenance.partnumbers.makers import UNNAMED
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import CataloguePart
from provenance.queries.catalogue import DatabaseCatalogue
from tests.factories.provenance import make_maker, make_part

pytestmark = pytest.mark.django_db
NUMBERS = ("AD8015ARZ", "AD8015ARZ-REEL7", "AD8016ARBZ", "STM32F103C8T6", "LT1013CN8", "LT1019", "КР1533ЛА3")


@pytest.fixture
def catalogues() -> tuple[DatabaseCatalogue, MemoryCatalogue]:
    for number in NUMBERS:
        make_part(number, make_maker("Analog Devices"), category="ICs")
    parts = (CataloguePart(number, "Analog Devices", canonical(number), "ICs") for number in NUMBERS)
    return DatabaseCatalogue(), MemoryCatalogue(parts)


@pytest.mark.parametrize("read", ["AD8015ARZ", "A8X15ARZ", "5TM3ZF1O3C8T", "LT1O", "", "X", "КР1533ЛА8", "AD80I6"])
def test_the_database_answers_as_memory_does(read, catalogues, django_assert_max_num_queries):
    database, memory = catalogues
    key = canonical(read)
    database.exact([canonical("LT1019")])
    with django_assert_max_num_queries(3):
        assert sorted(database.exact([key, "NONE"]), key=str) == sorted(memory.exact([key, "NONE"]), key=str)
        assert database.extending(key, 9) == (memory.extending(key, 9) if key else [])
        assert database.near([key, canonical("LT1018")], 9) == memory.near([key, canonical("LT1018")], 9)
    assert database.exact([]) == database.near([], 9) == []


def test_a_part_without_a_maker_has_no_maker_s_name():
    make_part("LM358", make_maker(UNNAMED))
    assert DatabaseCatalogue().near([canonical("LM35")], 1)[0].manufacturer == ""


def test_quotes_and_signs_are_data(catalogues):
    database, _ = catalogues
    assert database.exact(["'; DROP TABLE provenance_part; --", "%s"]) == []
    assert database.near(["%S' OR 1=1"], 9) == []
    assert Part.objects.count() == len(NUMBERS)
