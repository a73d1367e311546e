"""`import_claims` and `roll_back_claims` as they are typed: mapped columns, grades, reposts, and the way back."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from custody.models import LedgerEntry
from provenance.models import Claim, ClaimFile, Party, PartyKind, Source, Touch
from tests.factories.provenance import make_party

pytestmark = pytest.mark.django_db
HEAD = (
    "row_id,date,seller,seller_country,buyer,buyer_country,part_number,manufacturer,hs_code,quantity,value_usd,source"
)
ROW = "1,2022-03-05,Alfa Trading,HK,Beta LLC,RU,EP4CE6E22C8N,Altera,854239,500,9000,CAR report"
THEIRS = "Nr;Tag;Von;An;Menge\n7;05.03.2022;Müller GmbH;Beta OOO;1.000\n"
MAPPING = '{"row_id": "Nr", "date": "Tag", "seller": "Von", "buyer": "An", "quantity": "Menge"}'


def run(*arguments: object) -> dict[str, Any]:
    out = StringIO()
    call_command("import_claims", *map(str, arguments), "--json", stdout=out, stderr=StringIO())
    return dict(json.loads(out.getvalue()))


def write(tmp_path: Path, *rows: str, head: str = HEAD, name: str = "claims.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_text("\n".join((head, *rows)) + "\n", encoding=encoding)
    return path


def codes(told: dict[str, Any], kind: str = "errors") -> list[tuple[int, str]]:
    return [(one["line"], one["code"]) for one in told[kind]]


def test_a_claim_is_stored_once_with_its_grades(tmp_path: Path) -> None:
    path = write(tmp_path, f"{ROW},B,2", head=f"{HEAD},reliability,credibility")
    told = run(path)
    assert (told["new"], told["new_parties"], told["refused"], told["notes"]) == (1, 3, 0, [])
    claim = Claim.objects.select_related("seller", "buyer", "source", "manufacturer", "file").get()
    assert (claim.seller.name, claim.seller.country, claim.buyer.country) == ("Alfa Trading", "HK", "RU")
    assert claim.manufacturer is not None
    assert claim.manufacturer.kind == PartyKind.MAKER
    assert (claim.quantity, claim.value_usd_cents, claim.part_canonical) == (500, 900000, "EP4CE6E22C8N")
    assert (claim.source.name, claim.source.reliability, claim.credibility) == ("CAR report", "B", 2)
    assert claim.file is not None
    assert str(claim.file.public_id) == told["file"]
    assert LedgerEntry.objects.filter(action="claims.imported").count() == 1
    assert Touch.objects.filter(reason="claims").count() == 1
    again = run(path)
    assert (again["new"], again["already_there"], again["file"], again["repeats"]) == (0, 1, "", "claims.csv")
    assert LedgerEntry.objects.filter(action="claims.imported").count() == 1


def test_their_columns_and_encoding(tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_bytes(THEIRS.encode("cp1252"))
    mapping = tmp_path / "mapping.json"
    mapping.write_text(MAPPING, encoding="utf-8")
    looked = run(path, "--mapping", mapping, "--preview")
    assert (looked["new"], looked["encoding"], looked["file"]) == (1, "Windows-1252", "")
    assert not Claim.objects.exists()
    assert not Party.objects.exists()
    assert not LedgerEntry.objects.exists()
    assert run(path, "--mapping", mapping)["new"] == 1
    claim = Claim.objects.get()
    assert (claim.seller.name, claim.reference, claim.quantity, claim.source.name) == (
        "Müller GmbH", "7", 1000, "theirs.csv",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1,2022-03-05,Alfa,,Alfa,,,,,,,x", "party_with_itself"),
        ("1,2022-03-05,ООО «Альфа»,RU,OOO Alfa,RU,,,,,,x", "party_with_itself"),
        ("1,2999-01-01,Alfa,,Beta,,,,,,,x", "date_in_future"),
        ("1,0000-01-01,Alfa,,Beta,,,,,,,x", "not_a_date"),
        ("1,03/04/2022,Alfa,,Beta,,,,,,,x", "date_order_unclear"),
        ("1,2022-03-05,Alfa,,Beta,,,,,0,,x", "out_of_range"),
        ("1,2022-03-05,Alfa,,Beta,,,,,1000000000000000000,,x", "out_of_range"),
        ("1,2022-03-05,Alfa,,Beta,,,,,2.5,,x", "not_whole"),
        ("1,2022-03-05,Alfa,,Beta,,,,85,,,x", "not_an_hs_code"),
        ("1,2022-03-05,Alfa,Atlantis,Beta,,,,,,,x", "unknown_country"),
        ("1,2022-03-05,,,Beta,,,,,,,x", "empty"),
        (",2022-03-05,Alfa,,Beta,,,,,,,x", "empty"),
        (f"1,2022-03-05,{'A' * 10_000},,Beta,,,,,,,x", "too_long"),
        ("1,2022-03-05,Al\0fa,,Beta,,,,,,,x", "nul_character"),
        ("1,2022-03-05,Alfa,,Beta,,,,,,,x,too,many", "wrong_number_of_columns"),
    ],
)
def test_a_wrong_row_is_named_and_the_others_go_on(tmp_path: Path, row: str, code: str) -> None:
    make_party("ООО «Альфа»", country="RU")
    told = run(write(tmp_path, row, "9,2022-03-05,Gamma,,Delta,,,,,,,x"))
    assert (codes(told), told["new"]) == ([(2, code)], 1)
    assert all(one["text"] != one["code"] for one in told["errors"])


def test_grades_a_machine_may_not_give(tmp_path: Path) -> None:
    Source.objects.create(slug="car-report", name="CAR report", reliability="C")
    told = run(write(tmp_path, f"{ROW},A,1", f"{ROW[1:]},A,9", head=f"{HEAD},reliability,credibility"))
    assert codes(told, "notes") == [(2, "reliability_differs"), (2, "credibility_of_a_person")]
    assert codes(told) == [(3, "unknown_word")]
    claim = Claim.objects.get()
    assert (claim.source.reliability, claim.credibility) == ("C", 2)


def test_one_reference_with_other_content(tmp_path: Path) -> None:
    told = run(write(tmp_path, ROW, ROW, ROW.replace("500", "600")))
    assert (told["new"], told["already_there"], codes(told)) == (1, 1, [(4, "reference_twice")])
    other = run(write(tmp_path, ROW.replace("500", "700"), name="other.csv"))
    assert (other["new"], codes(other)) == (0, [(2, "differs_from_stored")])


def test_the_same_rows_elsewhere_are_no_second_source(tmp_path: Path) -> None:
    head, rows = "seller,buyer,date", ("Alfa,Beta,2022-03-05", "Beta,Gamma,2022-03-07")
    run(write(tmp_path, *rows, head=head))
    turned = [";".join(reversed(row.split(","))) for row in reversed(rows)]
    copy = write(tmp_path, *turned, head="date;buyer;seller", name="copy.csv", encoding="utf-16")
    told = run(copy)
    assert (told["new"], told["already_there"], told["repeats"]) == (0, 2, "claims.csv")
    assert told["encoding"] == "UTF-16"
    said = run(copy, "--source", "Another office")
    assert (said["new"], said["repeats"]) == (2, "claims.csv")
    assert Source.objects.get(name="Another office").origin == Source.objects.get(name="claims.csv")


def test_roll_back_takes_all_of_it_once(tmp_path: Path) -> None:
    kept = make_party("Beta LLC", country="RU")
    told = run(write(tmp_path, ROW))
    assert Party.objects.count() == 3
    call_command("roll_back_claims", told["file"], stdout=StringIO())
    assert list(Party.objects.all()) == [kept]
    assert not Claim.objects.exists()
    assert ClaimFile.objects.get().rolled_back_at is not None
    assert LedgerEntry.objects.filter(action="claims.rolled_back").count() == 1
    with pytest.raises(CommandError, match="taken back already"):
        call_command("roll_back_claims", told["file"])
    assert run(write(tmp_path, ROW))["new"] == 1


def test_what_later_claims_correct_stays(tmp_path: Path) -> None:
    told = run(write(tmp_path, ROW))
    first = Claim.objects.get()
    Claim.objects.create(
        seller=first.seller, buyer=first.buyer, source=first.source, reference="1, corrected", supersedes=first
    )
    with pytest.raises(CommandError, match="corrected by later"):
        call_command("roll_back_claims", told["file"])
    assert Claim.objects.count() == 2


@pytest.mark.parametrize("said", ["quantity=Nowhere", "seller=", "nothing=Von"])
def test_a_mapping_that_names_nothing(tmp_path: Path, said: str) -> None:
    path = write(tmp_path, "a,b", head="Von,An")
    with pytest.raises(CommandError):
        run(path, "--map=seller=Von", "--map=buyer=An", f"--map={said}") if said != "seller=" else run(path)
    assert not Claim.objects.exists()
