import threading

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from custody import checkpoints
from custody.checkpoints import copies, make_checkpoint
from custody.hashing import entry_hash
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


def tamper(**columns) -> None:
    """A superuser writes into the second row whatever the database takes."""
    assignments = ", ".join(f"{name} = %s" for name in columns)
    with without_triggers(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(f"UPDATE custody_ledgerentry SET {assignments} WHERE sequence = 2", list(columns.values()))
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


DEEP = "[" * 100_000 + "]" * 100_000
BROKEN_ROWS = [
    {"details": '{"sha256": 1.5}'},
    {"details": '{"sha256": "\\ud800"}'},
    {"details": "null"},
    {"details": "[]"},
]
BROKEN_ROWS_OF_SQLITE = [
    {"details": "{"},
    {"details": DEEP},
    {"previous_hash": b"\xff"},
    {"subject_id": b"\xff"},
    {"sequence": "two"},
    {"details": "{}", "entry_hash": 7},
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("columns", [*BROKEN_ROWS, *BROKEN_ROWS_OF_SQLITE])
def test_a_row_that_nobody_can_read_is_named_and_stops_nothing(columns):
    if connection.vendor != "sqlite" and columns not in BROKEN_ROWS:
        pytest.skip("PostgreSQL takes no such value")
    if connection.vendor != "sqlite" and "ud800" in columns["details"]:
        pytest.skip("PostgreSQL takes no such value")
    for number in range(1, 4):
        tell(number)
    tamper(**columns)
    faults = [*ledger_faults(), *original_faults()]
    assert {"row_changed", "row_missing"} & {fault.code for fault in faults}
    assert any("entry 2 " in fault.subject for fault in faults)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="PostgreSQL takes no such value")
def test_a_cell_that_the_database_cannot_read_is_a_fault_and_no_crash():
    for number in range(1, 4):
        tell(number)
    tamper(details=b"\xff")
    assert "row_missing" in {fault.code for fault in ledger_faults()}
    assert [fault.code for fault in original_faults()] == ["original_unreadable"]


@pytest.mark.django_db
def test_a_row_that_cannot_be_read_does_not_pass_as_an_empty_one():
    """The hash fits what an unreadable cell could be taken for."""
    tell(1)
    with without_triggers():
        for nothing in (None, {}):
            row = LedgerEntry.objects.get(sequence=1)
            row.details = nothing
            LedgerEntry.objects.filter(sequence=1).update(
                details=[], entry_hash=entry_hash(row.previous_hash, row.sealed().entry)
            )
            assert "row_changed" in {fault.code for fault in ledger_faults()}


@pytest.mark.django_db
def test_a_changed_head_is_found_before_it_spoils_the_next_entry():
    tell(1)
    LedgerHead.objects.update(head="f" * 64)
    assert [fault.code for fault in ledger_faults()] == ["head_changed"]


@pytest.mark.django_db
@pytest.mark.parametrize("sha256", ["../../etc/passwd", "zz", "A" * 64, ""])
def test_an_original_with_an_impossible_name_is_a_missing_one(sha256):
    tell(1, sha256=sha256)
    assert [fault.code for fault in original_faults()] == ["original_missing"]


@pytest.mark.django_db
def test_an_original_that_the_disk_does_not_give_is_named_and_stops_nothing(settings, tmp_path):
    settings.VAULT_ROOT = tmp_path / "vault"
    first, second = (vault().store_stream([word], max_bytes=99).sha256 for word in (b"one", b"two"))
    for number, sha256 in enumerate((first, second)):
        tell(number, sha256=sha256)
    original_path(first).unlink()
    original_path(first).mkdir()
    assert [(f.code, f.subject) for f in original_faults()] == [("original_unreadable", f"original {first}")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe",
        b"[1]",
        b'{"size": [], "head": "", "time": "", "public_key": "", "signature": ""}',
        b'{"size": 1.5, "head": "", "time": "", "public_key": "", "signature": ""}',
        b'{"size": 1, "head": "", "time": "", "public_key": 1, "signature": 1}',
        b'{"size": 1, "he',
    ],
)
def test_a_spoilt_line_among_the_kept_checkpoints_takes_no_other_with_it(settings, line):
    """Also one that a power cut left without its end."""
    tell(1)
    settings.CHECKPOINT_FILE.write_bytes(line)
    make_checkpoint()
    assert [copy.size for copy in copies()] == [1]
    assert list(ledger_faults()) == []
    forge_everything()
    assert {fault.code for fault in ledger_faults()} == {"history_rewritten"}


@pytest.mark.django_db(transaction=True)
def test_a_copy_that_a_killed_process_did_not_make_is_made_the_next_time(monkeypatch):
    tell(1)
    with monkeypatch.context() as killed:
        killed.setattr(checkpoints, "_keep_copies", lambda: None)
        make_checkpoint()
    assert copies() == []
    assert make_checkpoint() is None
    assert [copy.size for copy in copies()] == [1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", [None, "not hex", "ab"])
def test_verifying_makes_no_key_and_needs_none(settings, key):
    tell(1)
    make_checkpoint()
    settings.LEDGER_KEY_FILE.unlink()
    if key is not None:
        settings.LEDGER_KEY_FILE.write_text(key)
    assert {fault.code for fault in ledger_faults()} == {"key_unknown"}
    assert settings.LEDGER_KEY_FILE.exists() == (key is not None)
