"""Owners of a brand through time."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from provenance.owning import Ownership, owned_between, tenures


def year(number: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


ACTEL = (Ownership("Actel", "Microsemi", *year(2010)), Ownership("Microsemi", "Microchip", *year(2018)))


def owners_on(day: date) -> list[tuple[object, ...]]:
    return [tenure.owners for tenure in owned_between(tenures("Actel", ACTEL), day, day)]


def test_a_brand_goes_from_hand_to_hand() -> None:
    assert owners_on(date(2009, 5, 1)) == [()]
    assert owners_on(date(2015, 5, 1)) == [("Microsemi",)]
    assert owners_on(date(2024, 5, 1)) == [("Microsemi", "Microchip")]


def test_in_a_year_of_which_the_day_is_unknown_both_are_possible() -> None:
    assert owners_on(date(2010, 6, 1)) == [(), ("Microsemi",)]
    assert owners_on(date(2010, 12, 31)) == [("Microsemi",)]
    assert owners_on(date(2009, 12, 31)) == [()]


def test_an_exact_day_leaves_no_doubt() -> None:
    known = tenures("Altera", [Ownership("Altera", "Intel", date(2015, 12, 28), date(2015, 12, 28))])
    before, after = known
    assert before.until == date(2015, 12, 27)
    assert after.began == after.surely_since == date(2015, 12, 28)
    assert owned_between(known, date(2015, 12, 27), date(2015, 12, 27)) == (before,)
    assert owned_between(known, date(2015, 12, 28), None) == (after,)


def test_what_was_sold_again_is_its_own_or_the_next_ones() -> None:
    held = [
        Ownership("Brand", "First", date(2000, 1, 1), date(2000, 1, 1), end=date(2009, 12, 31)),
        Ownership("Brand", "Second", date(2012, 1, 1), date(2012, 1, 1)),
    ]
    assert [tenure.owners for tenure in tenures("Brand", held)] == [(), ("First",), (), ("Second",)]


def test_an_owner_of_unknown_beginning_owned_it_always() -> None:
    (only,) = tenures("Brand", [Ownership("Brand", "Owner")])
    assert only.owners == ("Owner",) and only.began is None and only.until is None


def test_a_brand_of_which_nothing_is_known_is_its_own_company() -> None:
    (only,) = tenures("Brand", [])
    assert only.owners == () and only.possible(date.min, date.min)


def test_a_ring_of_owners_ends() -> None:
    ring = [Ownership("A", "B"), Ownership("B", "C"), Ownership("C", "A")]
    assert tenures("A", ring)[0].owners == ("B", "C")


DAYS = st.dates(date(1970, 1, 1), date(2030, 1, 1))
HELD = st.builds(
    lambda brand, owner, day, doubt, lasts: Ownership(
        brand, owner, day, day + timedelta(days=doubt), None if lasts is None else day + timedelta(days=doubt + lasts)
    ),
    st.sampled_from("ABCD"), st.sampled_from("ABCD"), DAYS, st.integers(0, 400), st.none() | st.integers(0, 4000),
)  # fmt: skip


@given(st.lists(HELD, max_size=6), DAYS)
def test_on_every_day_somebody_or_nobody_owned_it_without_a_gap(held: list[Ownership], day: date) -> None:
    known = tenures("A", held)
    assert owned_between(known, day, day)
    assert known[0].began is None and known[-1].until is None
    assert all("A" not in tenure.owners for tenure in known)
    assert all(one.owners != other.owners for one, other in pairwise(known))
