"""The kinds of answer that the table speaks of, and who asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse


class Answer(StrEnum):
    """What a door does."""

    OPEN = "opens"  # goes on to the work; the work may still find the input wanting (400, 409, 413, 415, 422)
    LOGIN = "asks to sign in"  # a redirect to the login page, or 401
    DENIED = "denies"  # 403, the same whether or not the object exists
    HIDDEN = "hides"  # 404, byte for byte the answer to an object that does not exist
    CLOSED = "has no such method"  # 405
    BROKEN = "breaks"


SESSIONS = (
    "field",  # of the team that owns the objects
    "field_other",  # of another team
    "analyst",
    "maker",  # speaks for the brand of the finding
    "maker_other",  # speaks for another brand
    "enforcement",
    "admin",
    "outsider",  # an account that belongs to no organisation
    "suspended",  # a session of somebody suspended since
)
TOKENS = (
    "token_field",
    "token_field_other",
    "token_analyst",
    "token_maker",
    "token_maker_other",
    "token_enforcement",
    "token_upload",  # upload only, of the person who sent the photo
    "token_upload_colleague",  # upload only, of somebody else in the same team
    "token_device",  # a phone of the person who sent the photo
    "token_device_other",  # a phone of another team
    "token_device_wiped",  # a phone of the team that is to be wiped
    "token_suspended",
    "token_expired",
    "token_revoked",
)
SIGNED_OUT = frozenset({"anonymous", "suspended", "token_suspended", "token_expired", "token_revoked"})
ACTORS = ("anonymous", *SESSIONS, *TOKENS)
EVERYBODY = " ".join(ACTORS)
KNOWN = " ".join(actor for actor in ACTORS if actor not in SIGNED_OUT)
SIGNED_IN = " ".join(actor for actor in SESSIONS if actor not in SIGNED_OUT)


@dataclass(frozen=True, slots=True)
class Door:
    """One method of one route. Who is not named is asked to sign in when signed out, and denied otherwise.

    `makes_id`: the caller makes the id in the address, so that there is no object that does not exist.
    """

    opens: frozenset[str]
    hides: frozenset[str] = frozenset()
    body: Mapping[str, Any] = field(default_factory=dict)
    makes_id: bool = False

    def expected(self, actor: str) -> Answer:
        """What this door does to this actor."""
        if actor in self.opens:
            return Answer.OPEN
        if actor in self.hides:
            return Answer.HIDDEN
        return Answer.LOGIN if actor in SIGNED_OUT else Answer.DENIED


@dataclass(frozen=True, slots=True)
class Route:
    """A row of the table: what stands in the address (names of `world.things`), and a door a method."""

    doors: Mapping[str, Door]
    kwargs: Mapping[str, str] = field(default_factory=dict)
    other_methods: bool = True  # whether every method that is not listed must be refused


def door(opens: str = "", *, hides: str = "", body: Mapping[str, Any] | None = None, makes_id: bool = False) -> Door:
    """A door; actors are separated by blanks. Raises ValueError for an actor that is none, or is named twice."""
    named = [actors.split() for actors in (opens, hides)]
    every = [actor for actors in named for actor in actors]
    if unknown := set(every) - set(ACTORS):
        raise ValueError(f"no such actor: {sorted(unknown)}")
    if len(every) != len(set(every)):
        raise ValueError(f"named twice: {sorted(actor for actor in set(every) if every.count(actor) > 1)}")
    return Door(frozenset(named[0]), frozenset(named[1]), body or {}, makes_id)


def answer_of(response: HttpResponseBase) -> Answer:
    """Which kind of answer a response is."""
    status = response.status_code
    if status in (301, 302, 303) and response.headers["Location"].startswith(reverse("account_login")):
        return Answer.LOGIN
    if status < 400 or status in (400, 409, 413, 415, 422):
        return Answer.OPEN
    known = {401: Answer.LOGIN, 403: Answer.DENIED, 404: Answer.HIDDEN, 405: Answer.CLOSED}
    return known.get(status, Answer.BROKEN)
