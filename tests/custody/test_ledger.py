import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from custody.checkpoints import copies, make_checkpoint
from custody.ledger import Subject, append
from custody.models import Checkpoint, LedgerEntry, LedgerHead
from custody.queries import history
from custody.vault import original_path, vault
from custody.verify import ledger_faults, original_faults
from tests.flushing import without_triggers


def tell(number: int = 1, **details) -> LedgerEntry:
    with transaction.atomic():
        return append(action="photo.received", subject=Subject("photo", f"p{number}"), actor="user:a", details=details)


@pytest.fixture(autouse=True)
def own_checkpoints(settings, tmp_path):
    settings.CHECKPOINT_FILE = tmp_path / "checkpoints.jsonl"
    settings.LEDGER_KEY_FILE = tmp_path / "keys" / "ledger.key"


@pytest.mark.django_db
def test_entries_are_numbered_without_gap_and_chained():
    rows = [tell(number) for number in range(1, 6)]
    assert [row.sequence for row in rows] == [1, 2, 3, 4, 5]
    assert [row.previous_hash for row in rows[1:]] == [row.entry_hash for row in rows[:-1]]
    assert list(ledger_faults()) == []


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        append(action="a", subject=Subject("photo", "p"), actor="user:a", details={})


@pytest.mark.django_db(transaction=True)
def test_an_entry_falls_with_its_transaction():
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(1)
        raise RuntimeError
    assert LedgerEntry.objects.count() == 0
    assert tell(2).sequence == 1


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_leave_one_whole_chain():
    def write(start: int) -> None:
        for number in range(5):
            tell(start + number)
        connection.close()

    threads = [threading.Thread(target=write, args=(100 * n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert LedgerEntry.objects.count() == 40
    assert list(ledger_faults()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("table", [LedgerEntry, Checkpoint])
def test_the_database_refuses_update_and_delete(table):
    tell()
    make_checkpoint()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        table.objects.update(head="x") if table is Checkpoint else table.objects.update(actor="x")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        table.objects.all().delete()


@pytest.mark.django_db
def test_history_tells_of_one_object_only():
    tell(1, a="first")
    tell(2)
    tell(1, a="second")
    assert [row.details["a"] for row in history("photo", "p1")] == ["first", "second"]


@pytest.mark.django_db
def test_a_changed_row_is_found_and_its_object_named():
    for number in range(1, 4):
        tell(number)
    with without_triggers():
        LedgerEntry.objects.filter(sequence=2).update(actor="user:mallory")
    faults = list(ledger_faults())
    assert [fault.code for fault in faults] == ["row_changed"]
    assert "photo p2" in faults[0].subject


def forge_everything() -> None:
    """A superuser cuts the ledger and hashes it again from the first row on, head included."""
    with without_triggers():
        LedgerEntry.objects.all().delete()
        Checkpoint.objects.all().delete()
        LedgerHead.objects.all().delete()
    for number in range(1, 4):
        tell(number, forged=True)


@pytest.mark.django_db(transaction=True)
def test_a_whole_rewrite_is_found_through_the_kept_checkpoint():
    for number in range(1, 4):
        tell(number)
    make_checkpoint()
    forge_everything()
    assert {fault.code for fault in ledger_faults()} == {"history_rewritten"}


@pytest.mark.django_db
def test_a_cut_tail_is_found():
    for number in range(1, 6):
        tell(number)
    with without_triggers():
        LedgerEntry.objects.filter(sequence__gt=3).delete()
    assert "tail_cut" in {fault.code for fault in ledger_faults()}


@pytest.mark.django_db(transaction=True)
def test_a_checkpoint_of_another_key_is_found(settings):
    tell()
    checkpoint = make_checkpoint()
    assert checkpoint is not None
    assert make_checkpoint() is None
    assert [copy.size for copy in copies()] == [1]
    settings.LEDGER_KEY_FILE.write_text("ab" * 32)
    assert {fault.code for fault in ledger_faults()} == {"key_unknown"}


@pytest.mark.django_db
def test_a_changed_and_a_lost_original_are_found_and_named(settings, tmp_path):
    settings.VAULT_ROOT = tmp_path / "vault"
    kept, changed, lost = (vault().store_stream([word], max_bytes=99).sha256 for word in (b"one", b"two", b"three"))
    for number, sha256 in enumerate((kept, changed, lost)):
        tell(number, sha256=sha256)
    path = original_path(changed)
    path.chmod(0o600)
    path.write_bytes(b"TWO")
    original_path(lost).unlink()
    found = {(fault.code, fault.subject) for fault in original_faults()}
    assert found == {("original_changed", f"original {changed}"), ("original_missing", f"original {lost}")}


@pytest.mark.django_db
def test_the_command_names_what_is_broken_and_fails(capsys):
    tell(1)
    call_command("verify_ledger")
    assert "The ledger holds: 1 entries" in capsys.readouterr().out
    with without_triggers():
        LedgerEntry.objects.update(action="photo.deleted")
    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_ledger", "--ledger-only")
    assert "row_changed: ledger entry 1 (photo p1)" in capsys.readouterr().out
