import pytest
from django.test import RequestFactory

from config.wsgi import application


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["zlib", "nonsense", "utf-8", "hex", ""])
def test_a_declared_charset_never_ends_in_a_server_error(charset):
    environ = RequestFactory().get("/account/login/?a=b").environ
    environ["CONTENT_TYPE"] = f"text/plain; charset={charset}"
    statuses = []
    list(application(environ, lambda status, headers: statuses.append(status)))
    assert statuses == ["200 OK"]
