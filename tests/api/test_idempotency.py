"""Equal uploads at the same moment are one object with one receipt."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.roles import Role
from custody.models import LedgerEntry
from jobs.models import Job
from tests.api.calling import Caller, caller, photo_file
from tests.factories.teardowns import make_teardown

AT_ONCE = 50


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", ["the-same-key", ""])
def test_fifty_equal_uploads_at_once_are_one_photo(key: str) -> None:
    _one, principal = caller(Role.FIELD)
    teardown = make_teardown(principal)
    url = f"/api/v1/field/teardowns/{teardown.public_id}/photos/"
    callers = [Caller(principal.user) for _ in range(AT_ONCE)]

    def send(each: Caller) -> tuple[int, str]:
        try:
            response = each.send(url, photo_file(1), header=key)
            return response.status_code, response.json().get("photo", response.json().get("code"))
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, callers))
    assert sorted(status for status, _photo in answers) == [200] * (AT_ONCE - 1) + [201]
    assert len({photo for _status, photo in answers}) == 1
    assert teardown.photos.count() == 1
    assert Job.objects.filter(name="teardowns.prepare_photo").count() == 1
    assert LedgerEntry.objects.filter(action="photo.received").count() == 1
