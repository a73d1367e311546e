"""Every failure as RFC 9457 problem details, in the language of the request.

Members: `type` (`urn:chiptrail:problem:<code>`, stable), `title`, `status`, `detail`, `code`, `kept` (what was
stored), `next_step`, `instance` (the request's id, also in the log), and `errors` where fields are to blame: each
with `pointer` (RFC 6901 in a URI fragment) or `parameter`, `code` and `detail`.
"""

import json
import logging
import re
import uuid
from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.views import set_rollback

from api import problems as door
from api.translation import as_problem, seconds_to_wait
from problems import Problem

log = logging.getLogger("chiptrail.api")

CONTENT_TYPE: Final = "application/problem+json"
REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{8,80}")
BUSY_SECONDS: Final = 5

TITLES: Final = {
    400: gettext_lazy("The request cannot be used"),
    401: gettext_lazy("Sign in first"),
    403: gettext_lazy("Not permitted"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Method not allowed"),
    409: gettext_lazy("Conflict with what is stored"),
    410: gettext_lazy("Gone"),
    412: gettext_lazy("Another version of the protocol"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("Unsupported kind of file or body"),
    422: gettext_lazy("The content cannot be used"),
    429: gettext_lazy("Too many requests"),
    460: gettext_lazy("Changed on its way"),
    500: gettext_lazy("Fault on our side"),
    502: gettext_lazy("An outside service failed"),
    503: gettext_lazy("Busy"),
    507: gettext_lazy("No room left"),
}


def problem_handler(error: Exception, context: dict[str, Any]) -> HttpResponse:
    """DRF's exception handler: no exception leaves the API in another shape than this.

    A plain response, so that views with renderers of their own (the schema, the documentation) answer alike.
    """
    set_rollback()
    request = context["request"]._request if context.get("request") else None
    problem = as_problem(error)
    body = problem_body(problem, request, errors=list(_errors(error)))
    if problem.status == 500:
        log.error("%s", body["instance"], exc_info=error)
    # Half a surrogate pair, echoed from a body, has no UTF-8.
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    headers = _headers(error, problem)
    return HttpResponse(content, status=problem.status, headers=headers, content_type=CONTENT_TYPE)


def failure_among_several(error: Exception, request: HttpRequest) -> dict[str, Any]:
    """The problem of one file in a request of several, whose other files go on."""
    body = problem_body(as_problem(error), request)
    if body["status"] == 500:
        log.error("%s", body["instance"], exc_info=error)
    return body


def problem_body(
    problem: Problem, request: HttpRequest | None, *, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """The problem details object; also used for one file's failure among several."""
    happened, kept, next_step = problem.sentences()
    body: dict[str, Any] = {
        "type": f"urn:chiptrail:problem:{problem.code}",
        "title": str(TITLES.get(problem.status, _("The request cannot be used"))),
        "status": problem.status,
        "detail": happened,
        "code": problem.code,
        "kept": kept,
        "next_step": next_step,
        "instance": request_id(request),
    }
    return {**body, "errors": errors} if errors else body


def request_id(request: HttpRequest | None) -> str:
    """The id that the client gave in `X-Request-ID` when it is well-formed, else a new one."""
    given = request.headers.get("X-Request-ID", "") if request else ""
    return f"urn:chiptrail:request:{given if REQUEST_ID.fullmatch(given) else uuid.uuid4()}"


def _headers(error: Exception, problem: Problem) -> dict[str, str]:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if problem.status == 429:
        headers["Retry-After"] = str(seconds_to_wait(error))
    if problem.status == 503:
        headers["Retry-After"] = str(BUSY_SECONDS)
    return headers


def _errors(error: Exception) -> Iterator[dict[str, str]]:
    if isinstance(error, exceptions.ValidationError):
        yield from ({"pointer": f"#{path}", **fault} for path, fault in faults(error.detail))
    elif isinstance(error, door.InvalidParameter):
        yield from ({"parameter": path[1:], **fault} for path, fault in faults(error.params["faults"]))


def faults(detail: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Flatten DRF's nested error details to (JSON pointer, {code, detail})."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            step = "" if name == "non_field_errors" else f"/{str(name).replace('~', '~0').replace('/', '~1')}"
            yield from faults(inner, path + step)
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, (dict, list))
            yield from faults(inner, f"{path}/{index}" if nested else path)
    else:
        yield path, {"code": str(getattr(detail, "code", "invalid")), "detail": str(detail)}
