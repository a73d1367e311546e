"""Exports while rights end at the same moment: in whichever order, no file is handed out that holds too much."""

from collections.abc import Callable

import pytest
from django.db import connection

from accounts.operations import suspend_user
from accounts.queries import Principal
from accounts.roles import Role
from jobs.models import Job
from makers.export_problems import ExportEnded, TooManyExports
from makers.models import ExportState, FindingExport
from makers.operations import export_files, finding_exports
from makers.operations.brands import end_brand
from makers.operations.finding_exports import JOB, ask_for_export, end_exports, give_up
from teardowns.operations import releasing
from teardowns.queries.findings import FindingFilter, OwnFindings
from tests.factories.accounts import ACTOR, make_principal
from tests.factories.exports import run_export, written_export
from tests.makers.exporting import House, content, files, numbers, why
from tests.racing import Halt

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("empty_folder")]
CAUSES = {"withdrawal": "taken_back", "ban": "not_allowed", "sale": "brand_left"}


@pytest.fixture
def colleague(exporter: House) -> Principal:
    return make_principal(Role.MAKER, organisation=exporter.organisation)


def asking(principal: Principal, lot: str = "") -> Callable[[], FindingExport]:
    return lambda: ask_for_export(principal=principal, wanted=FindingFilter(lot=lot), ending="csv")


def losing(way: str, exporter: House) -> Callable[[], object]:
    analyst = make_principal(Role.ANALYST)
    ways: dict[str, Callable[[], object]] = {
        "withdrawal": lambda: releasing.withdraw(principal=analyst, release=exporter.found, reason="misread"),
        "ban": lambda: suspend_user(user=exporter.officer.user, reason="left", actor=ACTOR),
        "sale": lambda: end_brand(
            principal=analyst, organisation=exporter.organisation, party_id=exporter.brand.public_id, reason="sold"
        ),
    }
    return ways[way]


def test_two_who_ask_for_the_last_file_that_is_kept(
    exporter: House, colleague: Principal, halt: Halt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding_exports, "MOST", 1)
    halt.before(finding_exports, "enqueue")
    raised = halt.overtaken(asking(exporter.officer, "1"), asking(colleague, "2"))
    assert [type(error) for error in raised] == [type(None), TooManyExports]
    assert FindingExport.objects.count() == Job.objects.filter(name=JOB).count() == 1


@pytest.mark.parametrize("same_person", [True, False])
def test_the_same_question_twice_at_once_is_one_file_a_person(
    exporter: House, colleague: Principal, halt: Halt, same_person: bool
) -> None:
    halt.before(finding_exports, "enqueue")
    other = exporter.officer if same_person else colleague
    assert halt.overtaken(asking(exporter.officer), asking(other)) == [None, None]
    expected = 1 if same_person else 2
    assert FindingExport.objects.count() == Job.objects.filter(name=JOB).count() == expected


@pytest.mark.parametrize("way", list(CAUSES))
@pytest.mark.parametrize("place", ["reading", "appearing"])
def test_what_is_lost_while_a_file_is_written_ends_it(
    exporter: House, colleague: Principal, halt: Halt, way: str, place: str
) -> None:
    """After the first findings are read, and after the rights were asked for the last time."""
    row, lose = asking(exporter.officer)(), losing(way, exporter)
    if place == "reading":
        halt.after(OwnFindings, "page")
    else:
        halt.before(export_files.Written, "appear")
    assert halt.overtaken(lambda: run_export(row), lose) == [None, None]
    assert why(colleague, row) == CAUSES[way]
    assert not list(files())


def test_a_file_begun_while_a_withdrawal_has_the_turn_waits_and_leaves_the_finding_out(
    exporter: House, halt: Halt
) -> None:
    row = asking(exporter.officer)()
    halt.after(releasing, "take_turn")
    assert halt.overtaken(losing("withdrawal", exporter), lambda: run_export(row)) == [None, None]
    assert numbers(content(exporter.officer, row)) == ["LTC3780EG"]


def test_a_file_that_overtakes_a_withdrawal_ends(exporter: House, halt: Halt) -> None:
    """It is begun, written and ready while the withdrawal has still to take its turn. On SQLite it comes after it."""
    row = asking(exporter.officer)()
    halt.before(releasing, "take_turn")
    assert halt.overtaken(losing("withdrawal", exporter), lambda: run_export(row)) == [None, None]
    if connection.vendor == "sqlite":
        assert numbers(content(exporter.officer, row)) == ["LTC3780EG"]
    else:
        assert why(exporter.officer, row) == "taken_back"


@pytest.mark.parametrize("way", list(CAUSES))
def test_what_is_ended_before_it_is_opened_is_not_fetched(
    exporter: House, colleague: Principal, halt: Halt, way: str
) -> None:
    """Its file goes between the look at the rights and the first byte: the cause is told, not that it is lost."""
    row, lose = written_export(exporter.officer), losing(way, exporter)
    halt.before(export_files, "pieces_of")
    fetched, lost = halt.overtaken(lambda: content(colleague, row), lambda: (lose(), end_exports()))
    assert isinstance(fetched, ExportEnded) and fetched.params["cause"] == CAUSES[way] and lost is None
    assert why(colleague, row) == CAUSES[way]


def test_what_is_being_fetched_when_it_ends_is_whole_and_the_last(
    exporter: House, colleague: Principal, halt: Halt
) -> None:
    row, lose, came = written_export(exporter.officer), losing("ban", exporter), []
    halt.after(export_files, "pieces_of")
    raised = halt.overtaken(lambda: came.append(content(colleague, row)), lambda: (lose(), end_exports()))
    assert raised == [None, None] and len(came[0]) == row.size
    assert why(colleague, row) == "not_allowed"


def test_an_attempt_that_gives_up_late_ends_no_file_that_is_ready(exporter: House, halt: Halt) -> None:
    row = asking(exporter.officer)()
    halt.before(export_files.Written, "appear")
    given_up = halt.overtaken(lambda: run_export(row), lambda: give_up(export_id=str(row.public_id), code="crashed"))
    assert given_up == [None, None]
    row.refresh_from_db()
    assert row.state == ExportState.READY and list(files())
