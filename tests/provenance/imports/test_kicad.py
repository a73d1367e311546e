"""KiCad symbol libraries, whole and broken."""

import zipfile
from pathlib import Path

import pytest

from provenance.importers.kicad import read_kicad
from provenance.importers.part_row import PartRow
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError


def prop(key: str, value: str) -> str:
    return f'(property "{key}" "{value}" (id 0) (at 0 0 0)\n (effects (font (size 1.27 1.27)) hide)\n )'


def symbol(name: str, *, extends: str = "", **properties: str) -> str:
    head = f'(extends "{extends}")' if extends else "(pin_names (offset 1.016)) (in_bom yes)"
    units = "" if extends else f'(symbol "{name}_0_1" (rectangle (start -1 2) (end 3 4)))'
    said = "\n".join(prop(key, value) for key, value in {"Reference": "U", "Value": name, **properties}.items())
    return f'(symbol "{name}" {head}\n{said}\n{units})'


def library(*symbols: str) -> str:
    return "(kicad_symbol_lib (version 20211014) (generator kicad_symbol_editor)\n" + "\n".join(symbols) + "\n)\n"


SHEET = "https://www.ti.com/lit/ds/symlink/lm358.pdf"
AMPLIFIER = symbol(
    "LM358",
    Datasheet=SHEET,
    Footprint="Package_SO:SOIC-8_3.9x4.9mm",
    ki_description='Dual \\"op\\" amp',
    ki_fp_filters="SOIC*",
)


def read(path: Path) -> list[PartRow | RowError]:
    return [row for _, row in read_kicad(path)]


@pytest.fixture
def lone(tmp_path: Path) -> Path:
    return tmp_path / "Amplifier_Operational.kicad_sym"


def test_parts_of_a_library(lone: Path) -> None:
    derived = symbol("LM358DR", extends="LM358", Footprint="")
    other = symbol("TL072", extends="LM358", Datasheet="~", Footprint="~")
    named = symbol("MYST123", Manufacturer="Milandr", Datasheet=SHEET, ki_fp_filters="LQFP*64*")
    lone.write_text(library(derived, AMPLIFIER, other, named), encoding="utf-8")
    assert read(lone) == [
        PartRow("LM358DR", "Texas Instruments", 'Dual "op" amp', "SOIC-8", "LM358"),
        PartRow("LM358", "Texas Instruments", 'Dual "op" amp', "SOIC-8"),
        PartRow("TL072", "Texas Instruments", 'Dual "op" amp', "SOIC-8"),
        PartRow("MYST123", "Milandr"),
    ]


def test_a_zip_of_libraries_gives_their_names_as_categories(tmp_path: Path) -> None:
    path = tmp_path / "libraries.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("symbols/Amplifier_Operational.kicad_sym", library(AMPLIFIER))
        archive.writestr("symbols/Power.kicad_sym", library(symbol("+5V", Reference="#PWR")))
        archive.writestr("README.md", "text")
    part, power = read(path)
    assert isinstance(part, PartRow) and part.category == 'Amplifier Operational / Dual "op" amp'
    assert isinstance(power, RowError) and power.params["file"] == "symbols/Power.kicad_sym"


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (symbol("R", Datasheet="~"), "no_maker"),
        (symbol("Conn_01x02", Datasheet="~"), "no_maker"),
        (symbol("GENERIC", Datasheet=SHEET), "no_maker"),
        (symbol("LTC2284xUP", Datasheet="https://www.analog.com/x.pdf"), "placeholder"),
    ],
)
def test_what_is_no_part_is_left_out_with_its_line(lone: Path, one: str, code: str) -> None:
    lone.write_text(library(AMPLIFIER, one), encoding="utf-8")
    line, error = list(read_kicad(lone))[1]
    assert isinstance(error, RowError) and error.code == code
    assert lone.read_text().splitlines()[line - 1].startswith("(symbol")


def test_a_placeholder_at_the_end_is_what_orders_the_package(lone: Path) -> None:
    sheet = "https://www.st.com/x.pdf"
    lone.write_text(library(symbol("STM32F103C8Tx", Datasheet=sheet), symbol("ATxmega32A4U", Datasheet=sheet)))
    assert [row.number for row in read(lone) if isinstance(row, PartRow)] == ["STM32F103C8T", "ATxmega32A4U"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("EESchema-LIBRARY Version 2.4\n", "not_kicad"),
        ("", "not_kicad"),
        (library(AMPLIFIER)[:-3], "kicad_unbalanced"),
        (library(AMPLIFIER) + ")", "kicad_unbalanced"),
        (library(AMPLIFIER)[:300], "kicad_unbalanced"),
    ],
)
def test_what_is_no_library_is_refused(lone: Path, text: str, reason: str) -> None:
    lone.write_text(text, encoding="utf-8")
    with pytest.raises(FileStopped) as caught:
        read(lone)
    assert caught.value.reason == reason


def test_an_archive_without_libraries_or_with_too_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "libraries.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "text")
        archive.writestr("b.txt", "text")
    with pytest.raises(FileStopped, match="no file of this format"):
        read(path)
    monkeypatch.setattr("provenance.importers.unpacking.MOST_FILES", 1)
    with pytest.raises(FileStopped, match="more than 1 files"):
        read(path)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(FileStopped, match="damaged"):
        read(path)


@pytest.mark.once
def test_a_zip_bomb_is_stopped_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"{number}.kicad_sym", library(AMPLIFIER) + "\n" * 3_000_000)
    monkeypatch.setattr("provenance.importers.unpacking._HARMLESS", 1_000_000)
    with pytest.raises(FileStopped, match="250 times its size"):
        read(path)
