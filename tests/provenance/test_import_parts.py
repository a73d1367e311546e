"""The commands: a list taken in in one go, and out again."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from custody.models import LedgerEntry
from custody.vault import vault
from provenance.importers.stopping import FileStopped
from provenance.models import CatalogueImport, ImportState, Part
from provenance.operations.importing import import_parts
from tests.factories.provenance import make_maker, make_part
from tests.provenance.imports.test_kicad import AMPLIFIER, library

pytestmark = pytest.mark.django_db
LIST = b"mpn,manufacturer,category\nAD9361BBCZ,Analog Devices,RF\nLM358N,TI,amplifiers\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "parts.csv"
    path.write_bytes(LIST)
    return path


def test_a_list_comes_in_in_one_go_and_is_kept(path: Path) -> None:
    make_maker("Texas Instruments")
    told: list[tuple[int, int]] = []
    row = import_parts(path=path, actor="user:a", progress=lambda done, total: told.append((done, total)))
    assert row.state == ImportState.APPLIED and row.counts["new"] == 2 and row.source.slug == "parts"
    assert Part.objects.get(number="LM358N").manufacturer.name == "Texas Instruments"
    with vault().open(row.sha256) as kept:
        assert kept.read() == LIST
    assert LedgerEntry.objects.get(action="parts.import_applied").details["new"] == 2
    assert told == [(2, 2), (2, 2)]


def test_what_is_known_stays_and_a_second_run_adds_nothing(path: Path) -> None:
    make_part("LM358N", make_maker("Texas Instruments"), category="kept")
    first = import_parts(path=path, actor="user:a").counts
    again = import_parts(path=path, actor="user:a").counts
    assert [(counts["new"], counts["same"], counts["known"]) for counts in (first, again)] == [(1, 0, 1), (0, 1, 1)]
    assert Part.objects.get(number="LM358N").category == "kept"


def test_a_file_that_cannot_be_read_stores_nothing_in_the_catalogue(path: Path) -> None:
    for data in (b"number;colour\nX;Y\n", b"mpn,manufacturer\n\xff\xfe\xfd,TI\n"):
        path.write_bytes(data)
        with pytest.raises(FileStopped):
            import_parts(path=path, actor="user:a")
    assert not Part.objects.exists()
    assert CatalogueImport.objects.filter(state=ImportState.FAILED).count() == 2


def test_the_commands_say_what_they_did(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_parts", str(path), "--preview")
    assert "2 parts new" in capsys.readouterr().out and not Part.objects.exists()
    path.write_bytes(LIST + b",TI,x\n")
    call_command("import_parts", str(path))
    out, err = capsys.readouterr()
    assert "3 rows read: 2 parts new, 0 changed, 0 gone, 0 the same" in out and "line 4: it has no part number" in err
    found = re.search(r"[0-9a-f-]{36}", out)
    assert found is not None
    call_command("roll_back_import", found[0])
    assert "parts.csv is taken back" in capsys.readouterr().out and not Part.objects.exists()
    with pytest.raises(CommandError, match="taken back"):
        call_command("roll_back_import", found[0])
    with pytest.raises(CommandError, match="no such import"):
        call_command("roll_back_import", "00000000-0000-4000-8000-000000000000")


def test_columns_and_completeness_are_options(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(b"Item,Who\nA1,TI\nA2,TI\n")
    columns = ["--map", "mpn=Item", "--map", "manufacturer=Who", "--source", "shop"]
    call_command("import_parts", str(path), *columns, "--json")
    assert json.loads(capsys.readouterr().out)["new"] == 2
    path.write_bytes(b"Item,Who\nA1,TI\n")
    call_command("import_parts", str(path), *columns, "--complete", "--json")
    assert json.loads(capsys.readouterr().out)["gone"] == 1
    for wrong in ("Item", "colour=Item"):
        with pytest.raises(CommandError, match="FIELD=COLUMN"):
            call_command("import_parts", str(path), "--map", wrong)
    with pytest.raises(CommandError, match=r"could not be imported.*no such file"):
        call_command("import_parts", str(path.with_name("missing.csv")))


def test_a_folder_of_symbol_libraries_is_taken_in_as_a_zip(tmp_path: Path) -> None:
    folder = tmp_path / "symbols"
    folder.mkdir()
    (folder / "Amplifier.kicad_sym").write_text(library(AMPLIFIER))
    (folder / "notes.txt").write_text("x")
    call_command("import_parts", str(folder), "--format", "kicad")
    row = CatalogueImport.objects.get()
    assert Part.objects.get().number == "LM358" and row.file_name == "symbols"
    with vault().open(row.sha256) as kept, zipfile.ZipFile(kept) as archive:
        assert archive.namelist() == ["Amplifier.kicad_sym"]
