"""Whom the names in files mean: the same, a likely slip, or somebody new."""

from pathlib import Path

import pytest

from provenance.models import Party, PartyIdentifier, PartyName, Shipment, TradeName
from provenance.operations.trade_import import import_shipments, preview_shipments
from tests.factories.provenance import make_maker, make_party

pytestmark = pytest.mark.django_db
HEAD = "row_id,seller,seller_country,seller_id,buyer,buyer_country,source"


def write(tmp_path: Path, *sellers: tuple[str, str, str]) -> Path:
    path = tmp_path / f"{len(list(tmp_path.iterdir()))}.csv"
    rows = (
        f'{n},"{name}",{country},{number},The Buyer,KZ,{path.name}' for n, (name, country, number) in enumerate(sellers)
    )
    path.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    return path


def sellers(path: Path) -> list[Party]:
    report = import_shipments(path, actor="test")
    assert report.errors == ()
    rows = Shipment.objects.filter(file__public_id=report.file).select_related("seller").order_by("reference")
    return [row.seller for row in rows]


def test_the_same_key_in_one_country_is_the_same_company(tmp_path: Path) -> None:
    romashka = make_party("ООО «Ромашка»", country="RU")
    found = sellers(write(tmp_path, ("Romashka, OOO", "RU", ""), ("ROMASHKA LTD.", "RU", ""), ("АО Ромашка", "RU", ""),
                          ("Romashka OOO", "KZ", ""), ("Romashka OOO", "", "")))  # fmt: skip
    assert found[:2] == [romashka, romashka]
    assert len({party.pk for party in found}) == 4
    assert set(TradeName.objects.filter(party=romashka).values_list("how", flat=True)) == {"exact"}


def test_another_name_of_a_party_counts(tmp_path: Path) -> None:
    party = make_party("Harbour Trading Ltd", country="HK")
    PartyName.objects.create(party=party, name="港口贸易有限公司")
    assert sellers(write(tmp_path, ("港口贸易有限公司", "HK", ""))) == [party]


def test_a_maker_of_no_country_is_meant_in_every_country(tmp_path: Path) -> None:
    maker = make_maker("Texas Instruments")
    Party.objects.filter(pk=maker.pk).update(country="")
    assert sellers(write(tmp_path, ("TEXAS INSTRUMENTS", "MY", ""), ("Texas Instruments", "DE", ""))) == [maker, maker]
    maker.refresh_from_db()
    assert maker.country == ""


def test_a_likely_slip_is_marked_and_shown(tmp_path: Path) -> None:
    party = make_party("Sample Anatolia Freight Ltd", country="TR")
    path = write(tmp_path, ("Sample Anatolia Frieght Ltd", "TR", ""), ("Sample Cilicia Freight Ltd", "TR", ""))
    shown = preview_shipments(path)
    assert [(one.written, one.taken_for) for one in shown.likely] == [
        ("Sample Anatolia Frieght Ltd", "Sample Anatolia Freight Ltd")
    ]
    first, second = sellers(path)
    assert first == party
    assert second != party
    name = TradeName.objects.get(text="Sample Anatolia Frieght Ltd")
    assert (name.how, name.made_party) == ("likely", False)
    assert 0.8 < name.score < 1
    assert sellers(write(tmp_path, ("Sample Anatolia Frieght Ltd", "TR", ""))) == [party]


def test_a_slip_of_a_name_in_the_same_file(tmp_path: Path) -> None:
    first, *others = sellers(
        write(tmp_path, *[("Kelvaro Trading Ltd", "CN", "")] * 5, ("Kelvarro Trading Ltd", "CN", ""))
    )
    assert {party.pk for party in others} == {first.pk}
    assert first.name == "Kelvaro Trading Ltd"


def test_registration_numbers_tell_companies_apart_and_together(tmp_path: Path) -> None:
    party = make_party("Quite Another Name", country="RU")
    PartyIdentifier.objects.create(party=party, scheme="inn", value="7704730655", text="7704730655", strong=True)
    found = sellers(write(tmp_path, ("Alfa OOO", "RU", "7704730655"), ("Alfa OOO", "RU", "7736050003")))
    assert found[0] == party
    assert found[1] != party


def test_one_sign_more_is_another_company_in_chinese(tmp_path: Path) -> None:
    first, second = sellers(write(tmp_path, ("康丰物流有限公司", "CN", ""), ("康丰启物流有限公司", "CN", "")))
    assert first != second


def test_names_that_nothing_can_be_read_in(tmp_path: Path) -> None:
    found = sellers(write(tmp_path, ("???", "", ""), ("***", "", "")))
    assert found[0] != found[1]
    assert Party.objects.get(pk=found[0].pk).name_key == ""


def test_without_a_country_only_the_very_name_is_a_company_elsewhere(tmp_path: Path) -> None:
    """One key stands for several legal forms: a row that tells no country makes nobody a company of Russia."""
    orion = make_party("Orion Electronics LLC", country="RU")
    others = (("Orion Electronics Ltd", "", ""), ("Orion Electronics GmbH", "", ""), ("Orion Electronics", "", ""))
    found = sellers(write(tmp_path, *others, ("Orian Electronics LLC", "", ""), ("ORION Electronics, LLC", "", "")))
    assert orion not in found[:4]
    assert found[4] == orion


def test_a_likeness_refuses_no_row(tmp_path: Path) -> None:
    """Two names that are likely one company are two where they trade with each other."""
    path = tmp_path / "rows.csv"
    usual = "\n".join(f'{n},"Voltamir Electronics Ltd",HK,,"The Buyer",KZ,s' for n in range(9))
    between = '9,"Voltamir Electronics Ltd",HK,,"Voltomir Electronics Ltd",HK,s'
    path.write_text("\n".join((HEAD, usual, between)), encoding="utf-8")
    report = import_shipments(path, actor="test")
    assert report.errors == ()
    row = Shipment.objects.get(reference="9")
    assert row.seller != row.buyer
