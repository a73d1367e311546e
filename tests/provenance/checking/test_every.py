"""The shipped facts are clean; each kind of contradiction is found where somebody puts one."""

import time
from pathlib import Path
from shutil import copytree

import pytest

from provenance.checking.every import contradictions
from provenance.checking.rows import FOLDER, Contradiction, tables
from provenance.fact_words import HINTS


def found(folder: Path) -> list[Contradiction]:
    return contradictions(tables(folder), worded=HINTS.keys())


def test_the_shipped_facts_do_not_contradict_each_other_and_that_takes_no_time() -> None:
    started = time.process_time()
    assert found(FOLDER) == []
    assert time.process_time() - started < 3


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small copy: the first rows of parts.csv are enough."""
    folder = tmp_path_factory.mktemp("reference") / "reference"
    copytree(FOLDER, folder, ignore=lambda _, names: [name for name in names if not name.endswith(".csv")])
    parts = (folder / "parts.csv").read_text(encoding="utf-8").splitlines()[:40]
    (folder / "parts.csv").write_text("\n".join(parts) + "\n", encoding="utf-8")
    return folder


BROKEN = [
    ("manufacturers.csv", "Actel,,US,,,,x", "twice"),
    ("manufacturers.csv", "Newcomer,Actel,US,,,,x", "alias"),
    ("manufacturers.csv", "Newcomer,TI,US,,,,x", "alias"),
    ("manufacturers.csv", "Newcomer,,US,,,ti.com,x", "domain"),
    ("manufacturers.csv", "Newcomer,,US,Newcomer,2010,,x", "ring"),
    ("manufacturers.csv", "Newcomer,,US,Intel,1066,,x", "year"),
    ("manufacturers.csv", "Newcomer,,US,Intel,2999,,x", "year"),
    ("manufacturers.csv", "Newcomer,,US,,2010,,x", "owner"),
    ("manufacturers.csv", "Newcomer,,US,,,,", "source"),
    ("brand_marks.csv", "NEWMARK,,Nobody,x", "unknown_maker"),
    ("brand_marks.csv", "ALTERA,,Xilinx,x", "mark"),
    ("mpn_prefixes.csv", "10AS,Altera,low,,FPGA,,x", "prefix"),
    ("mpn_prefixes.csv", "AD77,Altera,high,,FPGA,,x", "nested_prefix"),
    ("parts.csv", "XC7Z010Q,Texas Instruments,fpga,x", "part_prefix"),
    ("parts.csv", "QQ12345,Texas Instruments,flying carpet,x", "no_hs6"),
    ("package_suffixes.csv", "Winbond,(,x,x", "pattern"),
    ("packages.csv", "Winbond,QX,QFN,W25Q64FVZPIG,x,facts", "example"),
    ("packages.csv", "Winbond,ZPIG,QFN,W25Q64FVZPIG,x,", "licence"),
    ("temperatures.csv", "Winbond,^W25.*IG$,85,-40,ambient,W25Q64FVZPIG,x,facts", "range"),
    ("temperatures.csv", "Winbond,^XX$,-40,85,ambient,W25Q64FVZPIG,x,facts", "example"),
    ("category_hs6.csv", "carpet,85,x", "hs6"),
    ("category_words.csv", "carpet,flying carpet,x,facts", "no_hs6"),
    ("chpl.csv", "999999,9,x,US,2024-02-23,x,facts", "tier"),
    ("chpl.csv", "854231,1,x,US,2024-02-23,x,facts", "twice"),
    ("control_hints.csv", "no_such_key,3A001,US,list,,,,,,read,x,facts", "no_words"),
    ("control_hints.csv", "fast_adc,3A001,US,list,,,010101,,,read,x,facts", "not_listed"),
    ("control_hints.csv", "fast_adc,3A001,US,list,flying carpet,,,,,read,x,facts", "no_hs6"),
    ("control_hints.csv", "fast_adc,3A001,US,list,,,,2022-02-24,2021-01-01,read,x,facts", "range"),
    ("control_hints.csv", "fast_adc,3A001,US,list,,,,,,,x,facts", "checked"),
    ("date_codes.csv", "new_rule,,{YY}{WW},iso,1980,,high,2217,2022-05-01,x,facts", "example"),
    ("date_codes.csv", "new_rule,,{YY}{WW},iso,1980,,high,ABC,2022-04-25,x,facts", "example"),
    ("date_codes.csv", "new_rule,,{YY}{WW}(,iso,1980,,high,2217,2022-04-25,x,facts", "pattern"),
    ("date_codes.csv", "new_rule,,{YY}{WW},iso,1980,1970,high,2217,2022-04-25,x,facts", "range"),
    ("date_codes.csv", "new_rule,Nobody,{YY}{WW},iso,1980,,high,2217,2022-04-25,x,facts", "unknown_maker"),
    ("licences.csv", "no_such_file.csv,Apache-2.0,x", "licence"),
]


@pytest.mark.parametrize(("file", "row", "code"), BROKEN, ids=[f"{code}-{row[:24]}" for _, row, code in BROKEN])
def test_a_contradiction_is_found_at_its_line(file: str, row: str, code: str, shipped: Path) -> None:
    path = shipped / file
    before = path.read_text(encoding="utf-8")
    path.write_text(before.rstrip("\n") + f"\n{row}\n", encoding="utf-8")
    line = len(before.rstrip("\n").splitlines()) + 1
    try:
        said = found(shipped)
    finally:
        path.write_text(before, encoding="utf-8")
    assert (file, line, code) in {(one.file, one.line, one.code) for one in said}


def test_a_ring_of_two_owners_names_both(shipped: Path) -> None:
    path = shipped / "manufacturers.csv"
    before = path.read_text(encoding="utf-8")
    ring = "First Ring,,US,Second Ring,2001,,x\nSecond Ring,,US,First Ring,2002,,x\n"
    path.write_text(before + ring, encoding="utf-8")
    try:
        rings = [one for one in found(shipped) if one.code == "ring"]
    finally:
        path.write_text(before, encoding="utf-8")
    assert {one.says for one in rings} >= {"a ring of owners: First Ring → Second Ring → First Ring"}
    assert all(one.against.startswith("manufacturers.csv:") for one in rings)


def test_a_file_without_any_licence_is_named(shipped: Path) -> None:
    stray = shipped / "stray.csv"
    stray.write_text("manufacturer,source\nIntel,x\n", encoding="utf-8")
    try:
        said = found(shipped)
    finally:
        stray.unlink()
    assert [(one.file, one.code) for one in said] == [("stray.csv", "licence")]
