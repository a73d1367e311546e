"""The command that traces one part: today's keys stay, hypotheses and verdicts are added; it writes nothing."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from custody.models import LedgerEntry
from jobs.models import Job
from provenance.models import PartyKind, RelationKind, ShipmentMention, Trace
from provenance.operations.demo_world import load_demo_world
from provenance.operations.reference import load_reference
from provenance.partnumbers.normalise import canonical
from provenance.queries.trace_answers import full_answer, plain_answer, with_sentences
from provenance.queries.tracing import trace_part
from provenance.tracing.stored import stored
from tests.factories.provenance import make_listing, make_maker, make_part, make_party, make_relation, make_shipment

pytestmark = pytest.mark.django_db
DEMO = ("XC7A100T-FGG484", "--manufacturer", "Xilinx", "--date-code", "2101", "--recovered", "2024-02-15")
KINDS = ["direct_sale", "distributor_diversion", "broker", "salvaged", "old_stock", "counterfeit"]
VERDICT = {"party", "hop", "jurisdiction", "event", "list", "date", "version", "verdict", "text"}
PART = "STM32F427VIT6"
SHIPPED = date(2022, 4, 20)


@pytest.fixture
def demo():
    load_reference()
    load_demo_world()


@pytest.fixture
def world():
    """A maker, its distributor, a broker abroad and an importer; the broker is listed on the day it passes on."""
    maker = make_maker("Example Silicon")
    make_part(PART, maker, category="microcontroller")
    distributor = make_party("Example Rhine", PartyKind.AUTHORISED_DISTRIBUTOR, country="DE")
    broker = make_party("Example Harbour", PartyKind.BROKER, country="HK")
    importer = make_party("Example North", PartyKind.IMPORTER, country="RU")
    make_relation(distributor, RelationKind.AUTHORISED_DISTRIBUTOR, maker, start=date(2012, 1, 1))
    make_shipment(distributor, broker, date(2022, 3, 7), part_number=PART, manufacturer=maker)
    sold = make_shipment(broker, importer, SHIPPED, part_number=PART, manufacturer=maker)
    make_listing(broker, SHIPPED)
    make_listing(importer, SHIPPED + timedelta(days=1))
    return sold


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("trace_part", *arguments, stdout=out)
    return out.getvalue()


def asked(*arguments: str) -> dict:
    return json.loads(run(*arguments, "--json"))


def ours(*more: str) -> dict:
    return asked(PART, "--manufacturer", "Example Silicon", "--date-code", "2135", "--recovered", "2023-06-01", *more)


def test_the_agreed_json_and_nothing_is_written(demo) -> None:
    before = LedgerEntry.objects.count(), Job.objects.count(), Trace.objects.count()
    found = asked(*DEMO)
    assert before == (LedgerEntry.objects.count(), Job.objects.count(), Trace.objects.count())
    assert list(found)[:5] == ["part_number", "manufacturer", "owner", "chains", "gaps"]
    assert (found["manufacturer"], found["owner"], found["state"]) == ("Xilinx", "AMD", "complete")
    chain = found["chains"][0]
    assert list(chain)[:4] == ["rank", "tier", "hops", "reasons"]
    assert all({"from", "to", "date", "tier", "evidence", "listed"} <= set(hop) for hop in chain["hops"])
    assert chain["hops"][1]["date"] == "2022-03-07"
    # Told by customs, an invoice, an investigation and its repost; the claims are said less precisely.
    assert {said["grade"] for said in chain["hops"][1]["evidence"]} == {"A2", "B2", "C3"}
    listed = chain["hops"][-1]["listed"]
    assert [(one["list"], one["from"], one["to"]) for one in listed] == [
        ("Demonstration list B (fictitious)", "2015-08-03", None)
    ]


def test_every_chain_has_all_six_hypotheses_and_its_verdicts(demo) -> None:
    found = asked(*DEMO)
    for chain in found["chains"]:
        assert [one["kind"] for one in chain["hypotheses"]] == KINDS
        assert {"complete", "possible_route", "margin", "verdicts"} <= set(chain)
        assert all(set(verdict) >= VERDICT for verdict in chain["verdicts"])
        assert {verdict["verdict"] for verdict in chain["verdicts"]} <= {"after", "before", "cannot_tell"}
        goods = {number for number, hop in enumerate(chain["hops"], start=1) if hop["date"]}
        assert {verdict["hop"] for verdict in chain["verdicts"]} <= goods
    assert found["hypotheses"] == []
    assert {"made", "hop", "recovered", "control", "exit", "listing"} == {mark["kind"] for mark in found["axis"]}


def test_whether_a_party_was_listed_on_the_day_it_shipped(world) -> None:
    chain = ours()["chains"][0]
    verdicts = {
        (one["hop"], one["party"]): (one["verdict"], one["in_force"], one["days"])
        for one in chain["verdicts"]
        if one["event"] == "listing"
    }
    apart = (SHIPPED - date(2022, 3, 7)).days
    assert verdicts == {
        (2, "Example Harbour"): ("before", "no", [apart, apart]),
        (3, "Example Harbour"): ("after", "yes", [0, 0]),
        (3, "Example North"): ("before", "no", [1, 1]),
    }


def test_verdicts_by_jurisdiction_say_what_has_to_be_checked_and_how_far_it_was(world) -> None:
    controls = [one for one in ours()["chains"][0]["verdicts"] if one["event"] == "control"]
    assert {one["jurisdiction"] for one in controls} >= {"EU", "US", "GB", "JP", "CH"}
    assert all(one["condition"] and one["checked"] and one["source"] for one in controls)
    by_date = {one["date"]: one["verdict"] for one in controls if one["hop"] == 3 and "/" not in one["date"]}
    assert by_date["2022-02-24"] == "after"
    assert by_date["2023-02-24"] == "before"


def test_a_control_of_other_goods_is_not_told(world) -> None:
    told = {one["list"] for one in ours()["chains"][0]["verdicts"]}
    assert any("tiers 1 and 2" in name for name in told)
    assert not any("tier 4.B" in name for name in told)


def test_hypotheses_of_a_chain_through_a_broker(world) -> None:
    told = {one["kind"]: one for one in ours("--desoldered", "--lettering-contradicts")["chains"][0]["hypotheses"]}
    assert [fact["code"] for fact in told["broker"]["for"]] == ["passed_on_in_third_country"]
    assert told["broker"]["documented"]
    codes = [fact["code"] for fact in told["salvaged"]["for"]]
    assert codes[0] == "desoldering_seen"
    assert {"donor_known", "donor_of_kind_known"} <= set(codes)
    assert "HKPilot32" in " ".join(fact["text"] for fact in told["salvaged"]["for"])
    assert "lettering_contradicts" in [fact["code"] for fact in told["counterfeit"]["for"]]
    assert told["old_stock"]["standing"] == "Nothing known speaks for it."


def test_prices_are_compared_with_those_of_the_part_in_the_records(world) -> None:
    for number in range(6):
        sold = make_shipment(world.seller, make_party(f"Example {number}"), date(2022, 1, 3), part_number=PART)
        sold.value_usd_cents, sold.quantity = 100_000, 100
        sold.save()
    world.value_usd_cents, world.quantity = 20_000, 100
    world.save()
    chain = ours()["chains"][0]
    told = next(one for one in chain["hypotheses"] if one["kind"] == "counterfeit")
    assert "price_far_below" in [fact["code"] for fact in told["for"]]


def test_as_of_a_day_leaves_out_what_came_later(world) -> None:
    found = ours("--as-of", str(SHIPPED))
    assert {one["party"] for one in found["chains"][0]["verdicts"] if one["event"] == "listing"} == {"Example Harbour"}
    assert all(mark["from"] is None or mark["from"] <= "2023-06-01" for mark in found["axis"])


def test_a_lot_that_records_name_and_one_that_none_names(world) -> None:
    lost = ours("--lot", "DNR1745B")
    gap = next(gap for gap in lost["gaps"] if gap["code"] == "lot_not_named")
    assert gap["ask"] == "Example Silicon"
    assert [chain["names_lot"] for chain in lost["chains"]] == [False]
    ShipmentMention.objects.create(shipment=world, canonical=canonical("DNR1745B"), number="DNR1745B")
    found = ours("--lot", "DNR1745B")
    assert [chain["names_lot"] for chain in found["chains"]] == [True]
    assert not any(gap["code"].startswith("lot_") for gap in found["gaps"])


def test_without_a_chain_the_part_alone_is_told(db) -> None:
    found = asked("NOSUCH123", "--recovered", "2023", "--date-code", "0101", "--no-desoldered")
    assert found["chains"] == []
    told = {one["kind"]: one for one in found["hypotheses"]}
    assert list(told) == KINDS
    assert [fact["code"] for fact in told["salvaged"]["against"]] == ["no_desoldering_seen"]
    assert [fact["code"] for fact in told["old_stock"]["for"]] == ["made_long_before_recovery"]


def test_a_date_code_after_the_recovery_is_told_as_impossible(db) -> None:
    found = asked("NOSUCH123", "--recovered", "2015-06-01", "--date-code", "2135")
    told = next(one for one in found["hypotheses"] if one["kind"] == "counterfeit")
    assert [fact["code"] for fact in told["for"]] == ["made_after_recovery"]
    assert "customs_code_unknown" in [gap["code"] for gap in found["gaps"]]


@pytest.mark.parametrize("language", ["en", "uk"])
def test_text_to_read_names_hypotheses_verdicts_and_gaps(world, language) -> None:
    with translation.override(language):
        text = run(PART, "--manufacturer", "Example Silicon", "--recovered", "2023-06")
    assert "Example Harbour" in text
    assert text.count("\n? ") >= 1
    assert "%(" not in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("X", "--date-code", "2160"),
        ("X", "--date-code", "abc"),
        ("X", "--recovered", "x"),
        ("X", "--as-of", "2022-02-30"),
        ("X", "--last-made", "1"),
    ],
)
def test_the_command_says_what_is_wrong(arguments) -> None:
    with pytest.raises(CommandError):
        run(*arguments)


def test_an_answer_from_before_there_were_hypotheses_can_still_be_shown(world) -> None:
    old = stored(trace_part(part_number=PART, manufacturer="Example Silicon"))
    for chain in old["chains"]:
        for key in ("complete", "possible_route", "margin"):
            chain.pop(key, None)
    old.pop("state", None)
    shown = plain_answer(old)
    assert (shown["state"], shown["hypotheses"]) == ("complete", [])
    assert shown["chains"][0]["hypotheses"] == []
    assert shown["chains"][0]["verdicts"] == []
    assert with_sentences({}) == {}


def test_the_same_facts_are_stored_as_the_same_bytes(world, django_assert_max_num_queries) -> None:
    answer = trace_part(part_number=PART, manufacturer="Example Silicon", recovered=date(2023, 6, 1))
    with django_assert_max_num_queries(5):
        first = json.dumps(full_answer(answer), sort_keys=True)
    assert json.dumps(full_answer(answer), sort_keys=True) == first
    assert plain_answer(json.loads(first)) == plain_answer(full_answer(answer))


def test_a_party_that_is_merged_while_it_is_traced_keeps_its_listings(world) -> None:
    answer = trace_part(part_number=PART, manufacturer="Example Silicon", recovered=date(2023, 6, 1))
    other = make_party("Example Harbour Trading", PartyKind.BROKER, country="HK")
    world.seller.merged_into = other
    world.seller.save()
    listed = [event["party_name"] for event in full_answer(answer)["events"] if event["kind"] == "listing"]
    assert sorted(listed) == ["Example Harbour", "Example North"]
