"""One request of which the tests of a module write answers: made once, and every test begins with it as it was."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from makers.models import TraceRequest
from tests.factories.requests import make_request
from tests.rows import kept_for_long


@pytest.fixture(scope="module")
def kept_request(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[TraceRequest]:
    with kept_for_long(django_db_blocker, make_request) as request:
        yield request


@pytest.fixture
def asked(kept_request: TraceRequest) -> TraceRequest:
    """The request, as it is in the database."""
    return TraceRequest.objects.get(pk=kept_request.pk)
