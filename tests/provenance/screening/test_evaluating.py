"""What the figures of an evaluation are made of."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from provenance.evaluation.screening import evaluate, left_names
from provenance.evaluation.screening_list import UnusableList, folds, read_entities
from provenance.evaluation.screening_ordinary import ordinary_names
from provenance.evaluation.screening_spellings import spelt_otherwise

LIST = """list,name,aliases
L,Kometa Plant JSC,АО «Завод «Комета»; Zavod Kometa; Kometa Works
L,Granat Design Bureau,КБ Гранат
L,Zarya Optics,
L,Vityaz Logistics FZE,Vityaz
"""


def entities():
    return read_entities(LIST.splitlines())


def test_every_alias_is_held_out_once_and_one_of_an_entity_at_a_time():
    listed = entities()
    held = [pair for fold in folds(listed, 1) for pair in fold.items()]
    assert sorted(held) == sorted((each.number, alias) for each in listed for alias in each.aliases)
    assert left_names(listed[0], "Zavod Kometa") == ["Kometa Plant JSC", "АО «Завод «Комета»", "Kometa Works"]


@pytest.mark.parametrize("text", ["", "a,b\n1,2", "name,aliases\n"])
def test_a_file_that_is_no_list_is_refused(text):
    with pytest.raises(UnusableList):
        read_entities(text.splitlines())


def test_made_up_names_are_the_same_for_one_seed_and_all_different():
    names = ordinary_names(1000, 7)
    assert len(set(names)) == 1000
    assert names == ordinary_names(1000, 7) != ordinary_names(1000, 8)
    assert sum(any("а" <= letter <= "я" for letter in name) for name in names) > 100


def test_names_are_spelt_otherwise_the_same_way_for_one_seed():
    names = ["АО «Приборостроительный завод «Комета»", "Vityaz Logistics FZE", "ABC"]
    found = spelt_otherwise(names, 3)
    assert found == spelt_otherwise(names, 3)
    assert [name for name, _ in found] == names[:2]
    assert any(name != spelling for name, spelling in found)


def test_the_figures_tell_hits_and_false_alarms():
    told = evaluate(entities(), seed=1, ordinary=50, names_timed=300, progress=lambda *_: None)
    assert told["aliases"]["first"]["of"] == 5
    assert told["aliases"]["first"]["hits"] == 5
    assert told["ordinary"]["possible"]["of"] == 50
    assert told["time"]["names"] == 300
    assert [each["false_alarms_percent"] for each in told["at_false_alarms"]] == [0.2, 0.5, 1.0]


def test_the_command_tells_the_figures_and_that_nothing_was_compared(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    out = StringIO()
    call_command("evaluate_screening", path, ordinary=20, names=0, compare=0, json=True, stdout=out, stderr=StringIO())
    told = json.loads(out.getvalue())
    assert told["entities"] == 4
    assert told["nomenklatura"] is None
    assert "misses" not in told
    table = StringIO()
    call_command(
        "evaluate_screening", path, ordinary=20, names=0, compare=0, misses=True, stdout=table, stderr=StringIO()
    )
    assert "4 entities" in table.getvalue()


def test_the_command_refuses_what_is_no_list(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("a,b\n")
    for wrong in (path, tmp_path / "missing.csv"):
        with pytest.raises(CommandError):
            call_command("evaluate_screening", wrong)
