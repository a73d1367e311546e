"""Keys of older rules are found and made anew; where none is old nothing is written."""

from io import StringIO

import pytest
from django.core.management import call_command

from custody.models import LedgerEntry
from provenance.models import Party, PartyName
from provenance.operations.key_renewal import kept_keys, renew_keys
from tests.factories.provenance import make_party

pytestmark = pytest.mark.django_db


def test_old_keys_are_made_anew() -> None:
    party = make_party("ООО «Пример»", country="RU")
    PartyName.objects.create(party=party, name="Example LLC")
    right = party.name_key
    Party.objects.update(name_key="of older rules", search_key="")
    with pytest.raises(SystemExit):
        call_command("renew_keys", "--check", stdout=StringIO(), stderr=StringIO())
    assert Party.objects.get().name_key == "of older rules"
    renewed = {f"{one.table}.{one.column}": one.old for one in renew_keys(actor="test") if one.old}
    assert renewed == {"party.name_key": 1, "party.search_key": 1}
    party.refresh_from_db()
    assert (party.name_key, bool(party.search_key)) == (right, True)
    call_command("renew_keys", "--check", stdout=StringIO(), stderr=StringIO())
    assert [one.old for one in renew_keys(actor="test")] == [0] * len(list(kept_keys()))
    assert LedgerEntry.objects.filter(action="keys.renewed").count() == 1
