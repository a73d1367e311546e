"""Public files go compressed; pages with somebody's data never do."""

import gzip

import pytest
from django.test import Client

from accounts.roles import Role
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
COMPRESSED = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize("address", ["/field/uk/", "/field/sw.js", "/static/web/field/field.css"])
def test_what_everybody_may_see_goes_compressed(client: Client, address: str) -> None:
    plain, packed = client.get(address), client.get(address, headers=COMPRESSED)
    assert packed.headers["Content-Encoding"] == "gzip"
    whole = gzip.decompress(packed.getvalue())
    assert len(packed.getvalue()) < len(whole) / 2
    assert "Content-Encoding" not in plain.headers
    assert address == "/field/sw.js" or whole == plain.getvalue()


def test_a_page_with_data_is_not_compressed(client: Client) -> None:
    client.force_login(make_user(Role.FIELD))
    for address in ("/", "/field/session/"):
        assert "Content-Encoding" not in client.get(address, headers=COMPRESSED).headers
