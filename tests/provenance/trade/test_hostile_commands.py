"""The commands of tracing and screening, typed by somebody who wants to see them fall over."""

import io
import json
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from provenance.models import Shipment
from tests.factories.provenance import make_maker, make_party, make_relation

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue()


def screened(monkeypatch: pytest.MonkeyPatch, data: bytes, *options: str) -> list[dict[str, Any]]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return [json.loads(line) for line in run("screen_names", "--json", *options).splitlines()]


@pytest.mark.parametrize("day", ["soon", "0000-01-01", "2022-02-30", "2022-13-01", "31.12.2022x", "1e9", "\0"])
def test_a_day_that_is_none(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"A\n")))
    for command in (
        ("screen_names", f"--as-of={day}"),
        ("trace_part", "LM358N", f"--as-of={day}"),
        ("trace_part", "LM358N", f"--recovered={day}"),
        ("trace_part", "LM358N", f"--date-code={day}"),
        ("import_list", "csv", "x.csv", f"--effective={day}"),
    ):
        with pytest.raises(CommandError):
            run(*command)


def test_names_on_standard_input_that_are_hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    make_party("Radioimport LLC", country="RU")
    lines = [
        b"Radioimport\0 LLC", b"", b"\0", b"\xff\xfe\xfa", "A\N{RIGHT-TO-LEFT OVERRIDE}B".encode(), b"x" * 10_000,
        b"y" * 2_000_000, "\N{CHIPMUNK}\N{CHIPMUNK}".encode(), b"'; DROP TABLE provenance_party; --", b"%s %(x)s {0}",
        b"\t  \t", b"a", "北京".encode(),
    ]  # fmt: skip
    answers = screened(monkeypatch, b"\n".join(lines))
    assert all("matches" in one or "error" in one for one in answers)
    assert 11 <= len(answers) <= len(lines)


def test_no_names_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert screened(monkeypatch, b"") == []
    assert all("matches" in one or "error" in one for one in screened(monkeypatch, b"\n\n\n"))


@pytest.mark.parametrize(
    "number", ["", " ", "\0", "x" * 10_000, "\N{CHIPMUNK}", "'; --", "%s", "\N{RIGHT-TO-LEFT MARK}LM358N"]
)
@pytest.mark.parametrize("form", ["--json", "--lot=x"])
def test_a_part_number_that_is_none(number: str, form: str) -> None:
    try:
        said = run("trace_part", number, form, "--manufacturer", "Nobody & Sons")
    except CommandError:
        return
    if form == "--json":
        assert json.loads(said)["chains"] == []


def test_rows_that_were_refused_leave_a_chain_that_can_be_traced(tmp_path: Path) -> None:
    maker = make_maker("Samplechip")
    first, second = make_party("Alfa", country="TR"), make_party("Beta", country="RU")
    make_relation(first, "owner", second)
    make_relation(second, "owner", first)
    make_relation(first, "authorised_distributor", maker)
    path = tmp_path / "rows.csv"
    path.write_text(
        "row_id,date,seller,buyer,description,quantity,value_usd\n"
        "1,2021-03-05,Alfa,Beta,SC12345678,5,0\n2,2021-03-06,Beta,Alfa,SC12345678,5,1000000000000\n"
        "3,2021-03-07,Alfa,Alfa,SC12345678,5,1\n",
        encoding="utf-8",
    )
    told = json.loads(run("import_shipments", path, "--json"))
    assert (told["new"], told["refused"], Shipment.objects.count()) == (2, 1, 2)
    traced = json.loads(
        run("trace_part", "SC12345678", "--manufacturer", "Samplechip", "--recovered", "2022", "--json")
    )
    assert traced["chains"]
    assert "1." in run("trace_part", "SC12345678", "--manufacturer", "Samplechip", "--recovered", "2022")


@pytest.mark.parametrize(
    "options",
    [
        ("--delimiter=ab",), ('--delimiter="',), ("--delimiter=\\n",), ("--mapping=/dev/zero",),
        ("--mapping=/nowhere",), ("--map=seller=Nobody",), ("--map=nothing=seller",), ("--map=seller",),
        ("--mapping=.",),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["import_shipments", "import_claims"])
def test_a_layout_that_is_none(tmp_path: Path, command: str, options: tuple[str, ...]) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("seller,buyer,date\nAlfa,Beta,2022-03-05\n", encoding="utf-8")
    if options == ("--map=seller",):  # says nothing
        assert json.loads(run(command, path, *options, "--json"))["new"] == 1
        return
    with pytest.raises(CommandError):
        run(command, path, *options)


@pytest.mark.parametrize(
    "content", ["{", "[1]", '{"seller": 1}', "a,b,c\n", "", "\0\0", "seller,A\nseller,B\n", "[" * 100_000]
)
def test_a_mapping_file_that_is_none(tmp_path: Path, content: str) -> None:
    path, mapping = tmp_path / "rows.csv", tmp_path / "mapping.json"
    path.write_text("A,B\nAlfa,Beta\n", encoding="utf-8")
    for name in (mapping, tmp_path / "mapping.csv"):
        name.write_text(content, encoding="utf-8")
        with pytest.raises(CommandError):
            run("import_shipments", path, "--mapping", name)
    assert not Shipment.objects.exists()
