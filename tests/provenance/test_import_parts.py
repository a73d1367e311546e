import gzip

import pytest
from django.core.management import CommandError, call_command

from custody.models import LedgerEntry
from provenance.importers.table import ImportStopped
from provenance.models import Part
from provenance.operations.importing import import_parts
from tests.factories.provenance import make_maker, make_part

pytestmark = pytest.mark.django_db
ROWS = [("mpn", "manufacturer", "category"), ("AD9361BBCZ", "Analog Devices", "RF"), ("LM358N", "TI", "amplifiers")]


WHOLE_GZIP = gzip.compress(b"mpn,manufacturer\n" + b"\n".join(b"A%d,TI" % n for n in range(9000)))
BROKEN_GZIP = WHOLE_GZIP[:2000] + b"\xff" * 300 + WHOLE_GZIP[2300:]


def table(separator: str) -> bytes:
    return "\n".join(separator.join(row) for row in ROWS).encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("parts.csv", table(",")),
        ("parts.tsv", table("\t")),
        ("parts.tsv.gz", gzip.compress(table("\t"), mtime=0)),
        ("parts.csv", b"\xef\xbb\xbf" + table(",").replace(b"\n", b"\r\n")),
    ],
    ids=["csv", "tsv", "gzip", "mark-and-crlf"],
)
def test_parts_come_in_from_every_form(tmp_path, name, data):
    make_maker("Texas Instruments")
    path = tmp_path / name
    path.write_bytes(data)
    done = import_parts(path=path, actor="user:a")
    assert (done.rows, done.added, done.known, done.errors) == (2, 2, 0, ())
    assert Part.objects.get(number="LM358N").manufacturer.name == "Texas Instruments"
    assert LedgerEntry.objects.get(action="parts.imported").details["added"] == 2


def test_what_is_known_stays_and_a_second_run_adds_nothing(tmp_path):
    make_part("LM358N", make_maker("Texas Instruments"), category="kept")
    path = tmp_path / "parts.csv"
    path.write_bytes(table(","))
    assert import_parts(path=path, actor="user:a").added == 1
    again = import_parts(path=path, actor="user:a")
    assert (again.added, again.known) == (0, 2)
    assert Part.objects.get(number="LM358N").category == "kept"


def test_bad_rows_are_named_and_left_out(tmp_path):
    path = tmp_path / "parts.csv"
    path.write_bytes(b"mpn,manufacturer,category\n,TI,x\nOK1,TI,x\nA\x00B,TI,x\n" + b"x" * 90 + b",TI,x\n")
    done = import_parts(path=path, actor="user:a")
    assert done.added == 1
    assert [(error.line, error.code) for error in done.errors] == [(2, "empty"), (4, "nul_character"), (5, "too_long")]


@pytest.mark.parametrize(
    "data", [b"", b"number;maker\nX;Y\n", b"\x1f\x8bno gzip", BROKEN_GZIP, b"mpn,manufacturer\n\xff\xfe\xfd,TI\n"]
)
def test_a_file_that_cannot_be_read_stores_nothing(tmp_path, data):
    path = tmp_path / "parts.csv"
    path.write_bytes(data)
    with pytest.raises(ImportStopped):
        import_parts(path=path, actor="user:a")
    assert Part.objects.count() == 0


def test_the_command_says_what_it_did(tmp_path, capsys):
    path = tmp_path / "parts.csv"
    path.write_bytes(table(","))
    call_command("import_parts", str(path))
    assert "2 rows read, 2 parts added" in capsys.readouterr().out
    with pytest.raises(CommandError, match="could not be imported"):
        call_command("import_parts", str(tmp_path / "missing.csv"))
