"""Which problem an exception stands for, whoever raised it: our packages, DRF, Django, the database, the disk."""

import errno
import math
from collections.abc import Callable
from typing import Final

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import OperationalError
from django.http import Http404, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from rest_framework import exceptions

from api import problems as door
from problems import NotAllowed, NotFound, Problem
from teardowns.problems import StorageFull

CSRF_PREFIX: Final = "CSRF Failed"
DISK_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
POSTGRES_DISK_FULL: Final = "53100"


def as_problem(error: Exception) -> Problem:
    """The problem that an exception stands for; `ServerError` for what nobody expected."""
    if isinstance(error, Problem):
        return error
    for kinds, make in _TRANSLATIONS:
        if isinstance(error, kinds):
            return make(error)
    return door.ServerError()


def _denied(error: Exception) -> Problem:
    # DRF raises one exception for both; a person must not be told to change roles because a page grew old.
    forged = isinstance(error, exceptions.PermissionDenied) and str(error.detail).startswith(CSRF_PREFIX)
    return door.ForgedRequest() if forged else NotAllowed()


def _throttled(error: Exception) -> Problem:
    return door.TooManyRequests(seconds=seconds_to_wait(error))


def _wrong_method(error: Exception) -> Problem:
    words = str(getattr(error, "method", ""))
    return door.WrongMethod(method=words[:20])


def _wrong_media_type(error: Exception) -> Problem:
    return door.WrongMediaType(media_type=str(getattr(error, "media_type", ""))[:80])


def _disk_or_fault(error: Exception) -> Problem:
    return StorageFull() if getattr(error, "errno", None) in DISK_FULL else door.ServerError()


def _database(error: Exception) -> Problem:
    full = "disk is full" in str(error) or getattr(error.__cause__, "sqlstate", "") == POSTGRES_DISK_FULL
    return StorageFull() if full else door.Busy()


_Kinds = type[Exception] | tuple[type[Exception], ...]
# The first fitting row counts: subclasses stand above their bases.
_TRANSLATIONS: Final[tuple[tuple[_Kinds, Callable[[Exception], Problem]], ...]] = (
    (exceptions.ValidationError, lambda _error: door.Invalid()),
    (exceptions.NotAuthenticated, lambda _error: door.NotSignedIn()),
    (exceptions.AuthenticationFailed, lambda _error: door.BadCredentials()),
    ((exceptions.PermissionDenied, PermissionDenied), _denied),
    ((exceptions.NotFound, Http404), lambda _error: NotFound()),
    (exceptions.MethodNotAllowed, _wrong_method),
    (exceptions.UnsupportedMediaType, _wrong_media_type),
    (exceptions.Throttled, _throttled),
    ((RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent), lambda _error: door.TooLarge()),
    (
        (exceptions.ParseError, MultiPartParserError, SuspiciousOperation, UnreadablePostError),
        lambda _error: door.Malformed(),
    ),
    (exceptions.APIException, lambda _error: door.Malformed()),
    (OperationalError, _database),
    (OSError, _disk_or_fault),
)


def seconds_to_wait(error: Exception) -> int:
    """For `Retry-After`: whole seconds, at least one."""
    return max(1, math.ceil(getattr(error, "wait", None) or 1))
