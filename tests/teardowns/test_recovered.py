from datetime import date

import pytest

from teardowns.models import Specimen
from teardowns.queries.recovered import recovered_by


@pytest.mark.parametrize(
    ("day", "precision", "last"),
    [
        (None, "day", None),
        (date(2024, 2, 3), "day", date(2024, 2, 3)),
        (date(2024, 2, 1), "month", date(2024, 2, 29)),
        (date(2024, 1, 1), "year", date(2024, 12, 31)),
    ],
)
def test_the_last_day_that_the_precision_allows(day: date | None, precision: str, last: date | None) -> None:
    assert recovered_by(Specimen(recovered_on=day, recovered_precision=precision)) == last
