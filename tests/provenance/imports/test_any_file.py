"""Every import of a table is handed what people have at hand: it reads it, or says in three sentences what it is."""

import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from custody.models import LedgerEntry
from provenance.models import Party
from provenance.operations import claim_imports, relation_imports

pytestmark = pytest.mark.django_db
SELLER, BUYER = "Київ Прилад", "Їжак Трейд"
TABLES = {
    "import_shipments": ("seller,buyer,date,quantity", f"{SELLER},{BUYER},2022-03-05,5"),
    "import_claims": ("seller,buyer,date,quantity", f"{SELLER},{BUYER},2022-03-05,5"),
    "import_relations": ("party,relation,other_party,from", f"{SELLER},owns,{BUYER},2010"),
    "import_list csv": ("list,name,aliases,country_iso2", f"EU Test list,{SELLER},{BUYER},UA"),
}
COMMANDS = list(TABLES)


def packed(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return data.getvalue()


def workbook() -> bytes:
    data = io.BytesIO()
    Workbook().save(data)
    return data.getvalue()


def run(command: str, path: Path, *options: str) -> dict[str, Any]:
    out = StringIO()
    name, *arguments = command.split()
    call_command(name, *arguments, str(path), *options, "--json", stdout=out, stderr=StringIO())
    return dict(json.loads(out.getvalue()))


def text(command: str) -> str:
    return "\n".join(TABLES[command]) + "\n"


GOOD: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "utf-8": ("UTF-8", str.encode),
    "utf-8-sig": ("UTF-8", lambda said: said.encode("utf-8-sig")),
    "utf-16": ("UTF-16", lambda said: said.encode("utf-16")),
    "utf-16-be-no-mark": ("UTF-16", lambda said: said.encode("utf-16-be")),
    "windows-1251": ("Windows-1251", lambda said: said.encode("cp1251")),
    "tabs": ("UTF-8", lambda said: said.replace(",", "\t").encode()),
    "semicolons-excel": ("UTF-16", lambda said: said.replace(",", ";").replace("\n", "\r\n").encode("utf-16")),
    "gzip": ("Windows-1251", lambda said: gzip.compress(said.encode("cp1251"))),
    "zip-of-one": ("UTF-8", lambda said: packed(table_csv=said.encode())),
    "empty-lines-at-the-end": ("UTF-8", lambda said: f"{said}\n\n,,,\n".encode()),
}


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_read(tmp_path: Path, command: str, kind: str) -> None:
    encoding, written = GOOD[kind]
    path = tmp_path / "table.csv"
    path.write_bytes(written(text(command)))
    looked = run(command, path, "--preview")
    assert looked["encoding"] == encoding
    assert not Party.objects.exists()
    run(command, path)
    assert Party.objects.filter(name=SELLER).exists()
    entries = LedgerEntry.objects.count()
    run(command, path)
    assert LedgerEntry.objects.count() == entries


PAGE = b"<!DOCTYPE html>\n<html><head><title>Please log in</title></head><body>seller,buyer</body></html>"
BAD: dict[str, bytes] = {
    "empty": b"",
    "a byte order mark alone": b"\xef\xbb\xbf",
    "line ends alone": b"\n\r\n\n",
    "a page": PAGE,
    "a page in UTF-16": PAGE.decode().encode("utf-16"),
    "a page, packed": gzip.compress(PAGE),
    "a workbook": workbook(),
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "several files": packed(a_csv=b"x,y\n", b_csv=b"x,y\n"),
    "an empty zip": packed(),
    "half a zip": packed(a_csv=b"x,y\n" * 99)[:80],
    "half a gzip": gzip.compress(os.urandom(2000))[:900],
    "NUL characters": b"seller,buyer\0\n" + bytes(100),
    "zeros": bytes(5000),
    "a header alone": b"seller,buyer,party,relation,other_party,name,list\n",
    "other columns": b"one,two\n1,2\n",
    "one line without end": b"x" * 3_000_000,
    "a million columns": b"a," * 400_000 + b"\n",
    "old Mac": b"seller,buyer,name,party,relation,other_party\rA,B,C,D,owns,E\r",
    "JSON": b'{"seller": "A"}',
}


def refused(command: str, path: Path) -> str:
    with pytest.raises(CommandError) as caught:
        run(command, path)
    assert not Party.objects.exists()
    assert not LedgerEntry.objects.exists()
    said = str(caught.value)
    assert said.count(". ") >= 2, said
    assert "{" not in said.replace('{"seller"', "")
    return said


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_refused(tmp_path: Path, command: str, kind: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(BAD[kind])
    refused(command, path)


@pytest.mark.parametrize("command", [*COMMANDS, "import_parts", "import_reported_links"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, command: str) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    paths = [pipe, Path("/dev/null"), Path("/dev/zero"), tmp_path / "none.csv"]
    for path in paths if command in ("import_parts", "import_reported_links") else [*paths, tmp_path]:
        refused(command, path)


@pytest.mark.parametrize("command", COMMANDS)
def test_more_bytes_than_a_file_may_have(tmp_path: Path, command: str, settings: Any) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text(command), encoding="utf-8")
    settings.IMPORT_MAX_BYTES = 20
    assert "larger than" in refused(command, path)


@pytest.mark.once
@pytest.mark.parametrize("command", COMMANDS)
def test_a_bomb(tmp_path: Path, command: str, settings: Any) -> None:
    path = tmp_path / "table.csv.gz"
    settings.IMPORT_MAX_EXPANDED_BYTES = 2_000_000
    row = TABLES[command][1] + "\n"
    path.write_bytes(gzip.compress((text(command) + row * 60_000).encode(), 1))
    assert "unpacked" in refused(command, path)


@pytest.mark.parametrize("command", ["import_shipments", "import_claims"])
def test_one_broken_line_does_not_make_utf8_something_else(tmp_path: Path, command: str) -> None:
    path = tmp_path / "table.csv"
    good = text(command).encode()
    path.write_bytes(good + b"A\xff\xfe,B\xc3\x28,2022-03-05,5\n" + "Ще одна,Інша,2022-03-06,7\n".encode())
    told = run(command, path)
    assert (told["new"], told["encoding"]) == (2, "UTF-8")
    assert [(one["line"], one["code"]) for one in told["errors"]] == [(3, "not_utf8")]


@pytest.mark.parametrize("command", ["import_shipments", "import_claims"])
def test_rows_that_are_hostile(tmp_path: Path, command: str) -> None:
    path = tmp_path / "table.csv"
    rows = [
        "A\N{RIGHT-TO-LEFT OVERRIDE}moc,Beta,2022-03-05,5",
        "\N{CHIPMUNK} Chips,Beta,2022-03-05,5",
        f"{'L' * 10_000},Beta,2022-03-05,5",
        f"{'L' * 1_500_000},Beta,2022-03-05,5",
        "Gamma,Beta,2022-03-05,1e999",
        "Gamma,Beta,2022-03-05,nan",
        "Gamma,Beta,2022-03-05,-5",
        "Gamma,Beta,2022-03-05,0",
        "Gamma,Beta,2022-03-05,1000000000000000000",
        "Gamma,Beta,2999-03-05,5",
        "Gamma,Beta,0000-00-00,5",
        "Gamma,GAMMA,2022-03-05,5",
        "Gamma\0,Beta,2022-03-05,5",
        "Last,Beta,2022-03-05,5",
    ]
    path.write_text("\n".join(("seller,buyer,date,quantity", *rows)) + "\n", encoding="utf-8")
    told = run(command, path)
    wrong = {one["line"]: one["code"] for one in told["errors"]}
    assert wrong == {
        4: "too_long", 5: "line_too_long", 6: "out_of_range", 7: "not_a_number", 8: "out_of_range", 9: "out_of_range",
        10: "out_of_range", 11: "date_in_future", 12: "not_a_date", 13: "party_with_itself", 14: "nul_character",
    }  # fmt: skip
    assert told["new"] == 3


def test_more_rows_than_are_taken_in_one_go(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.IMPORT_MAX_ROWS = 2
    monkeypatch.setattr(claim_imports, "MOST_ROWS", 2)
    monkeypatch.setattr(relation_imports, "MOST_ROWS", 2)
    path = tmp_path / "table.csv"
    for command in COMMANDS:
        head, row = TABLES[command]
        path.write_text("\n".join((head, *[row] * 9)) + "\n", encoding="utf-8")
        assert "more than 2 rows" in refused(command, path)
