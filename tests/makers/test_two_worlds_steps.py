"""A maker’s steps answer, mail and send the same whether or not others are there, and touch nothing of theirs."""

import logging
from collections.abc import Iterator

import pytest

from makers.management.benchmarking.receivers import Receivers
from tests.authorisation.expected import ROUTES
from tests.makers.journey import REFUSED, WAYS_TO_REFUSE, Event, Outcome, Step
from tests.makers.stepped_worlds import STEPS, Both, live_twice
from tests.makers.two_worlds import ACTORS

OWN_ACCOUNT = "the login library's page of one's own account: it knows no maker, and leads on to what is stepped here"
NO_ADDRESS = "what is below /api/ and is no address: it reads nothing"
SHOWN = 6
NOT_TAKEN = {
    **dict.fromkeys(
        (
            *("account_login", "account_logout", "account_reauthenticate", "account_change_password"),
            *("account_set_password", "account_reset_password_from_key"),
            *("mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
            *("mfa_generate_recovery_codes", "mfa_add_webauthn", "mfa_login_webauthn"),
            *("mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn"),
        ),
        OWN_ACCOUNT,
    ),
    "api:nothing": NO_ADDRESS,
}


@pytest.fixture
def quiet() -> Iterator[None]:
    """Hundreds of refusals are not worth a line each."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def test_every_step_that_is_open_to_a_maker_is_taken() -> None:
    open_to = {
        (method, name)
        for name, route in ROUTES.items()
        for method, door in route.doors.items()
        if method not in ("GET", "HEAD") and {*ACTORS} & (door.opens | door.hides)
    }
    taken = {(step.method, step.route) for step in STEPS if step.method != "GET"}
    missing = {(method, name) for method, name in open_to - taken if name not in NOT_TAKEN}
    assert not missing, f"steps of makers that tests/makers/own_steps.py or own_calls.py do not take: {missing}"
    assert taken <= open_to, taken - open_to
    assert NOT_TAKEN.keys() <= {name for _method, name in open_to - taken}


@pytest.mark.django_db
@pytest.mark.timeout(900)  # both worlds, on a busy machine
def test_a_makers_steps_are_the_same_without_everybody_else(quiet: None, receivers: Receivers) -> None:
    """One test: both worlds are lived in once."""
    told = live_twice(receivers)
    each_step_does_what_it_should(told)
    each_step_answers_and_sends_the_same(told)
    the_pages_are_the_same_afterwards(told)
    nothing_of_the_others_is_touched(told)


def each_step_does_what_it_should(told: Both) -> None:
    """Else refusals would be compared with refusals."""
    wrong = [
        f"{one.route} {dict(one.at)} {one.body}: {_said(outcome)}"
        for one, outcome in zip(told.alone.way, told.alone.outcomes, strict=True)
        if isinstance(one, Step) and not _as_expected(one, outcome)
    ]
    assert not wrong, "\n".join(wrong)


def each_step_answers_and_sends_the_same(told: Both) -> None:
    assert told.crowded.way == told.alone.way
    both = zip(told.alone.way, told.crowded.outcomes, told.alone.outcomes, strict=True)
    different = [(one, first, second) for one, first, second in both if first != second]
    assert not different, _some([_difference(*one) for one in different])
    assert sum(bool(one.mails) for one in told.alone.outcomes) > 5
    assert any(one.sent for one in told.alone.outcomes)


def the_pages_are_the_same_afterwards(told: Both) -> None:
    assert told.crowded.pages.keys() == told.alone.pages.keys()
    different = [
        f"{path}: {_first_difference(repr(told.crowded.pages[path]), repr(told.alone.pages[path]))}"
        for path in told.alone.pages
        if told.crowded.pages[path] != told.alone.pages[path]
    ]
    assert not different, _some(different)


def nothing_of_the_others_is_touched(told: Both) -> None:
    changed = [table for table, rows in told.before.items() if rows != told.crowded.theirs[table]]
    assert not changed
    assert sum(bool(rows) for rows in told.before.values()) > 20


def _as_expected(step: Step, outcome: Outcome) -> bool:
    status, _content, _headers = outcome.answers[0]
    expected = WAYS_TO_REFUSE if step.status == REFUSED else (step.status,)
    return status in expected and step.says in outcome.answers[-1][1].decode(errors="replace")


def _said(outcome: Outcome) -> str:
    return " / ".join(f"{status} {content[-1500:]!r}" for status, content, _headers in outcome.answers)


def _some(different: list[str]) -> str:
    """The first few: what follows from them differs, too."""
    return f"{len(different)} differ, first\n" + "\n\n".join(different[:SHOWN])


def _difference(one: Step | Event, crowded: Outcome, alone: Outcome) -> str:
    name = f"{one.route} {dict(one.at)} {one.body}" if isinstance(one, Step) else one.name
    return f"{name}: {_first_difference(repr(crowded), repr(alone))}"


def _first_difference(crowded: str, alone: str) -> str:
    """Near where they part."""
    place = next((n for n, (a, b) in enumerate(zip(crowded, alone, strict=False)) if a != b), 0)
    return f"{crowded[max(0, place - 200) : place + 120]} / {alone[max(0, place - 200) : place + 120]}"
