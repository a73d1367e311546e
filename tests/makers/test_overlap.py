"""A private overlap: whose lots take part, how often one may ask, what is kept, and who reads what was released."""

import base64
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from voprf import ristretto

from accounts.queries import Principal, principal_for
from accounts.roles import OrganisationKind, Role, Scope
from custody.models import LedgerEntry
from makers import overlapping
from makers.models import OverlapRelease, OverlapRun, OwnAct
from makers.operations import overlap
from makers.operations.overlap import begin_overlap, evaluate_batch, finish_overlap, forget_keys, release_lots
from makers.overlap_problems import (
    NotABatch,
    NotFinished,
    RunOver,
    RunsUsedUp,
    TooFewAsked,
    TooManyAsked,
    TooManyNamed,
)
from makers.queries.overlap import RUNS_A_DAY, OurLots, claimed_lots, our_lots, releases_of
from problems import NotAllowed, NotFound
from provenance.models import BrandRepresentation, Party
from teardowns.models import Decision, Identification
from teardowns.operations.identifying import reject
from teardowns.operations.releasing import withdraw
from tests.factories.accounts import bearer, make_organisation, make_principal, make_token, make_user
from tests.factories.provenance import make_maker, represent
from tests.makers.overlaps import compare, outputs, pieces, with_finding, with_proposal

pytestmark = pytest.mark.django_db
FOUND, HELD, FOREIGN, ABSENT = "26901141", "AB12345C", "TI778899", "99887766"
LIST = [FOUND, HELD, FOREIGN, ABSENT, *(f"LOT{number:05}" for number in range(40))]
API = "/api/v1/manufacturer/overlap/"


@pytest.fixture
def brand() -> Party:
    return make_maker("Analog Devices")


@pytest.fixture
def officer(brand: Party) -> Principal:
    house = make_organisation(OrganisationKind.MAKER)
    represent(house, brand)
    return principal_for(make_user(Role.MAKER, organisation=house))


@pytest.fixture
def held(brand: Party) -> Identification:
    """A lot that its maker is shown, one that it is not, and one of somebody else."""
    with_finding(FOUND, brand)
    with_proposal(FOREIGN, make_maker("Texas Instruments"), "TPS54331DR")
    return with_proposal(HELD, brand)


def test_the_overlap_and_nothing_else_is_learnt(officer: Principal, held: Identification) -> None:
    begun, ours, findings, waiting = compare(officer, LIST)
    assert (findings, waiting) == ({FOUND}, {HELD})
    assert len(ours.findings) == len(ours.waiting) == overlapping.LEAST * overlapping.TAG
    run = OverlapRun.objects.get(pk=begun.run.pk)
    assert (run.asked, run.shown, run.named) == (256, 512, 0)
    assert bytes(run.seed) == b""
    assert run.finished_at


def test_what_is_not_identified_or_not_theirs_takes_no_part(officer: Principal, brand: Party) -> None:
    analyst = make_principal(Role.ANALYST)
    withdraw(principal=analyst, release=with_finding("AA11111", brand), reason="test")
    reject(principal=analyst, component=with_proposal("BB22222", brand).component, note="no")
    unsure = with_proposal("CC33333", brand)
    Identification.objects.filter(pk=unsure.pk).update(decision=Decision.AMBIGUOUS)
    with_proposal("DD44444", make_maker("Xilinx"), "XC7Z020")
    with_proposal("1234", brand)
    assert our_lots(officer) == OurLots(frozenset(), frozenset())


def test_a_lot_that_a_finding_does_not_show_waits(officer: Principal, brand: Party) -> None:
    judged = with_finding("EE55555", brand).identification
    judged.release.lot_code = ""
    judged.release.save()
    assert our_lots(officer) == OurLots(frozenset(), frozenset({"EE55555"}))


def test_a_brand_that_is_sold_takes_its_lots_along(officer: Principal, held: Identification) -> None:
    begun = begin_overlap(principal=officer)
    own = outputs(LIST, begun.public_key, lambda blinded: _pair(officer, begun, blinded))
    yesterday = timezone.now().date() - timedelta(days=1)
    BrandRepresentation.objects.filter(organisation=officer.organisation).update(end=yesterday)
    ours = finish_overlap(principal=officer, public_id=begun.run.public_id)
    assert not (pieces(ours.findings) | pieces(ours.waiting)) & own.keys()
    assert release_lots(principal=officer, public_id=begun.run.public_id, lots=[FOUND]) == 0
    assert not OverlapRelease.objects.exists()


def test_what_others_have_changes_no_answer(
    officer: Principal, held: Identification, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With chance taken away, byte for byte."""
    monkeypatch.setattr(overlap, "fresh_seed", lambda: b"s" * 32)
    monkeypatch.setattr(overlapping, "padded", lambda count: count)
    alone = compare(officer, LIST)[1]
    for name in ("Texas Instruments", "Xilinx"):
        other = make_maker(name)
        with_finding(ABSENT, other)
        with_proposal(FOUND, other)
    crowded = compare(officer, LIST)[1]
    assert crowded == alone


def test_runs_of_a_day_are_counted_by_house(officer: Principal) -> None:
    colleague = principal_for(make_user(Role.MAKER, organisation=officer.organisation))
    for _time in range(RUNS_A_DAY):
        begin_overlap(principal=officer)
    with pytest.raises(RunsUsedUp):
        begin_overlap(principal=colleague)
    OverlapRun.objects.update(begun_at=timezone.now() - timedelta(days=1))
    begin_overlap(principal=colleague)


def test_a_run_takes_so_many_and_not_fewer(officer: Principal, monkeypatch: pytest.MonkeyPatch) -> None:
    run = begin_overlap(principal=officer).run
    batch = b"".join(ristretto.Client.blind(b"L%d" % number)[1].serialize() for number in range(200))
    evaluate_batch(principal=officer, public_id=run.public_id, blinded=batch)
    with pytest.raises(TooFewAsked):
        finish_overlap(principal=officer, public_id=run.public_id)
    monkeypatch.setattr(overlap, "MOST", 399)
    with pytest.raises(TooManyAsked):
        evaluate_batch(principal=officer, public_id=run.public_id, blinded=batch)
    with pytest.raises(NotABatch):
        evaluate_batch(principal=officer, public_id=run.public_id, blinded=b"x" * 32)


def test_a_finished_or_late_run_answers_no_more(officer: Principal, held: Identification) -> None:
    finished = compare(officer, LIST)[0].run
    late = begin_overlap(principal=officer).run
    OverlapRun.objects.filter(pk=late.pk).update(expires_at=timezone.now())
    blinded = ristretto.Client.blind(b"x")[1].serialize()
    for run in (finished, late):
        with pytest.raises(RunOver):
            evaluate_batch(principal=officer, public_id=run.public_id, blinded=blinded)
        with pytest.raises(RunOver):
            finish_overlap(principal=officer, public_id=run.public_id)
    with pytest.raises(NotFinished):
        release_lots(principal=officer, public_id=late.public_id, lots=[FOUND])
    assert forget_keys() == 1
    assert not OverlapRun.objects.exclude(seed=b"").exists()
    assert forget_keys() == 0


def test_a_run_is_its_persons_own(officer: Principal) -> None:
    run = begin_overlap(principal=officer).run
    colleague = principal_for(make_user(Role.MAKER, organisation=officer.organisation))
    for other in (colleague, make_principal(Role.MAKER)):
        with pytest.raises(NotFound):
            evaluate_batch(principal=other, public_id=run.public_id, blinded=b"x" * 32)
        with pytest.raises(NotFound):
            release_lots(principal=other, public_id=run.public_id, lots=[])
    with pytest.raises(NotAllowed):
        begin_overlap(principal=make_principal(Role.ANALYST))


def test_only_what_was_chosen_reaches_us(officer: Principal, held: Identification) -> None:
    run = compare(officer, LIST)[0].run
    chosen = ["ab-12345 c", ABSENT, FOREIGN, "no lot"]
    assert release_lots(principal=officer, public_id=run.public_id, lots=chosen) == 1
    assert release_lots(principal=officer, public_id=run.public_id, lots=[HELD]) == 1
    assert [one.lot for one in OverlapRelease.objects.all()] == [HELD]
    analyst = make_principal(Role.ANALYST)
    assert [one.lot for one in releases_of(analyst, officer.organisation)] == [HELD]
    brand, other = held.manufacturer_id, make_maker("Texas Instruments").pk
    assert brand
    assert [one.organisation for one in claimed_lots(analyst, brand, HELD)] == [officer.organisation]
    assert not claimed_lots(analyst, other, HELD)
    assert not releases_of(make_principal(Role.ENFORCEMENT), officer.organisation)
    assert not claimed_lots(officer, brand, HELD)


def test_our_analysts_read_beside_a_lot_what_its_maker_said(
    officer: Principal, brand: Party, held: Identification, client: Client
) -> None:
    run = compare(officer, LIST)[0].run
    release_lots(principal=officer, public_id=run.public_id, lots=[FOUND])
    client.force_login(make_user(Role.ANALYST, preferred_language="en"))
    lot = client.get(f"/lots/{brand.slug}/lot/{FOUND}/AD9361BBCZ/").content.decode()
    assert f"{officer.organisation.name} says that this lot is its own" in lot
    history = client.get(f"/requests/makers/{officer.organisation.public_id}/").content.decode()
    assert "Lots released after a private overlap" in history
    assert FOUND in history
    client.force_login(make_user(Role.ENFORCEMENT))
    shown = client.get(f"/lots/{brand.slug}/lot/{FOUND}/AD9361BBCZ/").content.decode()
    assert "says that this lot is its own" not in shown


def test_naming_lots_is_no_way_to_ask_on(officer: Principal, held: Identification) -> None:
    run = compare(officer, LIST)[0].run
    guesses = [f"GUESS{number:05}" for number in range(overlap.MOST_NAMED - 1)]
    assert release_lots(principal=officer, public_id=run.public_id, lots=guesses) == 0
    with pytest.raises(TooManyNamed):
        release_lots(principal=officer, public_id=run.public_id, lots=[FOUND, HELD])
    assert not OverlapRelease.objects.exists()


def test_logs_count_and_name_no_lot(officer: Principal, held: Identification) -> None:
    run = compare(officer, LIST)[0].run
    release_lots(principal=officer, public_id=run.public_id, lots=[HELD])
    acts = OwnAct.objects.filter(subject_id=str(run.public_id)).order_by("pk")
    said = [
        ("overlap.begun", {}),
        ("overlap.finished", {"asked": 256, "shown": 512}),
        ("overlap.released", {"lots": 1}),
    ]
    assert [(act.act, act.details) for act in acts] == said
    entries = LedgerEntry.objects.filter(subject_type="overlap_run").order_by("sequence")
    assert [(entry.action, entry.details) for entry in entries] == said


def test_the_list_is_nowhere_here(officer: Principal, held: Identification) -> None:
    """After a run no table holds a lot of the list that was not ours before."""
    compare(officer, LIST)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not any(ABSENT in str(cell) or "LOT00007" in str(cell) for row in cursor for cell in row), table


def test_a_program_asks_by_the_api(officer: Principal, held: Identification, client: Client) -> None:
    token = bearer(make_token(officer.user, [Scope.FINDINGS]))
    begun = _post(client, API, token)
    step = f"{API}{begun['id']}/"

    def evaluate(blinded: bytes) -> tuple[bytes, bytes]:
        said = _post(client, f"{step}evaluate/", token, {"blinded": base64.b64encode(blinded).decode()})
        return base64.b64decode(said["evaluated"]), base64.b64decode(said["proof"])

    own = outputs(LIST, base64.b64decode(begun["public_key"]), evaluate)
    ours = _post(client, f"{step}finish/", token)
    assert {own[tag] for tag in pieces(base64.b64decode(ours["waiting"])) & own.keys()} == {HELD}
    refused = client.post(f"{step}release/", {"lots": [HELD]}, "application/json", **token)
    assert refused.status_code == 403
    writes = bearer(make_token(officer.user, [Scope.FINDINGS, Scope.ANSWERS]))
    assert _post(client, f"{step}release/", writes, {"lots": [HELD]}) == {"released": 1}


@pytest.mark.parametrize("blinded", ["", "no base64", "é", base64.b64encode(b"x" * 33).decode()])
def test_both_doors_say_what_is_wrong(officer: Principal, client: Client, blinded: str) -> None:
    run = begin_overlap(principal=officer).run
    token = bearer(make_token(officer.user))
    answer = client.post(f"{API}{run.public_id}/evaluate/", {"blinded": blinded}, "application/json", **token)
    assert (answer.status_code, answer.json()["code"]) == (422, "overlap_not_a_batch")
    client.force_login(officer.user)
    there = f"/maker/overlap/runs/{run.public_id}/evaluate/"
    answer = client.post(there, {"blinded": blinded}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "overlap_not_a_batch")
    missing = client.post(f"/maker/overlap/runs/{uuid4()}/finish/", headers={"Accept": "application/json"})
    assert missing.status_code == 404


def test_who_is_shut_out_in_the_middle_gets_no_further(officer: Principal, client: Client) -> None:
    run = begin_overlap(principal=officer).run
    client.force_login(officer.user)
    officer.user.is_active = False
    officer.user.suspended_at = timezone.now()
    officer.user.save()
    answer = client.post(f"/maker/overlap/runs/{run.public_id}/finish/", headers={"Accept": "application/json"})
    assert answer.status_code == 401


def test_the_page_knows_nothing_of_our_lots(officer: Principal, held: Identification, client: Client) -> None:
    client.force_login(officer.user)
    shown = client.get("/maker/overlap/").content.decode()
    assert FOUND not in shown
    assert HELD not in shown
    rules = json.loads(shown.split('id="overlap-rules"')[1].split(">", 1)[1].split("</script>")[0])
    assert rules["letters"] == overlapping.letters()


def _post(client: Client, path: str, token: dict[str, object], body: dict[str, object] | None = None) -> dict[str, Any]:
    answer = client.post(path, body or {}, "application/json", **token)  # type: ignore[arg-type]
    assert answer.status_code in (200, 201), answer.content
    said: dict[str, Any] = answer.json()
    return said


def _pair(principal: Principal, begun: overlap.Begun, blinded: bytes) -> tuple[bytes, bytes]:
    found = evaluate_batch(principal=principal, public_id=begun.run.public_id, blinded=blinded)
    return found.elements, found.proof
