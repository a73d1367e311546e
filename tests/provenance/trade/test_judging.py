"""A person says whom a likely name means, and takes it back: rows, slabs and traces follow."""

from datetime import date
from pathlib import Path

import pytest

from accounts.roles import Role
from custody.models import LedgerEntry
from problems import NotAllowed, NotFound
from provenance.models import NameJudgement, Party, Shipment, Touch, TradeFile, TradeName, TradeSlab
from provenance.name_problems import BadNameNote, NameJudgementGone, NameNotLikely, NameTradesWithItself
from provenance.operations.correcting import merge_parties
from provenance.operations.trade_import import import_shipments
from provenance.operations.trade_judging import confirm_name, give_name, set_name_apart, take_back_name
from provenance.operations.trade_roll_back import roll_back_shipments
from provenance.queries.likely_names import likely_names, name_view, trade_name
from provenance.tracing.columns import unpack
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_listing, make_party

pytestmark = pytest.mark.django_db
RIGHT, SLIP = "Kelvaro Trading Ltd", "Kelvarro Trading Ltd"


@pytest.fixture
def name(tmp_path: Path) -> TradeName:
    make_party(RIGHT, country="CN")
    path = tmp_path / "one.csv"
    path.write_text(
        "row_id,date,seller,seller_country,buyer,buyer_country,hs_code,quantity\n"
        f"1,2022-01-05,{RIGHT},CN,Beta,RU,854231,5\n2,2022-01-06,{SLIP},CN,Beta,RU,854231,5\n"
        f"3,2022-01-07,Beta,RU,{SLIP},CN,854231,5\n"
    )
    import_shipments(path, actor="test")
    return TradeName.objects.get(text=SLIP, how="likely")


def test_confirmed(name: TradeName) -> None:
    analyst = make_principal(Role.ANALYST)
    with pytest.raises(NotAllowed):
        confirm_name(principal=make_principal(Role.ENFORCEMENT), name=name)
    assert confirm_name(principal=analyst, name=name).how == "confirmed"
    assert LedgerEntry.objects.filter(action="trade_name.confirmed").count() == 1
    with pytest.raises(NameNotLikely):
        confirm_name(principal=analyst, name=name)


def test_set_apart(name: TradeName) -> None:
    right = name.party
    apart = set_name_apart(principal=make_principal(Role.ANALYST), name=name).party
    assert apart != right
    assert (apart.name, apart.country) == (SLIP, "CN")
    rows = {row.reference: row for row in Shipment.objects.all()}
    beta = Party.objects.get(name="Beta")
    expected = {"1": (right.pk, beta.pk), "2": (apart.pk, beta.pk), "3": (beta.pk, apart.pk)}
    assert {at: (row.seller_id, row.buyer_id) for at, row in rows.items()} == expected
    packed = unpack(slab.packed for slab in TradeSlab.objects.all())
    found = {int(row["row"]): (int(row["seller"]), int(row["buyer"])) for row in packed}
    assert found == {rows[at].pk: pair for at, pair in expected.items()}
    with pytest.raises(NameNotLikely):
        set_name_apart(principal=make_principal(Role.ANALYST), name=name)


def parties_of_rows() -> dict[str, tuple[str, str]]:
    return {row.reference: (row.seller.name, row.buyer.name) for row in Shipment.objects.all()}


def packed_rows() -> dict[int, tuple[int, int]]:
    packed = unpack(slab.packed for slab in TradeSlab.objects.all())
    return {int(row["row"]): (int(row["seller"]), int(row["buyer"])) for row in packed}


def test_given_to_another_company_and_taken_back(name: TradeName) -> None:
    analyst, other = make_principal(Role.ANALYST), make_party("Celvaro Holding", country="HK")
    rows, slabs = parties_of_rows(), packed_rows()
    given = give_name(principal=analyst, name=name, party=other, note="their own letter says so")
    assert (given.party, given.how, given.score) == (other, "confirmed", 1.0)
    assert parties_of_rows() == {"1": rows["1"], "2": (other.name, "Beta"), "3": ("Beta", other.name)}
    judgement = NameJudgement.objects.get()
    assert (judgement.verdict, judgement.before.name, judgement.party) == ("other", RIGHT, other)
    assert judgement.score == pytest.approx(name.score)
    for note in ("", " ", "x" * 2001):
        with pytest.raises(BadNameNote):
            take_back_name(principal=analyst, judgement=judgement, note=note)
    take_back_name(principal=analyst, judgement=judgement, note="the letter was of another one")
    name.refresh_from_db()
    assert (name.how, name.party.name, name.score) == ("likely", RIGHT, judgement.score)
    assert (parties_of_rows(), packed_rows()) == (rows, slabs)
    with pytest.raises(NameJudgementGone):
        take_back_name(principal=analyst, judgement=judgement, note="again")
    actions = LedgerEntry.objects.filter(subject_type="name_judgement").order_by("sequence")
    assert list(actions.values_list("action", flat=True)) == ["trade_name.given", "trade_name.taken_back"]
    confirm_name(principal=analyst, name=name)


def test_a_company_that_was_made_for_a_name_goes_with_the_judgement(name: TradeName) -> None:
    analyst = make_principal(Role.ANALYST)
    rows = parties_of_rows()
    apart = set_name_apart(principal=analyst, name=name).party
    assert parties_of_rows()["2"] == (SLIP, "Beta")
    judgement = take_back_name(principal=analyst, judgement=NameJudgement.objects.get(), note="one company after all")
    assert judgement.party is None
    assert not Party.objects.filter(pk=apart.pk).exists()
    assert parties_of_rows() == rows
    kept = set_name_apart(principal=analyst, name=TradeName.objects.get(pk=name.pk)).party
    make_listing(kept, date(2023, 1, 1))
    take_back_name(principal=analyst, judgement=NameJudgement.objects.latest("pk"), note="again")
    assert Party.objects.filter(pk=kept.pk).exists()


def test_nobody_is_made_to_trade_with_itself(name: TradeName) -> None:
    analyst, rows = make_principal(Role.ANALYST), parties_of_rows()
    with pytest.raises(NameTradesWithItself):
        give_name(principal=analyst, name=name, party=Party.objects.get(name="Beta"))
    assert (parties_of_rows(), NameJudgement.objects.count()) == (rows, 0)


def test_the_company_for_which_it_was_taken_under_another_row_is_confirmed(name: TradeName) -> None:
    analyst, twin = make_principal(Role.ANALYST), make_party("Kelvaro Trading Limited", country="CN")
    merge_parties(principal=analyst, party=twin, into=name.party, note="the same register entry")
    give_name(principal=analyst, name=name, party=twin)
    assert NameJudgement.objects.get().verdict == "same"


def test_a_file_that_is_taken_back_takes_a_name_that_waits_again_but_not_what_was_said(name: TradeName) -> None:
    analyst = make_principal(Role.ANALYST)
    confirm_name(principal=analyst, name=name)
    take_back_name(principal=analyst, judgement=NameJudgement.objects.get(), note="not sure")
    roll_back_shipments(file_id=TradeFile.objects.get().public_id, actor="test")
    assert (TradeName.objects.filter(text=SLIP).count(), NameJudgement.objects.count()) == (0, 1)


def test_traces_that_the_rows_touch_are_out_of_date(name: TradeName) -> None:
    """Also one that names neither company: the rows may lead it to the other one now."""
    other = make_party("Celvaro Holding", country="HK")
    give_name(principal=make_principal(Role.ANALYST), name=name, party=other)
    touch = Touch.objects.latest("pk")
    assert {name.party_id, other.pk} <= set(touch.parties)
    assert touch.dated == ["hs:854231"]


def test_the_worklist_and_what_one_name_may_mean(name: TradeName) -> None:
    enforcement = make_principal(Role.ENFORCEMENT)
    make_party("Kelvaro Trading Group", country="CN")
    waiting = likely_names(enforcement)
    assert [(one.name, one.party.name, one.rows, one.traces) for one in waiting] == [(name, RIGHT, 2, 0)]
    view = name_view(trade_name(enforcement, text=SLIP, country="CN", registration=""))
    assert [one.party.name for one in view.candidates[:2]] == [RIGHT, "Kelvaro Trading Group"]
    assert (view.candidates[0].taken, view.candidates[0].differs.code) == (True, "word")
    assert [row.reference for row in view.samples] == ["3", "2"]
    assert (view.rows, view.waits, view.judgement) == (2, True, None)
    beside = make_party("Somebody Else", country="HK")
    assert [one.party for one in name_view(name, beside=[beside]).candidates][:2] == [name.party, beside]
    confirm_name(principal=make_principal(Role.ANALYST), name=name)
    assert likely_names(enforcement) == []
    for text in ("nobody", "\x00"):
        with pytest.raises(NotFound):
            trade_name(enforcement, text=text, country="", registration="")
