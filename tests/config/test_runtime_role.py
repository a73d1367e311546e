"""The role that the application runs as: it owns nothing, and cannot put the policies on rows aside."""

from io import StringIO

import pytest
from django.conf import settings
from django.core import checks
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction

from config.row_guard import runtime_role, warn_at_start
from custody.models import LedgerEntry
from tests.factories.teardowns import make_finding
from tests.makers.row_security import ROLE, ask, at_run_time, do

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
APPEND_ONLY = ("accounts_accountevent", "custody_checkpoint", "custody_ledgerentry", "makers_ownact")


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL has roles")
def test_without_roles_it_says_so() -> None:
    with pytest.raises(CommandError, match="Only PostgreSQL"):
        call_command("runtime_role", ROLE)


@on_postgresql
def test_it_owns_nothing_and_has_no_power() -> None:
    call_command("runtime_role", ROLE, stdout=StringIO())
    told = StringIO()
    call_command("runtime_role", ROLE, "--login", stdout=told)  # twice is once
    assert ", ".join(APPEND_ONLY) in told.getvalue()
    [(role, *powers)] = ask(
        "SELECT oid, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles "
        "WHERE rolname = %s",
        [ROLE],
    )
    assert powers == [True, False, False, False, False, False]
    assert ask("SELECT count(*) FROM pg_class WHERE relowner = %s", [role]) == [(0,)]


@on_postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE teardowns_release DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE teardowns_release NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY own_rows ON teardowns_release",
        "CREATE POLICY mine ON teardowns_release USING (true)",
        "SET LOCAL row_security = off; SELECT * FROM teardowns_release",
        "TRUNCATE teardowns_release",
        "CREATE TABLE mine (id int)",
        "ALTER ROLE CURRENT_USER BYPASSRLS",
        "UPDATE custody_ledgerentry SET action = ''",
        "DELETE FROM makers_ownact",
        "DELETE FROM django_migrations",
    ],
)
def test_what_it_may_not(statement: str) -> None:
    with at_run_time(), pytest.raises(Error, match=r"denied|must be|row-level security"), transaction.atomic():
        do(statement)


@on_postgresql
def test_it_may_do_what_the_application_does() -> None:
    with at_run_time():
        before = LedgerEntry.objects.count()
        make_finding().delete()
        assert LedgerEntry.objects.count() > before


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL has roles")
def test_no_warning_without_roles() -> None:
    assert runtime_role(None) == []


@on_postgresql
def test_who_is_not_held_to_the_policies_is_warned(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def warned() -> list[str]:
        return [str(one.id) for one in runtime_role(None)]

    assert warned() == ["chiptrail.W001"], "the tests run as a superuser"
    with at_run_time():
        assert warned() == []
    do("CREATE ROLE owner; GRANT CREATE, USAGE ON SCHEMA public TO owner")
    do("SET LOCAL ROLE owner; CREATE TABLE own (id int)")
    assert warned() == ["chiptrail.W002"]
    do("RESET ROLE")
    monkeypatch.setattr(settings, "ROWS_GUARDED", True)
    monkeypatch.setattr(connection, "close", lambda: None)
    warn_at_start()
    assert "row-level security does not hold" in caplog.text and "runtime_role NAME" in caplog.text


def test_the_check_is_one_of_those_before_going_live() -> None:
    assert "runtime_role" in {getattr(one, "__name__", "") for one in checks.registry.registry.deployment_checks}


@on_postgresql
def test_roles_that_could_go_round_the_policies_are_refused() -> None:
    do("CREATE ROLE strong BYPASSRLS; CREATE ROLE member IN ROLE strong")
    do("CREATE ROLE owner; CREATE SCHEMA own AUTHORIZATION owner")
    for name, why in (
        ("strong", "BYPASSRLS"),
        ("member", "a member of strong"),
        ("owner", "owns 1"),
        ("pg_x", "no name"),
    ):
        with pytest.raises(CommandError, match=why):
            call_command("runtime_role", name)
