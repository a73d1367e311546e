"""Screening over the database: as of a day, by number, by address, after a change, kept and provable."""

import io
import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.queries import principal_for
from accounts.roles import Role
from custody.models import LedgerEntry
from problems import NotAllowed
from provenance.models import PartyAddress, PartyIdentifier, PartyName, ScreenedName, ScreeningRun
from provenance.operations.screening import (
    MOST_ON_A_PAGE,
    answers,
    begin_run,
    hash_of,
    judge,
    screen_on_a_page,
    take_back_judgement,
)
from provenance.queries.screening import screener
from provenance.screening_problems import BadDay, BadJudgement, JudgedAlready, NoNames, TooManyNames
from tests.factories.accounts import make_user
from tests.factories.provenance import make_listing, make_party

pytestmark = pytest.mark.django_db
DAY = date(2023, 6, 1)


def listed(name="Kometa Instrument Plant JSC", start=date(2022, 3, 1), **more):
    party = make_party(name, country="RU")
    make_listing(party, start, **more)
    return party


def matches(name, day=DAY):
    return screener(day).screen([name])[0].answer["matches"]


@pytest.fixture
def analyst():
    return principal_for(make_user(Role.ANALYST))


def test_an_answer_has_exactly_what_was_agreed():
    party = listed()
    (match,) = matches("АО «Приборный завод «Комета»")
    assert match["party"] == party.name
    assert match["party_id"] == str(party.public_id)
    assert match["decision"] in ("match", "possible")
    assert {"list", "from", "to", "version"} <= match["listed"][0].keys()
    assert match["listed"][0]["from"] == "2022-03-01"
    assert match["reasons"]


@pytest.mark.parametrize(
    ("day", "in_force"),
    [(date(2022, 2, 28), 0), (date(2022, 3, 1), 1), (date(2022, 12, 31), 1), (date(2023, 1, 1), 0)],
)
def test_a_listing_counts_on_its_days_and_is_shown_on_others(day, in_force):
    listed(end=date(2022, 12, 31))
    (match,) = matches("Kometa Instrument Plant", day)
    assert len(match["listed"]) == in_force
    assert len(match["listed_on_other_days"]) == 1 - in_force


def test_a_party_on_no_list_is_not_named():
    make_party("Kometa Instrument Plant JSC")
    assert matches("Kometa Instrument Plant JSC") == []


def test_a_new_name_is_found_at_once():
    party = listed()
    assert matches("Звездопад-Сервис") == []
    PartyName.objects.create(party=party, name="Zvezdopad Service")
    assert [match["party"] for match in matches("Звездопад-Сервис")] == [party.name]


def test_names_of_a_merged_row_lead_to_the_row_that_stands():
    party, other = listed(), make_party("Zvezdopad Service")
    other.merged_into = party
    other.save()
    PartyName.objects.create(party=other, name="ZS Trading House Zvezdopad")
    assert [match["party"] for match in matches("Zvezdopad Service")] == [party.name]


@pytest.mark.parametrize(("strong", "decision"), [(True, "match"), (False, "match")])
def test_a_number_in_the_text_names_the_party(strong, decision):
    party = listed()
    PartyIdentifier.objects.create(
        party=party, scheme="inn", value="7704730655", text="7704730655", valid=strong or None, strong=strong
    )
    (match,) = matches("Some Trading, INN 7704-730655")
    assert (match["party"], match["decision"]) == (party.name, decision)
    assert match["reasons"][0]["code"] == ("same_number" if strong else "same_weak_number")


def test_a_party_that_shares_an_address_with_a_listed_one_is_told():
    party, neighbour = listed(), make_party("Quiet Harbour Foods LLC")
    for each in (party, neighbour):
        PartyAddress.objects.create(party=each, text="1 Some Street, Town", key="1 some town")
    (match,) = matches("Quiet Harbour Foods, OOO")
    assert match["party"] == party.name
    assert match["reasons"][0]["code"] == "shares_address"


def test_a_run_is_kept_and_can_be_proved(analyst):
    listed()
    run = screen_on_a_page(principal=analyst, names=["Kometa Instrument Plant", "", "Ромашка", "«»"], as_of=DAY)
    assert (run.names, run.found) == (4, 1)
    assert run.ended_at and run.engine and run.data_stamp
    errors = [row.answer.get("error", {}).get("code") for row in run.answers.order_by("row")]
    assert errors == [None, "empty", None, "unreadable"]
    entry = LedgerEntry.objects.get(action="screening.answered")
    assert entry.details["sha256"] == run.sha256 == hash_of(run)
    assert entry.details["as_of"] == "2023-06-01"
    ScreenedName.objects.filter(run=run, row=3).update(answer={"name": "Ромашка", "matches": [1]})
    assert hash_of(run) != run.sha256


def test_the_same_data_gives_the_same_answer(analyst):
    listed()
    first, again = (screen_on_a_page(principal=analyst, names=["Kometa Plant"], as_of=DAY).sha256 for _ in range(2))
    assert first == again


def test_what_cannot_be_screened_is_refused(analyst):
    with pytest.raises(NoNames):
        screen_on_a_page(principal=analyst, names=["", " "], as_of=DAY)
    with pytest.raises(TooManyNames):
        screen_on_a_page(principal=analyst, names=["A"] * (MOST_ON_A_PAGE + 1), as_of=DAY)
    with pytest.raises(BadDay):
        begin_run(as_of=timezone.now().date() + timedelta(days=1), actor="test")
    with pytest.raises(NotAllowed):
        screen_on_a_page(principal=principal_for(make_user(Role.FIELD)), names=["A"], as_of=DAY)
    assert ScreeningRun.objects.count() == 0


def test_a_run_that_is_broken_off_keeps_what_it_answered():
    listed()
    run = begin_run(as_of=DAY, actor="test")
    stream = answers(run, (f"Name {number}" for number in range(1000)))
    next(stream)
    del stream
    run.refresh_from_db()
    assert (run.names, run.ended_at, run.sha256) == (200, None, "")


def test_a_judgement_counts_until_it_is_taken_back(analyst):
    party = listed()
    name = "Kometa Instrument Plant"
    made = judge(principal=analyst, name=name, party=party, same=False, note="another town")
    (match,) = matches("KOMETA INSTRUMENT PLANT")
    assert match["decision"] == "possible"
    assert match["judged"]["same"] is False
    assert match["judged"]["note"] == "another town"
    with pytest.raises(JudgedAlready):
        judge(principal=analyst, name=name, party=party, same=True, note="no")
    take_back_judgement(principal=analyst, judgement=made)
    take_back_judgement(principal=analyst, judgement=made)
    (match,) = matches(name)
    assert (match["decision"], "judged" in match) == ("match", False)
    assert judge(principal=analyst, name=name, party=party, same=True, note="seen").same
    actions = list(LedgerEntry.objects.values_list("action", flat=True))
    assert actions.count("screening.judged") == 2
    assert actions.count("screening.judgement_withdrawn") == 1


@pytest.mark.parametrize("note", ["", " ", "x" * 2001])
def test_a_judgement_needs_a_note(analyst, note):
    with pytest.raises(BadJudgement):
        judge(principal=analyst, name="Kometa", party=listed(), same=True, note=note)


def run_command(monkeypatch, text, **options):
    raw = text if isinstance(text, bytes) else text.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    out, err = io.StringIO(), io.StringIO()
    call_command("screen_names", stdout=out, stderr=err, **options)
    return out.getvalue().splitlines(), err.getvalue()


def test_the_command_answers_a_line_for_a_line(monkeypatch):
    party = listed()
    text = "\ufeffKometa Instrument Plant\n\nРомашка\r\n深圳市\n" + "x" * 20_000 + "\nlast"
    lines, err = run_command(monkeypatch, text, as_of="2023-06-01", json=True)
    told = [json.loads(line) for line in lines]
    assert [one["name"] for one in told][:4] == ["Kometa Instrument Plant", "", "Ромашка", "深圳市"]
    assert told[0]["matches"][0]["party"] == party.name
    assert all("text" in reason for reason in told[0]["matches"][0]["reasons"])
    assert (told[1]["error"]["code"], told[4]["error"]["code"]) == ("empty", "too_long")
    assert told[5]["name"] == "last"
    assert str(ScreeningRun.objects.get().public_id) in err


def test_the_command_tells_progress_and_reads_bytes_that_are_no_text(monkeypatch):
    lines, err = run_command(monkeypatch, b"\xff\xfe\n" + b"Acme\n" * 1000, as_of="2023-06-01", json=True)
    assert len(lines) == 1001
    assert "1000" in err


def test_the_command_in_words(monkeypatch):
    party = listed()
    lines, _ = run_command(monkeypatch, "Kometa Instrument Plant\nРомашка\n\n", as_of="2021-01-01")
    text = "\n".join(lines)
    assert party.name in text
    assert "not listed on that day" in text
    assert "no party found" in text


@pytest.mark.parametrize("day", ["soon", "2023-13-01", "2999-01-01"])
def test_the_command_refuses_a_day_that_is_none(monkeypatch, day):
    with pytest.raises(CommandError):
        run_command(monkeypatch, "Acme\n", as_of=day)
