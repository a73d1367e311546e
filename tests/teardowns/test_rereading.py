"""Crops that an analyst draws, with a scripted engine in place of the slow one."""

import uuid
from typing import Any

import pytest

from accounts.queries import Principal
from accounts.roles import Role
from custody.models import LedgerEntry
from custody.queries import history
from jobs import runner
from jobs.models import Job, JobState
from problems import NotAllowed, NotFound
from teardowns.models import Component, Identification, Marking, Photo, PhotoState, Reading, Standing
from teardowns.operations import reading, rereading
from teardowns.operations.identifying import mark_illegible
from teardowns.operations.resolving import resolve_photo
from teardowns.problems import BadRegion, PhotoNotReady
from teardowns.queries.judgements import current_identification, current_reading
from teardowns.queries.page_components import rows
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import HEIGHT, make_photo, make_proposal, make_reading
from tests.fakes.engines import CrashingEngine, EmptyEngine, NonsenseEngine, ScriptedEngine

pytestmark = pytest.mark.django_db
BOX = [[20, 40], [220, 40], [220, 140], [20, 140]]


@pytest.fixture
def analyst() -> Principal:
    return make_principal(Role.ANALYST)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> ScriptedEngine:
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    return use(monkeypatch, ScriptedEngine(region=["AD9361BBCZ", "#2147"]))


def use(monkeypatch: pytest.MonkeyPatch, one: Any) -> Any:
    monkeypatch.setattr(rereading, "engine", lambda name: one)
    return one


def run_regions() -> None:
    """What the crop reader does until nothing waits."""
    for _attempt in range(4):
        for job in Job.objects.filter(state=JobState.QUEUED, name=rereading.JOB).order_by("pk"):
            runner.run(job.pk, rereading.read_drawn)


def _flaws(reading: Reading) -> list[str]:
    assert reading.legibility is not None
    return [reason["code"] for reason in reading.legibility["reasons"]]


def draw(analyst: Principal, photo: Photo, **options: Any) -> uuid.UUID:
    return rereading.read_region(principal=analyst, photo=photo, **{"box": BOX} | options)


def test_a_chip_drawn_where_none_was_found_is_read_and_proposed(analyst: Principal, engine: ScriptedEngine) -> None:
    photo = make_photo()
    asked = draw(analyst, photo)
    run_regions()
    found = Reading.objects.get(public_id=asked)
    assert found.texts == ["AD9361BBCZ", "#2147"]
    assert (found.engine, found.passes, found.drawn_by, found.drawn_box) == ("scripted", ["region"], analyst.user, BOX)
    assert found.beside is None and found.author is None
    assert (found.marking.photo, found.marking.ordinal, found.marking.box) == (photo, 0, BOX)
    proposal = current_identification(found.marking.component)
    assert proposal is not None and proposal.reading == found
    assert (proposal.standing, proposal.part_number) == (Standing.PROPOSED, "AD9361BBCZ")
    assert [entry.action for entry in history("photo", str(photo.public_id))] == ["region.drawn"]
    drawn = LedgerEntry.objects.get(action="region.drawn")
    assert drawn.actor == analyst.actor and drawn.details["box"] == BOX
    read = LedgerEntry.objects.get(action="region.read")
    assert read.actor == "machine:scripted" and read.subject_id == str(found.marking.component.public_id)


def test_a_chip_read_again_stands_beside_and_unseats_nothing(analyst: Principal, engine: ScriptedEngine) -> None:
    first = make_reading(("AD9361", "8BCZ"))
    proposal = make_proposal(photo=first.marking.photo)
    marking, before = proposal.reading.marking, proposal.reading
    asked = draw(analyst, marking.photo, marking=marking)
    run_regions()
    again = Reading.objects.get(public_id=asked)
    assert (again.marking, again.beside, again.drawn_by) == (marking, before, analyst.user)
    assert current_reading(marking) == before
    assert [row.reading for row in rows(Marking.objects.filter(pk=marking.pk))] == [before]
    assert current_identification(marking.component) == proposal
    resolve_photo(photo_id=str(marking.photo.public_id), progress=lambda done, total: None)
    assert not Identification.objects.filter(reading=again).exists()
    actions = [entry.action for entry in history("component", str(marking.component.public_id))]
    assert actions[-2:] == ["region.drawn", "region.read"]


def test_what_the_crop_gave_is_taken_over_as_a_person_s_reading(analyst: Principal, engine: ScriptedEngine) -> None:
    before = make_reading(("NOTHING",))
    asked = draw(analyst, before.marking.photo, marking=before.marking)
    run_regions()
    texts = Reading.objects.get(public_id=asked).texts
    taken = reading.write_reading(principal=analyst, marking=before.marking, lines=texts, seen=str(before.public_id))
    assert taken.supersedes == before and current_reading(before.marking) == taken
    proposal = current_identification(before.marking.component)
    assert proposal is not None and proposal.part_number == "AD9361BBCZ"


def test_a_person_s_judgement_stands_whatever_the_crop_says(analyst: Principal, engine: ScriptedEngine) -> None:
    proposal = make_proposal("ADF4351BCPZ")
    judged = mark_illegible(principal=analyst, component=proposal.component)
    draw(analyst, proposal.reading.marking.photo, marking=proposal.reading.marking)
    run_regions()
    assert current_identification(proposal.component) == judged


def test_lines_lie_in_the_photo_and_keep_their_pass(analyst: Principal, engine: ScriptedEngine) -> None:
    photo = make_photo()
    Photo.objects.filter(pk=photo.pk).update(width=1280, height=960)  # the picture for reading is half as large
    photo.refresh_from_db()
    asked = draw(analyst, photo, box=[[400, 300], [800, 300], [800, 500], [400, 500]])
    run_regions()
    found = Reading.objects.get(public_id=asked)
    (left, top), _, _, _ = found.lines[0]["box"]
    assert (left, top, found.lines[0]["pass"]) == (400, 300, "script")
    assert found.marking.box == [[400, 300], [800, 300], [800, 500], [400, 500]]


def test_a_turn_moves_the_first_corner(analyst: Principal, engine: ScriptedEngine) -> None:
    asked = draw(analyst, make_photo(), rotation=90)
    run_regions()
    found = Reading.objects.get(public_id=asked)
    assert found.drawn_box == [*BOX[1:], BOX[0]]
    assert found.marking.rotation == 90


def test_nothing_read_is_an_answer_too(analyst: Principal, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, EmptyEngine())
    asked = draw(analyst, make_photo())
    run_regions()
    found = Reading.objects.get(public_id=asked)
    assert found.texts == [] and found.marking.box == BOX
    assert current_identification(found.marking.component) is not None


def test_a_drawn_crop_is_judged_by_how_well_it_can_be_read(
    analyst: Principal, engine: ScriptedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = make_photo()
    asked = draw(analyst, photo)
    run_regions()
    use(monkeypatch, EmptyEngine())
    unread = draw(analyst, photo, box=[[20, 240], [220, 240], [220, 340], [20, 340]])
    run_regions()
    judged = [Reading.objects.get(public_id=one).legibility for one in (asked, unread)]
    assert [one and one["verdict"] for one in judged] == ["partial", "illegible"], "sure letters, but on a flat picture"


def test_a_line_that_fills_a_tight_box_is_not_said_to_be_cut_off(
    analyst: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, ScriptedEngine(region=["AD9361BBCZ"]))
    photo = make_photo()
    asked = [
        draw(analyst, photo, box=[[30, top], [150, top], [150, top + 16], [30, top + 16]]) for top in (100, HEIGHT - 16)
    ]
    run_regions()
    inside, edge = (_flaws(Reading.objects.get(public_id=one)) for one in asked)
    assert "cut_off" not in inside and "cut_off" in edge


def test_an_engine_that_talks_nonsense_is_stored_clean(analyst: Principal, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, NonsenseEngine())
    asked = draw(analyst, make_photo())
    run_regions()
    assert all(text.isprintable() for text in Reading.objects.get(public_id=asked).texts)


def test_work_done_twice_has_its_effect_once(analyst: Principal, engine: ScriptedEngine) -> None:
    draw(analyst, make_photo())
    run_regions()
    counts = Component.objects.count(), Reading.objects.count(), Identification.objects.count()
    job = Job.objects.get(name=rereading.JOB)
    rereading.read_drawn(progress=lambda done, total: None, **job.arguments)
    assert counts == (Component.objects.count(), Reading.objects.count(), Identification.objects.count())


def test_an_engine_that_crashes_leaves_nothing_but_a_named_failure(
    analyst: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, CrashingEngine())
    draw(analyst, make_photo())
    run_regions()
    job = Job.objects.get(name=rereading.JOB)
    assert (job.state, job.failure_code, job.attempts) == (JobState.FAILED, "MemoryError", runner.MAX_ATTEMPTS)
    assert not Reading.objects.exists() and not Component.objects.exists()


@pytest.mark.parametrize(
    ("box", "fault"),
    [
        ([], "corners"),
        (BOX[:3], "corners"),
        ([*BOX, [1, 1]], "corners"),
        ([[0, 0, 0]] * 4, "corners"),
        ([["x", 0]] * 4, "corners"),
        ([[float("nan"), 0], *BOX[1:]], "corners"),
        ([[float("inf"), 0], *BOX[1:]], "corners"),
        ([[10**400, 0], *BOX[1:]], "corners"),
        ([[-5, 40], *BOX[1:]], "outside"),
        ([[600, 400], [700, 400], [700, 470], [600, 470]], "outside"),
        ([[20, 40], [25, 40], [25, 140], [20, 140]], "too_small"),
        ([[20, 40]] * 4, "too_small"),
        (BOX[::-1], "twisted"),
        ([BOX[0], BOX[2], BOX[1], BOX[3]], "twisted"),
        ([[20, 40], [120, 40], [220, 40], [20, 140]], "twisted"),
    ],
)
def test_a_box_that_cannot_be_read_is_refused_in_words(analyst: Principal, box: Any, fault: str) -> None:
    photo = make_photo()
    with pytest.raises(BadRegion) as refused:
        draw(analyst, photo, box=box)
    assert refused.value.params == {"fault": fault}
    assert refused.value.sentences()[0].startswith("This box cannot be read: ") and "{" not in str(refused.value)
    assert not refused.value.sentences()[0].endswith(fault)
    assert not Job.objects.exists() and not LedgerEntry.objects.filter(action="region.drawn").exists()


@pytest.mark.parametrize("state", [PhotoState.RECEIVED, PhotoState.PREPARED, PhotoState.UNDISPLAYABLE])
def test_a_photo_on_its_way_is_not_read_in_pieces(analyst: Principal, state: str) -> None:
    with pytest.raises(PhotoNotReady):
        draw(analyst, make_photo(state=state))


def test_without_a_picture_there_is_nothing_to_read(analyst: Principal) -> None:
    photo = make_photo()
    photo.derivatives.all().delete()
    with pytest.raises(PhotoNotReady):
        draw(analyst, photo)


def test_a_marking_of_another_photo_is_not_there(analyst: Principal) -> None:
    with pytest.raises(NotFound):
        draw(analyst, make_photo(), marking=make_reading().marking)


@pytest.mark.parametrize("role", [Role.FIELD, Role.MAKER, Role.ENFORCEMENT, Role.ADMIN])
def test_only_who_may_write_readings_draws(role: Role) -> None:
    with pytest.raises(NotAllowed):
        draw(make_principal(role), make_photo())


def test_chips_that_the_whole_photo_gives_later_are_numbered_after_a_drawn_one(
    analyst: Principal, engine: ScriptedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = make_photo(state=PhotoState.FAILED)
    draw(analyst, photo)
    run_regions()
    monkeypatch.setattr(reading, "engine", lambda name: ScriptedEngine(["LM358N"], ["NE555P"]))
    reading.read_photo(photo_id=str(photo.public_id), progress=lambda done, total: None)
    assert list(photo.markings.values_list("ordinal", flat=True)) == [0, 1, 2]
