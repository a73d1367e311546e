"""A person confirms a likely name, or sets it apart: rows and slabs follow."""

from pathlib import Path

import pytest

from accounts.roles import Role
from custody.models import LedgerEntry
from problems import NotAllowed
from provenance.models import Party, Shipment, TradeName, TradeSlab
from provenance.operations.trade_import import import_shipments
from provenance.operations.trade_judging import NameNotLikely, confirm_name, set_name_apart
from provenance.tracing.columns import unpack
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_party

pytestmark = pytest.mark.django_db
RIGHT, SLIP = "Kelvaro Trading Ltd", "Kelvarro Trading Ltd"


@pytest.fixture
def name(tmp_path: Path) -> TradeName:
    make_party(RIGHT, country="CN")
    path = tmp_path / "one.csv"
    path.write_text(
        "row_id,date,seller,seller_country,buyer,buyer_country,hs_code,quantity\n"
        f"1,2022-01-05,{RIGHT},CN,Beta,RU,854231,5\n2,2022-01-06,{SLIP},CN,Beta,RU,854231,5\n"
        f"3,2022-01-07,Beta,RU,{SLIP},CN,854231,5\n"
    )
    import_shipments(path, actor="test")
    return TradeName.objects.get(text=SLIP, how="likely")


def test_confirmed(name: TradeName) -> None:
    analyst = make_principal(Role.ANALYST)
    with pytest.raises(NotAllowed):
        confirm_name(principal=make_principal(Role.ENFORCEMENT), name=name)
    assert confirm_name(principal=analyst, name=name).how == "confirmed"
    assert LedgerEntry.objects.filter(action="trade_name.confirmed").count() == 1
    with pytest.raises(NameNotLikely):
        confirm_name(principal=analyst, name=name)


def test_set_apart(name: TradeName) -> None:
    right = name.party
    apart = set_name_apart(principal=make_principal(Role.ANALYST), name=name).party
    assert apart != right
    assert (apart.name, apart.country) == (SLIP, "CN")
    rows = {row.reference: row for row in Shipment.objects.all()}
    beta = Party.objects.get(name="Beta")
    expected = {"1": (right.pk, beta.pk), "2": (apart.pk, beta.pk), "3": (beta.pk, apart.pk)}
    assert {at: (row.seller_id, row.buyer_id) for at, row in rows.items()} == expected
    packed = unpack(slab.packed for slab in TradeSlab.objects.all())
    found = {int(row["row"]): (int(row["seller"]), int(row["buyer"])) for row in packed}
    assert found == {rows[at].pk: pair for at, pair in expected.items()}
    with pytest.raises(NameNotLikely):
        set_name_apart(principal=make_principal(Role.ANALYST), name=name)
