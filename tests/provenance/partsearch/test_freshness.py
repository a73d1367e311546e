import pytest
from requests.structures import CaseInsensitiveDict

from provenance.partsearch.freshness import fresh_seconds, pause_seconds

DATE = "Sun, 22 Nov 2026 10:00:00 GMT"
HOUR_LATER = "Sun, 22 Nov 2026 11:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": ""}, None),
        ({"Cache-Control": "private"}, None),
        ({"Cache-Control": "max-age=600"}, 600),
        ({"cache-control": "Private, MAX-AGE=600"}, 600),
        ({"Cache-Control": 'private="a, b", max-age="600"'}, 600),
        ({"Cache-Control": "max-age=600", "Age": "100"}, 500),
        ({"Cache-Control": "max-age=600", "Age": "900"}, 0),
        ({"Cache-Control": "max-age=600, no-store"}, 0),
        ({"Cache-Control": "no-cache"}, 0),
        ({"Cache-Control": "max-age=-1"}, 0),
        ({"Cache-Control": "max-age=soon"}, 0),
        ({"Cache-Control": "max-age"}, 0),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Cache-Control": "max-age=5", "Expires": HOUR_LATER, "Date": DATE}, 5),
        ({"Expires": HOUR_LATER, "Date": DATE}, 3600),
        ({"Expires": DATE, "Date": HOUR_LATER}, 0),
        ({"Expires": "0"}, 0),
        ({"Expires": "-1"}, 0),
        ({"Expires": "Sun, 99 Foo 2026"}, 0),
        ({"Pragma": "no-cache"}, 0),
    ],
)
def test_how_long_an_answer_stays_fresh(headers: dict[str, str], seconds: int | None) -> None:
    assert fresh_seconds(CaseInsensitiveDict(headers)) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 60),
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "0"}, 60),
        ({"Retry-After": "999999"}, 3600),
        ({"Retry-After": "soon"}, 60),
        ({"Retry-After": "٧"}, 60),
        ({"Retry-After": HOUR_LATER, "Date": DATE}, 3600),
    ],
)
def test_how_long_the_next_question_waits(headers: dict[str, str], seconds: int) -> None:
    assert pause_seconds(CaseInsensitiveDict(headers)) == seconds
