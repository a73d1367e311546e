"""Terms of use: one rule for all readers."""

import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from makers.sharing import (
    OPEN,
    Audience,
    NotTerms,
    Terms,
    TooLate,
    Use,
    day_of,
    is_evidence,
    opens_on,
    stricter,
    terms_of,
    visible,
)

pytestmark = pytest.mark.once

DAYS = some.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))
TERMS = some.builds(Terms, some.sampled_from(Use), some.none() | DAYS)
STRANGERS = some.sampled_from([Audience.ENFORCEMENT, Audience.DOSSIER, Audience.OTHERS])


@given(TERMS, DAYS)
def test_the_answerer_sees_all_of_it(terms: Terms, day: date) -> None:
    assert visible(terms.use, terms.until, Audience.OWN, day)


@given(TERMS, DAYS, STRANGERS)
def test_a_closed_field_is_nothing_to_strangers(terms: Terms, day: date, audience: Audience) -> None:
    closed = terms.use is not Use.OPEN and (terms.until is None or day <= terms.until)
    assert visible(terms.use, terms.until, audience, day) is not closed


@given(TERMS, DAYS)
def test_the_desk_sees_leads_and_what_is_open_and_no_more(terms: Terms, day: date) -> None:
    everybody = visible(terms.use, terms.until, Audience.OTHERS, day)
    assert visible(terms.use, terms.until, Audience.DESK, day) is (everybody or terms.use is Use.LEADS)


@given(TERMS, DAYS)
def test_what_desk_alone_sees_is_no_evidence(terms: Terms, day: date) -> None:
    assert is_evidence(terms.use, terms.until, day) is visible(terms.use, terms.until, Audience.DOSSIER, day)


@given(TERMS, DAYS, some.integers(0, 10_000), some.sampled_from(Audience))
def test_what_is_open_stays_open(terms: Terms, day: date, later: int, audience: Audience) -> None:
    if visible(terms.use, terms.until, audience, day):
        assert visible(terms.use, terms.until, audience, day + timedelta(days=later))


@given(some.sampled_from([Use.LEADS, Use.SEALED]), DAYS, STRANGERS)
def test_the_last_day_is_closed_and_the_next_is_open(use: Use, until: date, audience: Audience) -> None:
    assert not visible(use, until, audience, until)
    assert visible(use, until, audience, until + timedelta(days=1))


@given(TERMS)
def test_terms_are_written_and_read(terms: Terms) -> None:
    expected = OPEN if terms.use is Use.OPEN else terms
    assert terms_of(f"  {str(expected).upper()} ") == expected


@given(some.text(alphabet="opensaludit 0127-"))
def test_any_text_is_terms_or_refused(text: str) -> None:
    with contextlib.suppress(NotTerms):
        assert terms_of(text).use in Use


@pytest.mark.parametrize(
    "text", ["", "secret", "leads until", "leads until 2027-13-01", "until 2027-01-01", "leads 2027"]
)
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(NotTerms):
        terms_of(text)


@pytest.mark.parametrize("text", ["sealed until 9999-12-31", "leads until 2201-01-01", "open until 2201-01-01"])
def test_a_day_too_late_is_told(text: str) -> None:
    with pytest.raises(TooLate):
        terms_of(text)
    assert terms_of("sealed until 2200-12-31").until == date(2200, 12, 31)
    assert opens_on({"note": Terms(Use.SEALED, date.max)}, date(2026, 1, 1)) is None


def test_a_day_ends_when_it_has_ended_everywhere() -> None:
    assert day_of(datetime(2027, 2, 1, 11, 59, tzinfo=UTC)) == date(2027, 1, 31)
    assert day_of(datetime(2027, 2, 1, 12, 0, tzinfo=UTC)) == date(2027, 2, 1)


@given(some.dictionaries(some.sampled_from("abcdef"), TERMS), DAYS)
def test_nothing_opens_before_the_day_that_is_told(terms: dict[str, Terms], day: date) -> None:
    opening = opens_on(terms, day)

    def shown(on: date) -> set[str]:
        return {name for name, one in terms.items() if visible(one.use, one.until, Audience.OTHERS, on)}

    if opening is None:
        assert shown(day) == shown(date(9000, 1, 1))
    else:
        assert shown(opening - timedelta(days=1)) == shown(day) < shown(opening)


@given(TERMS, TERMS, DAYS, some.sampled_from(Audience))
def test_of_two_the_stricter_hides_what_either_hides(one: Terms, other: Terms, day: date, audience: Audience) -> None:
    both = stricter(one, other)
    if visible(both.use, both.until, audience, day):
        assert all(visible(terms.use, terms.until, audience, day) for terms in (one, other))
