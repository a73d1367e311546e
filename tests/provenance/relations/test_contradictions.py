"""Tables of relations that contradict themselves or what is known: told with their lines, nothing hangs."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from provenance.models import Party, PartyRelation, RelationKind, Source
from provenance.operations.relation_imports import RelationReport, import_relations
from provenance.queries.parties import maker_named
from tests.factories.provenance import make_relation

pytestmark = pytest.mark.django_db
HEAD = "party,relation,other_party,from,to,territory,source"


def take(tmp_path: Path, *lines: str, name: str = "relations.csv", encoding: str = "utf-8") -> RelationReport:
    path = tmp_path / name
    path.write_text("\n".join((HEAD, *lines)) + "\n", encoding=encoding)
    return import_relations(path, actor="test")


def codes(report: RelationReport) -> list[tuple[int, str]]:
    return [(error.line, error.code) for error in report.errors]


@pytest.mark.parametrize(
    "lines",
    [
        ("Ringa,owns,Ringb,2010,,,x", "Ringb,owns,Ringa,2012,,,x"),
        ("Ringa,owns,Ringb,,,,x", "Ringb,brand_of,Ringc,,,,x", "Ringb,owns,Ringc,,,,x"),
        ("Ringa,owns,Ringb,,,,x", "Ringb,owns,Ringc,,,,x", "Ringc,owns,Ringd,,,,x", "Ringd,owns,Ringa,2020,,,x"),
        ("Ringa,successor_of,Ringb,2020-01-01,,,x", "Ringb,successor_of,Ringa,2020-01-01,,,x"),
    ],
)
def test_a_ring_is_told_with_the_line_that_closes_it(tmp_path: Path, lines: tuple[str, ...]) -> None:
    kind = RelationKind.SUCCESSOR if "successor" in lines[0] else RelationKind.OWNER
    for _twice in range(2):
        report = take(tmp_path, *lines)
        assert codes(report) == [(1 + len(lines), f"{kind}_ring")]
        assert "→" in report.errors[0].params["value"]
    assert PartyRelation.objects.count() == len(lines) - 1


def test_owners_one_after_the_other_and_names_that_change_back_are_no_ring(tmp_path: Path) -> None:
    report = take(
        tmp_path,
        "Ringa,owns,Ringb,2001-01-01,2009-12-31,,x",
        "Ringb,owns,Ringa,2010-01-01,,,x",
        "Oldname,successor_of,Newname,2010-01-01,,,x",
        "Newname,successor_of,Oldname,2015-01-01,,,x",
    )
    assert (report.created, report.errors, report.notes) == (4, (), ())


def test_a_ring_with_what_is_known_unless_the_file_ends_that(tmp_path: Path) -> None:
    take(tmp_path, "Ringa,owns,Ringb,2001-01-01,,,x", "Ringb,owns,Ringc,2001-01-01,,,x")
    other = "Ringc,owns,Ringa,2012-01-01,,,x"
    assert codes(take(tmp_path, other, name="second.csv")) == [(2, "owner_ring")]
    ended = take(tmp_path, other, "Ringa,owns,Ringb,2001-01-01,2011-12-31,,x", name="third.csv")
    assert (ended.created, ended.changed, ended.errors) == (1, 1, ())


def test_a_ring_that_is_stored_already_hangs_nothing(tmp_path: Path) -> None:
    take(tmp_path, "Ringa,owns,Ringb,,,,x", "Ringb,owns,Ringc,,,,x")
    one, two = (Party.objects.get(name=name) for name in ("Ringc", "Ringa"))
    make_relation(one, RelationKind.OWNER, two)
    assert take(tmp_path, "Ringc,owns,Ringd,,,,x", name="more.csv").created == 1
    assert maker_named("Ringa") == two


def test_two_owners_and_two_successors_at_once_are_kept_and_told(tmp_path: Path) -> None:
    report = take(
        tmp_path,
        "One AG,owns,Chippy,2010,,,x",
        "Two AG,owns,Chippy,2012,,,x",
        "Three AG,successor_of,Chippy,2015-05-01,,,x",
        "Four AG,successor_of,Chippy,2015-05-01,,,x",
        "Five AG,successor_of,Chippy,2019-05-01,,,x",
    )
    assert (report.created, report.errors) == (5, ())
    assert [(note.line, note.code) for note in report.notes] == [(3, "several_owners"), (5, "several_successors")]
    assert report.notes[0].params == {"value": "Chippy", "others": "One AG"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Selfy,owns,Selfy,,,,x", "party_with_itself"),
        ("Selfy Ltd,owns,SELFY LIMITED,,,,x", "party_with_itself"),
        ("A,married_to,B,,,,x", "unknown_relation"),
        (",owns,B,,,,x", "empty"),
        ("A,owns,B,2020-01-01,2019-01-01,,x", "ends_before_it_starts"),
        ("A,owns,B,2020,2019,,x", "ends_before_it_starts"),
        ("A,owns,B,0000,,,x", "date_too_early"),
        ("A,owns,B,0001-01-01,,,x", "date_too_early"),
        ("A,owns,B,2999,,,x", "date_in_future"),
        ("A,owns,B,2020-13,,,x", "not_a_date"),
        ("A,owns,B,soon,,,x", "not_a_date"),
        (f"{'A' * 10_000},owns,B,,,,x", "too_long"),
        ("A\0,owns,B,,,,x", "nul_character"),
        ("A,owns,B", "wrong_number_of_columns"),
    ],
)
def test_a_wrong_row_is_named_and_the_others_go_on(tmp_path: Path, line: str, code: str) -> None:
    report = take(tmp_path, line, "Good AG,owns,Better AG,,,,x")
    assert (codes(report), report.created) == ([(2, code)], 1)


def test_what_is_not_understood_is_kept_and_told(tmp_path: Path) -> None:
    known = ("worldwide", "EMEA", "Germany; Austria and CH", "Europe", "Європа", "United States", "The Netherlands", "")
    lines = [f"Dist {n},authorised_distributor_of,Chippy,,,{place},x" for n, place in enumerate(known)]
    report = take(tmp_path, *lines, "Dist X,authorised_distributor_of,Chippy,,,Narnia,x", "A,owned_by,B,,,,")
    assert report.created == len(known) + 2
    assert [(note.line, note.code) for note in report.notes] == [(10, "territory_unclear"), (11, "source_missing")]
    assert PartyRelation.objects.filter(party__name="B", target__name="A", kind=RelationKind.OWNER).exists()


def test_a_copy_without_sources_is_no_second_source(tmp_path: Path) -> None:
    take(tmp_path, "One AG,owns,Chippy,2010-01-01,,,")
    copy = take(tmp_path, "One AG,owns,Chippy,2010-01-01,,,", name="copy.csv", encoding="utf-16")
    assert (copy.created, copy.unchanged, copy.encoding) == (0, 1, "UTF-16")
    assert Source.objects.get(name__startswith="Relations").name == "Relations relations"
    assert PartyRelation.objects.count() == 1


def test_the_preview_stores_nothing(tmp_path: Path) -> None:
    path = tmp_path / "relations.csv"
    path.write_bytes(f"{HEAD}\nКиїв Прилад,owns,Їжак,2010,,,x\n".replace(",", ";").encode("cp1251"))
    out = StringIO()
    call_command("import_relations", str(path), "--preview", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["created"], told["encoding"], told["preview"]) == (1, "Windows-1251", True)
    assert not Party.objects.exists()
    call_command("import_relations", str(path), stdout=out)
    assert Party.objects.filter(name="Київ Прилад").exists()
