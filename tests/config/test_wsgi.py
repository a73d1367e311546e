"""The door that gunicorn opens, with requests that lie about themselves."""

from typing import Any

import pytest
from django.test import RequestFactory

from config.wsgi import application


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["zlib", "nonsense", "utf-8", "hex", ""])
def test_a_declared_charset_never_ends_in_a_server_error(charset: str) -> None:
    environ = RequestFactory().get("/account/login/?a=b").environ
    environ["CONTENT_TYPE"] = f"text/plain; charset={charset}"
    statuses: list[str] = []

    def start_response(status: str, headers: list[tuple[str, str]], fault: Any = None) -> Any:
        statuses.append(status)

    list(application(environ, start_response))
    assert statuses == ["200 OK"]
