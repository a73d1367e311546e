"""Whatever a phone sends, no place finer than a tenth of a degree is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teardowns.coarse_places import NOWHERE, Place, coarse, square


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("point", "49.98765,36.2521", Place("point", "50.0,36.3")),
        ("point", "49,98; 36,25", Place("point", "50.0,36.2")),
        ("point", "-0.01,0.04", Place("point", "0.0,0.0")),
        ("grid", "36UXV4212345678", Place("grid", "36UXV44")),
        ("grid", "36u xv 42123 45678", Place("grid", "36UXV44")),
        ("grid", "36UXV", Place("grid", "36UXV")),
        ("grid", "49.98765 36.25", Place("point", "50.0,36.2")),
        ("grid", "49.5,36.0", Place("grid", "49.5,36.0")),
        ("grid", "49.5,36.2", Place("point", "49.5,36.2")),
        ("grid", "99.5,36.0", NOWHERE),
        ("grid", "K-7", Place("grid", "K-7")),
        ("region", "UA-63", Place("region", "UA-63")),
        ("point", "149.9,36.2", NOWHERE),
        ("point", "the crater behind the school", NOWHERE),
        ("grid", "behind the school, 3rd house", NOWHERE),
        ("grid", "36UXV42123", NOWHERE),
        ("region", "Kharkiv", NOWHERE),
        ("none", "49.9,36.2", NOWHERE),
        ("exact", "49.9,36.2", NOWHERE),
    ],
)
def test_a_place_is_kept_coarse_or_not_at_all(kind: str, value: str, kept: Place) -> None:
    assert coarse(kind, value) == kept


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_no_point_keeps_more_than_one_decimal(latitude: float, longitude: float) -> None:
    kept = coarse("point", f"{latitude:.7f},{longitude:.7f}")
    assert all(len(part.partition(".")[2]) == 1 for part in kept.value.split(","))


@given(st.sampled_from(["none", "region", "grid", "point", "other"]), st.text(max_size=60))
def test_any_text_gives_a_place(kind: str, value: str) -> None:
    assert coarse(kind, value).kind in ("none", "region", "grid", "point")


def test_a_square_of_the_phones_map_is_told_with_both_ends() -> None:
    assert square("49.5,36.0") == (49.5, 36.0, 50.0, 36.5)
    assert square("36UXV44") is None
