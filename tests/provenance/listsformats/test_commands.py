"""What the commands say, and how they end."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from provenance.models import Listing, ListVersion, Party, PartyRelation
from tests.provenance.listsformats.importing import HEAD, NORTH, row, write

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> tuple[str, str]:
    """Standard output and standard error of a command."""
    out, err = io.StringIO(), io.StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_preview_import_again_and_roll_back(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, NORTH, row("Bad", since="2022-13-01"))
    out, err = run("import_list", "csv", path, "--preview")
    assert "1 new" in out
    assert "preview" in out
    assert "line 3: not_a_date" in err
    assert not Party.objects.exists()
    out, err = run("import_list", "csv", path, "--effective", "2023-01-01")
    version = ListVersion.objects.get()
    assert str(version.public_id) in out
    assert version.effective_on == date(2023, 1, 1)
    assert "100 %" in err or "%" in err
    assert "nothing changed" in run("import_list", "csv", path)[0]
    out, _ = run("import_list", "--roll-back", version.public_id)
    assert "taken back" in out
    assert not Listing.objects.exists()


def test_json(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, NORTH, row("Bad", since="2022-13-01"))
    told = json.loads(run("import_list", "csv", path, "--json", "--name", "Other", "--jurisdiction", "ua")[0])
    (version,) = told["versions"]
    assert (version["list"], version["jurisdiction"], version["new"]) == ("Other", "UA", 1)
    assert told["errors"][0]["line"] == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("csv",),
        (),
        ("csv", "FILE", "--effective", "soon"),
        ("csv", "nowhere.csv"),
        ("--roll-back", "x"),
        ("--roll-back", "00000000-0000-4000-8000-000000000000"),
        ("nonsense", "FILE"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = write(tmp_path, HEAD, NORTH)
    with pytest.raises(CommandError):
        run("import_list", *(str(path) if one == "FILE" else one for one in arguments))
    assert not Party.objects.exists()


def test_a_file_without_one_good_row_fails_and_names_the_rows(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        run("import_list", "csv", write(tmp_path, HEAD, row("Bad", since="0000-00-00")))
    assert not ListVersion.objects.exists()


def test_relations(tmp_path: Path) -> None:
    head = "party,relation,other_party,from,to,territory,source"
    path = write(tmp_path, head, "A Ltd,owns,B Ltd,2019,,,x", "A Ltd,likes,B Ltd,,,,x")
    out, err = run("import_relations", path)
    assert "1 relations new" in out
    assert "line 3: unknown_relation" in err
    told = json.loads(run("import_relations", path, "--json")[0])
    assert (told["created"], told["unchanged"], told["new_parties"]) == (0, 1, 0)
    assert PartyRelation.objects.count() == 1
    with pytest.raises(CommandError):
        run("import_relations", tmp_path / "none.csv")
