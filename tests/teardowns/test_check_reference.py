"""`manage.py check_reference`, weapons and the database."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from provenance.models import PartAlias, PartyName
from provenance.queries.contradictions import stored_contradictions
from teardowns.management.commands import check_reference
from teardowns.weapon_checks import FOLDER, weapon_contradictions
from tests.factories.provenance import make_maker, make_part, make_relation, make_source


def test_the_shipped_facts_pass_and_nothing_is_said() -> None:
    out = io.StringIO()
    call_command("check_reference", stdout=out)
    assert out.getvalue() == ""
    call_command("check_reference", "--json", stdout=out)
    assert json.loads(out.getvalue()) == []


def test_what_is_wrong_is_told_with_its_place_and_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = tmp_path / "weapons.csv"
    rows = (FOLDER / "weapons.csv").read_text(encoding="utf-8")
    bad.write_text(rows + "another,Another,Інша,Insha,Geran-2,UAV,x\n", encoding="utf-8")
    monkeypatch.setattr(check_reference, "weapon_contradictions", lambda: weapon_contradictions(tmp_path))
    out = io.StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("check_reference", stdout=out)
    assert ended.value.returncode == 1
    line = len(rows.splitlines()) + 1
    assert out.getvalue().startswith(f"weapons.csv:{line}: alias: geran-2 names both another and shahed-136-geran-2")
    with pytest.raises(CommandError):
        call_command("check_reference", "--json", stdout=(told := io.StringIO()))
    assert [(one["file"], one["line"], one["code"]) for one in json.loads(told.getvalue())] == [
        ("weapons.csv", line, "alias")
    ]


@pytest.mark.django_db
def test_a_clean_database_has_no_contradiction() -> None:
    make_part("AD9361BBCZ", make_maker("Analog Devices", owner=make_maker("Owner")))
    assert stored_contradictions() == []


@pytest.mark.django_db
def test_what_contradicts_itself_in_the_database_is_found() -> None:
    one, other = make_maker("One Chips"), make_maker("Other Chips")
    for party in (one, other):
        PartyName.objects.create(party=party, name="Both Chips")
    PartyName.objects.create(party=one, name="Other Chips")
    make_relation(one, "owner", other)
    make_relation(other, "owner", one)
    backwards = make_relation(make_maker("Third"), "owner", make_maker("Fourth"), start=date(2020, 1, 1))
    backwards.end = date(2010, 1, 1)
    backwards.save()
    make_part("QQ1000", one)
    make_part("QQ2000", one)
    PartAlias.objects.create(
        manufacturer=one, number="QQ1000", alias="QQ2000", canonical="992000", source=make_source()
    )
    codes = [(found.file, found.code) for found in stored_contradictions()]
    assert sorted(set(codes)) == [
        ("part", "alias"), ("party_name", "alias"), ("party_relation", "range"), ("party_relation", "ring"),
    ]  # fmt: skip
    assert codes.count(("party_name", "alias")) == 3
