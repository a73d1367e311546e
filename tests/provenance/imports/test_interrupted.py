"""An import that is stopped half way leaves nothing behind, and runs the next time as if it had never begun."""

from collections.abc import Callable
from pathlib import Path

import pytest

from custody.models import LedgerEntry
from provenance.models import Claim, ClaimFile, ListVersion, Party, Shipment, Source, Touch, TradeFile, TradeName
from provenance.operations.claim_imports import import_claims
from provenance.operations.list_imports import Wish, import_list
from provenance.operations.trade_import import import_shipments

pytestmark = pytest.mark.django_db
TABLES = (Party, Shipment, Claim, ListVersion, Source, Touch, TradeFile, ClaimFile, TradeName, LedgerEntry)


class Stopped(BaseException):
    """As a signal stops a process: no handler of errors catches it."""


def stop(*_arguments: object, **_named: object) -> None:
    raise Stopped


def shipments(path: Path) -> None:
    path.write_text("seller,buyer,date\nAlfa,Beta,2022-03-05\n", encoding="utf-8")
    import_shipments(path, actor="test")


def claims(path: Path) -> None:
    path.write_text("seller,buyer,date\nAlfa,Beta,2022-03-05\n", encoding="utf-8")
    import_claims(path, actor="test")


def listings(path: Path) -> None:
    path.write_text("list,name\nEU Test list,Alfa\n", encoding="utf-8")
    import_list(Wish(path=path, format="csv", actor="test"))


@pytest.mark.parametrize(
    ("run", "where"),
    [
        (shipments, "trade_import.append"),
        (shipments, "trade_import.mark_touched"),
        (claims, "claim_imports.append"),
        (claims, "claim_imports.mark_touched"),
        (listings, "list_applying.mark_touched"),
        (listings, "list_imports.kept"),
    ],
)
def test_all_of_it_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[[Path], None], where: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(f"provenance.operations.{where}", stop)
        with pytest.raises(Stopped):
            run(tmp_path / "table.csv")
    assert [table._default_manager.count() for table in TABLES] == [0] * len(TABLES)
    run(tmp_path / "table.csv")
    assert Party.objects.exists()
