"""The second line, on PostgreSQL: with the application's own scope removed, still no row of another maker."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from accounts.models import User
from accounts.queries import principal_for
from accounts.roles import OrganisationKind, Role
from makers import migrations
from makers.models import ExportState, Maker, OwnAct, TermsAcceptance
from makers.operations import finding_exports
from makers.operations.acts import note
from makers.row_scope import own_rows
from provenance.models import Party
from teardowns.models import Release
from teardowns.queries import findings
from tests.factories.accounts import bearer, make_organisation, make_principal, make_token, make_user
from tests.factories.exports import written_export
from tests.factories.provenance import make_maker, represent
from tests.factories.teardowns import make_finding
from tests.makers.row_security import ask, at_run_time, do, put_row, said

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no security of rows"),
]
TABLES = [
    model
    for model in apps.get_app_config("makers").get_models(include_auto_created=True)
    if model not in (Maker, TermsAcceptance)
]
API = "/api/v1/manufacturer/"


class Makers(NamedTuple):
    """Two makers with a finding each, and somebody of the first."""

    own: Release
    foreign: Release
    officer: User
    other: User


@pytest.fixture
def makers() -> Makers:
    found: list[Release] = []
    people: list[User] = []
    for name, number in (("Analog Devices", "AD9361BBCZ"), ("Xilinx", "XC7Z020")):
        brand, organisation = make_maker(name), make_organisation(OrganisationKind.MAKER)
        represent(organisation, brand)
        found.append(make_finding(number, brand))
        people.append(make_user(Role.MAKER, organisation=organisation))
    return Makers(found[0], found[1], people[0], people[1])


@pytest.fixture
def unscoped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which the application forgets whose brands are whose."""
    monkeypatch.setattr(findings, "brands_of", _every_brand)


@pytest.fixture
def client(makers: Makers) -> Client:
    browser = Client(raise_request_exception=False)
    browser.force_login(makers.officer)
    return browser


def test_every_table_of_makers_is_guarded_also_against_its_owner() -> None:
    guarded = {name for (name,) in ask("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")}
    assert guarded == {"teardowns_release", *(model._meta.db_table for model in TABLES)}


def test_the_guard_can_be_lifted_and_put_back() -> None:
    every = [import_module(f"makers.migrations.{one.name}") for one in iter_modules(migrations.__path__)]
    guards = [one for one in every if hasattr(one, "guard")]
    guarded = "SELECT count(*) FROM pg_policies WHERE policyname = 'own_rows'"
    for name, policies in (("lift", 0), ("guard", len(TABLES) + 1)):
        for migration in guards:
            with connection.schema_editor() as editor:
                getattr(migration, name)(apps, editor)
        assert ask(guarded) == [(policies,)]


def test_no_foreign_row_in_any_table(makers: Makers) -> None:
    own, foreign = (user.membership.organisation_id for user in (makers.officer, makers.other))
    for model in TABLES:
        do(f"DELETE FROM {model._meta.db_table}") if model is not OwnAct else None
        for key in (own, foreign):
            put_row(model._meta.db_table, key)
    with at_run_time():
        for scope in (True, False):
            with own_rows(principal_for(makers.officer) if scope else None):
                seen = {own} if scope else {own, foreign}
                for model in TABLES:
                    table = model._meta.db_table
                    assert set(model._base_manager.values_list("pk", flat=True)) == seen, table
                    assert model._base_manager.count() == len(seen), table
                    assert {key for (key,) in ask(f"SELECT id FROM {table}")} == seen, table
                    assert ask(f"SELECT count(*) FROM {table} WHERE id = %s", [foreign]) == [(not scope,)], table


def test_no_foreign_finding(makers: Makers) -> None:
    with at_run_time():
        assert Release.objects.count() == 2
        with own_rows(principal_for(makers.officer)):
            assert list(Release.objects.all()) == [makers.own]
            assert Release.objects.count() == 1
            assert ask("SELECT id FROM teardowns_release") == [(makers.own.pk,)]
            assert not Release.objects.filter(pk=makers.foreign.pk).exists()
            assert not Release.objects.filter(pk=makers.foreign.pk).update(grade="A1")


def test_who_speaks_for_no_brand_sees_no_finding(makers: Makers) -> None:
    with at_run_time(), own_rows(make_principal(Role.MAKER)):
        assert said()[0] and not said()[1]
        assert not Release.objects.exists()


def test_nothing_is_written_for_another_maker(makers: Makers) -> None:
    other = principal_for(makers.other)
    with at_run_time(), own_rows(principal_for(makers.officer)):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            note(principal=other, act="finding.seen", subject_type="finding", subject_id="1")
        note(principal=principal_for(makers.officer), act="finding.seen", subject_type="finding", subject_id="1")


def test_doors_without_their_filter_show_no_foreign_finding(makers: Makers, client: Client, unscoped: None) -> None:
    token = bearer(make_token(makers.officer))
    lists = ("/findings/", f"{API}findings/", f"{API}findings.csv", f"{API}findings.json", "/findings.csv")
    details = (f"/findings/{makers.foreign.public_id}/", f"{API}findings/{makers.foreign.public_id}/")

    def shown(path: str) -> str:
        answer = client.get(path, **(token if path.startswith("/api/") else {}))
        assert answer.status_code in (200, 404)
        content = b"".join(answer)
        return content.decode() if answer.status_code == 200 else ""

    for path in (*lists, *details):  # as the owner of the database, whom nothing holds back
        assert "XC7Z020" in shown(path), path
    with at_run_time():
        for path in lists:
            assert "AD9361BBCZ" in shown(path), path
            assert "XC7Z020" not in shown(path), path
        assert [shown(path) for path in details] == ["", ""]


def test_our_own_people_see_all(makers: Makers) -> None:
    with at_run_time(), own_rows(make_principal(Role.ANALYST)):
        assert said() == ("", "")
        assert Release.objects.count() == 2


def test_nothing_said_is_left_behind(makers: Makers, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    token = bearer(make_token(makers.officer))
    for path in ("/findings/", "/findings.csv", "/findings/00000000-0000-4000-8000-000000000000/", "/people/"):
        b"".join(client.get(path))
        assert said() == ("", ""), path
    for path in ("findings/", "findings.csv", "findings/?x=1", "findings/00000000-0000-4000-8000-000000000000/"):
        b"".join(client.get(API + path, **token))
        assert said() == ("", ""), path
    heard = []
    monkeypatch.setattr(findings.OwnFindings, "__init__", lambda *_: _break(heard))
    assert client.get("/findings/").status_code == client.get(f"{API}findings/", **token).status_code == 500
    assert heard == [(str(makers.officer.membership.organisation_id), str(makers.own.brand_id))] * 2
    assert said() == ("", "")


@pytest.mark.parametrize("path", [f"{API}findings.csv", "/findings.csv"])
def test_nothing_said_is_left_behind_by_a_file_that_nobody_takes(makers: Makers, client: Client, path: str) -> None:
    answer: Any = client.get(path, **(bearer(make_token(makers.officer)) if path.startswith(API) else {}))
    assert said() == ("", "")
    assert next(iter(answer))
    assert said() == (str(makers.officer.membership.organisation_id), str(makers.own.brand_id))
    for close in answer._resource_closers:  # as a server does; `answer.close()` would end the test's connection too
        close()
    assert said() == ("", "")


@pytest.mark.parametrize("path", ["findings.csv", "findings.xlsx", "acts.csv", "exports/"])
@pytest.mark.parametrize("door", ["", API])
def test_a_file_that_is_broken_off_is_on_record_at_run_time_too(
    makers: Makers, client: Client, door: str, path: str
) -> None:
    kept = str(written_export(principal_for(makers.officer)).public_id)
    address = {
        "exports/": f"{door}exports/{kept}/file/" if door else f"/maker/exports/{kept}/",
        "acts.csv": f"{door}acts.csv" if door else "/maker/acts.csv",
    }.get(path, f"{door or '/'}{path}")
    named = "acts" if path == "acts.csv" else "findings"
    token = bearer(make_token(makers.officer)) if door else {}
    with at_run_time():
        for broken_off in (True, False):
            answer: Any = client.get(address, **token)
            assert answer.status_code == 200
            assert next(iter(answer)) if broken_off else b"".join(answer)
            for close in answer._resource_closers:  # as a server does, also when the line broke off
                close()
            assert said() == ("", "")
            act = OwnAct.objects.order_by("-pk")[0]
            assert act.act == f"{named}.{'export_broken_off' if broken_off else 'exported'}"
            assert act.organisation == makers.officer.membership.organisation and act.details["sha256"]


def test_an_export_is_written_among_own_rows(makers: Makers, unscoped: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The job says for whom it works: with the scope of its query removed it still finds no foreign row."""
    monkeypatch.setattr(finding_exports, "brands_of", _every_brand)
    with at_run_time():
        made = written_export(principal_for(makers.officer), ending="json")
        assert said() == ("", "")
        assert (made.state, made.written) == (ExportState.READY, 1)


@pytest.mark.django_db(transaction=True)
def test_what_is_said_holds_through_a_failed_transaction_and_a_new_connection() -> None:
    principal = make_principal(Role.MAKER)
    scope = (str(principal.organisation.pk), "")
    with own_rows(principal):
        with pytest.raises(ProgrammingError), transaction.atomic():
            do("SELECT nothing")
        assert said() == scope
        connection.close()
        assert said() == scope
    assert said() == ("", "")


def _every_brand(*_: object) -> set[int]:
    return set(Party.objects.values_list("pk", flat=True))


def _break(heard: list[tuple[str, str]]) -> None:
    heard.append(said())
    raise RuntimeError("broken on purpose")
