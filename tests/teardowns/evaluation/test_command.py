"""`manage.py evaluate_reading` with an engine that reads what the test tells it, in this process."""

import io
import json
from functools import partial

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from teardowns.evaluation.baselines import Baseline
from teardowns.evaluation.children import ChildDied
from teardowns.management.commands import evaluate_reading
from teardowns.management.evaluation import processes, running
from teardowns.management.evaluation.readers import read_and_resolve, warm_up
from teardowns.ocr import registry
from teardowns.ocr.engine import EngineUnavailable
from tests.factories.provenance import make_part
from tests.fakes.engines import CrashingEngine, ScriptedEngine
from tests.teardowns.evaluation.making import chip, reading
from tests.tools.render import render_chip

pytestmark = pytest.mark.django_db
ROWS = (
    "file,kind,marking_lines,part_number,difficulty,rotation_deg,bbox_frac\n"
    "a.png,closeup,TEXAS|LM358N,LM358N,easy,0,\n"
    "b.png,board,QX77,QX7741,hard,95,0.9 0.9 1 1\n"
    "gone.png,board,X1234,X1234,,,\n"
)


class Here:
    """A child that is this very process."""

    def __init__(self, first):
        self.closed = False

    def call(self, function, *args, **options):
        return function(*args, **options)

    def close(self):
        self.closed = True


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Labels and photos, and a scripted engine."""
    for i, name in enumerate(("a.png", "b.png")):
        render_chip(["LM358N"], seed=i, size=(320, 240)).save(tmp_path / name)
    (tmp_path / "labels.csv").write_text(ROWS)
    monkeypatch.setattr(processes, "Child", Here)
    use(monkeypatch, ScriptedEngine(["TEXAS", "LM358N"], leftovers=["R17"]))
    make_part("LM358N")
    return tmp_path


def use(monkeypatch, engine):
    monkeypatch.setitem(registry.ENGINES, "scripted", lambda: engine)
    registry._only.cache_clear()


def ran(folder, *options):
    out, err = io.StringIO(), io.StringIO()
    arguments = (str(folder / "labels.csv"), "--engine", "scripted", "--no-baselines", *options)
    call_command("evaluate_reading", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_figures_as_json(folder):
    out, err = ran(folder, "--json", "--blank-photos", "1")
    answer = json.loads(out)
    ours = answer["chiptrail"]
    assert answer["engine"] == {"name": "scripted", "version": "1"}
    assert answer["catalogue"] == {"parts": 1, "only_shipped": True, "labelled_parts_known": 1}
    assert answer["missing_photos"] == ["gone.png"]
    assert (ours["photos"], ours["chips"]) == (2, 2)
    assert ours["shares"]["any_exact"]["percent"] == 50.0
    assert ours["shares"]["top1"]["hits"] == ours["shares"]["top1_known"]["of"] == 1
    assert [one["part_number"] for one in ours["misses"]] == ["QX7741"]
    assert answer["baselines"] == {}
    assert (answer["blank_photos"]["photos"], answer["blank_photos"]["chips"]) == (1, 1)
    assert sum(answer["blank_photos"]["decisions"].values()) == 1
    assert "only the catalogue that ships" in err
    assert "2/2 b.png chiptrail" in err
    assert "gone.png" in err


def test_a_table_with_misses(folder):
    out, _ = ran(folder, "--blank-photos", "0", "--misses")
    assert " 50.0 % (1/2" in out
    assert "missing: gone.png" in out
    assert "b.png: QX7741" in out
    assert "no chip found there" in out


def test_the_language_of_the_terminal(folder, monkeypatch):
    monkeypatch.setenv("LC_ALL", "uk_UA.UTF-8")
    monkeypatch.setattr(evaluate_reading, "table", lambda *a, **k: str(translation.get_language()))
    assert ran(folder, "--blank-photos", "0")[0].strip() == "uk"


def test_an_engine_that_crashes_misses_everything_and_is_named(folder, monkeypatch):
    use(monkeypatch, CrashingEngine())
    monkeypatch.setattr(processes, "warm_up", lambda name: "1")
    answer = json.loads(ran(folder, "--json", "--blank-photos", "0")[0])
    assert answer["chiptrail"]["shares"]["any_exact"]["hits"] == 0
    assert [one["file"] for one in answer["chiptrail"]["failed"]] == ["a.png", "b.png"]
    assert "MemoryError" in answer["chiptrail"]["failed"][0]["failure"]


def test_a_photo_that_is_no_picture_counts_as_missed(folder):
    (folder / "a.png").write_bytes(b"no picture")
    answer = json.loads(ran(folder, "--json", "--blank-photos", "0")[0])
    assert [one["file"] for one in answer["chiptrail"]["failed"]] == ["a.png"]
    assert answer["chiptrail"]["chips"] == 2


def test_baselines_stand_beside_ours(folder, monkeypatch):
    plain = {
        "plain": Baseline(lambda: "1", lambda path: reading(chip("LM358N"))),
        "absent": Baseline(_absent, lambda path: reading()),
    }
    monkeypatch.setattr(processes, "BASELINES", plain)
    out, err = io.StringIO(), io.StringIO()
    options = ("--engine", "scripted", "--blank-photos", "0")
    call_command("evaluate_reading", str(folder / "labels.csv"), *options, "--json", stdout=out, stderr=err)
    answer = json.loads(out.getvalue())["baselines"]
    assert answer["plain"]["version"] == "1"
    assert answer["plain"]["shares"]["any_exact"]["hits"] == 1
    assert answer["absent"] == {"unavailable": "not installed"}
    out = io.StringIO()
    call_command("evaluate_reading", str(folder / "labels.csv"), *options, stdout=out, stderr=err)
    assert "absent does not work here: not installed" in out.getvalue()


def _absent():
    raise EngineUnavailable("not installed")


def test_labels_are_looked_at_first(folder):
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("evaluate_reading", str(folder / "none.csv"))
    (folder / "labels.csv").write_text("file,kind\na.png,board\n")
    with pytest.raises(CommandError, match="no column part_number"):
        ran(folder)
    (folder / "labels.csv").write_text("file,part_number\n")
    with pytest.raises(CommandError, match="labels no chip"):
        ran(folder)
    (folder / "labels.csv").write_text("file,part_number\nnone.png,LM358N\n")
    with pytest.raises(CommandError, match="None of the labelled photos"):
        ran(folder)
    (folder / "labels.csv").write_bytes(b"file,part_number\n\xff,LM358N\n")
    with pytest.raises(CommandError, match="no CSV text"):
        ran(folder)


def test_photos_may_lie_elsewhere_and_beside(folder):
    away = folder / "photos"
    away.mkdir()
    (folder / "a.png").rename(away / "a.png")
    assert json.loads(ran(folder, "--json", "--blank-photos", "0")[0])["missing_photos"] == ["b.png", "gone.png"]
    found = json.loads(ran(folder, "--json", "--blank-photos", "0", "--photos", str(folder))[0])
    assert found["missing_photos"] == ["a.png", "gone.png"]


def test_a_reader_that_dies_is_told(tmp_path):
    render_chip(["LM358N"], seed=1, size=(320, 240)).save(tmp_path / "a.png")

    def dies(path):
        raise ChildDied

    said = running.read_photos(["a.png"], tmp_path, {"ours": running.Reader(dies)}, lambda text: None)
    assert said["ours"][0].failure == "process_died"


def test_the_worker_reads_and_resolves(folder):
    assert warm_up("scripted") == "1"
    found = partial(read_and_resolve, engine_name="scripted")(str(folder / "a.png"))
    assert (found.width, found.height) == (320, 240)
    assert [one.candidates[0].part_number for one in found.resolutions] == ["LM358N"]
    assert found.cost.cpu > 0
