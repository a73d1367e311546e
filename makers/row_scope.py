"""Tells PostgreSQL for whom a maker's request speaks, so that it gives no row of others: the second line.

The first line is the scope of each query. This one is for the day on which one of them lacks it. The policies are in
migration 0006. Both doors go through here; SQLite knows no such thing.

What is said holds for the connection and not for a transaction: a request has several, and what it wrote before a
refusal (a wrong code was tried) must stay. It is taken back when the request, or the file that it sends, has ended.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, connection
from django.db.backends.signals import connection_created
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Role
from provenance.queries.parties import brands_of

SAY = "SELECT set_config('chiptrail.organisation', %s, false), set_config('chiptrail.brands', %s, false)"
_NOBODY = ("", "")
_said: ContextVar[tuple[str, str]] = ContextVar("row_scope", default=_NOBODY)
"""The organisation and its brands, as the settings have them."""


def narrows(principal: Principal | None) -> bool:
    """Whether the database holds back rows from this asker."""
    return principal is not None and principal.role is Role.MAKER and connection.vendor == "postgresql"


@contextmanager
def own_rows(principal: Principal | None) -> Iterator[None]:
    """Inside, the database knows only rows of this maker, and findings of the brands that it speaks for today.

    For everybody else nothing changes. Not to be begun inside a transaction that may be rolled back before its end.
    """
    if principal is None or not narrows(principal):
        yield
        return
    brands = sorted(brands_of(principal.organisation, timezone.now().date()))
    try:
        _say(str(principal.organisation.pk), ",".join(map(str, brands)))
        yield
    finally:
        _fall_silent()


def while_sent(principal: Principal | None, answer: Any) -> Any:
    """The answer; if it is written while it is sent, then among own rows too."""
    if narrows(principal) and isinstance(answer, StreamingHttpResponse) and not isinstance(answer, FileResponse):
        answer.streaming_content = _within(principal, iter(answer))
    return answer


def _within(principal: Principal | None, pieces: Iterator[bytes]) -> Iterator[bytes]:
    with own_rows(principal):
        yield from pieces


def _say(organisation: str, brands: str) -> None:
    _said.set((organisation, brands))
    with connection.cursor() as cursor:
        cursor.execute(SAY, [organisation, brands])


def _fall_silent() -> None:
    """Take it back. A connection that does not hear it serves nobody else; a transaction that is broken takes it back
    itself when it ends."""
    _said.set(_NOBODY)
    if connection.connection is None:
        return
    try:
        _say(*_NOBODY)
    except Error:
        if not connection.in_atomic_block:
            connection.close()


def _say_again(**made: Any) -> None:
    """A connection that was lost and made anew in the middle of a request must be told too."""
    if made["connection"].alias == DEFAULT_DB_ALIAS and _said.get() != _NOBODY:
        _say(*_said.get())


connection_created.connect(_say_again, dispatch_uid="makers.row_scope")
