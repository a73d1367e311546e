"""One POST to an outside service: bounded in time and size, never redirected, TLS verified."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from django.utils.translation import gettext_lazy as _
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError, TimeoutError

from provenance.partsearch.problems import NoAnswer, Unreachable

CONNECT_SECONDS, SILENT_SECONDS, ALL_SECONDS = 5.0, 10.0, 30.0
MOST_BYTES = 2 * 1024 * 1024
CHUNK = 64 * 1024
TOO_LATE = _("it did not answer in time")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever its status; `headers` find any case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Bearer(AuthBase):
    """Sends a token, or nothing. Being there, it keeps a `.netrc` from putting in credentials of its own."""

    def __init__(self, token: str = "") -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the header."""
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def deadline() -> float:
    """When a person has waited long enough, for all that one question needs; on the monotonic clock."""
    return time.monotonic() + ALL_SECONDS


def post(url: str, *, service: str, ends: float, token: str = "", form: Any = None, json: Any = None) -> Answer:
    """Send a form or JSON before `ends`. Raises Unreachable and NoAnswer; neither they nor their causes hold what
    was sent.
    """
    left = ends - time.monotonic()
    if left <= 0:
        raise Unreachable(service=service, why=TOO_LATE)
    try:
        with requests.post(
            url,
            data=form,
            json=json,
            auth=Bearer(token),
            headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Chiptrail"},
            timeout=(min(CONNECT_SECONDS, left), min(SILENT_SECONDS, left)),
            allow_redirects=False,
            stream=True,
        ) as response:
            return Answer(response.status_code, response.headers, _body(response, service, ends))
    except (requests.Timeout, TimeoutError):
        raise Unreachable(service=service, why=TOO_LATE) from None
    except requests.exceptions.SSLError:
        raise Unreachable(service=service, why=_("its certificate cannot be trusted")) from None
    except HTTPError:
        raise Unreachable(service=service, why=_("the connection broke in the middle of its answer")) from None
    except requests.RequestException:
        raise Unreachable(service=service, why=_("there is no connection to it")) from None


def _body(response: requests.Response, service: str, ends: float) -> bytes:
    """The decoded bytes. Read as they come: an endless or a dripping answer is stopped, not waited for."""
    body = bytearray()
    while chunk := response.raw.read1(CHUNK, decode_content=True):
        body += chunk
        if len(body) > MOST_BYTES:
            raise NoAnswer(service=service, why=_("it is far too large"))
        if time.monotonic() > ends:
            raise Unreachable(service=service, why=TOO_LATE)
    return bytes(body)
