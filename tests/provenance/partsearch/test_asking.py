"""The operation and its command: what is stored, for how long, and what the ledger says."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from custody.models import LedgerEntry
from provenance.models import PartSearchAnswer
from provenance.operations.part_search import ask_outside, forget_stale
from provenance.partsearch import nexar
from provenance.partsearch.nexar_answer import found_in
from provenance.partsearch.problems import NotAPartNumber, PartSearchOff, QuotaUsedUp
from provenance.partsearch.sending import Answer
from provenance.partsearch.types import Found
from provenance.tasks import forget_part_searches
from tests.fakes.nexar import QUOTA, SECRET, FakeNexar, graphql_error, listed, part

pytestmark = pytest.mark.django_db
NUMBER = "AD9361BBCZ"
ACTOR = "user:somebody"


def entries() -> list[tuple[str, dict[str, Any]]]:
    rows = LedgerEntry.objects.filter(action__startswith="part_search").order_by("sequence")
    assert {(row.actor, row.subject_type, row.subject_id) for row in rows} <= {(ACTOR, "source", "nexar")}
    return [(row.action, row.details) for row in rows]


def later(**passed: float) -> None:
    """Let time pass for what is stored."""
    for row in PartSearchAnswer.objects.all():
        moved = timedelta(**passed)
        PartSearchAnswer.objects.filter(pk=row.pk).update(
            asked_at=row.asked_at - moved, fresh_until=row.fresh_until - moved
        )


def test_without_a_key_nothing_is_sent_or_written() -> None:
    with pytest.raises(PartSearchOff):
        ask_outside(number=NUMBER, actor=ACTOR)
    assert not entries() and not PartSearchAnswer.objects.exists()


def test_an_answer_is_kept_with_hash_and_time_and_the_ledger_says_who_asked(keyed: FakeNexar) -> None:
    answered = ask_outside(number=f"  {NUMBER} ", actor=ACTOR)
    row = PartSearchAnswer.objects.get()
    assert (row.service, row.asked, row.sha256, row.source.slug) == ("nexar", NUMBER, answered.sha256, "nexar")
    assert answered.parts[0].manufacturer == "Analog Devices" and len(answered.sha256) == 64
    assert entries() == [
        ("part_search.requested", {"service": "nexar", "number": NUMBER}),
        (
            "part_search.answered",
            {"service": "nexar", "number": NUMBER, "sha256": answered.sha256, "parts": len(answered.parts)},
        ),
    ]


def test_a_fresh_answer_is_given_again_and_nothing_is_sent(keyed: FakeNexar) -> None:
    first, second = ask_outside(number=NUMBER, actor=ACTOR), ask_outside(number=NUMBER, actor=ACTOR)
    assert first == second and len(keyed.asked) == 1 and len(entries()) == 2


def test_a_stale_answer_is_asked_for_again_and_its_content_is_gone(keyed: FakeNexar) -> None:
    keyed.next(listed(part(NUMBER), headers={"Cache-Control": "max-age=600"}))
    first = ask_outside(number=NUMBER, actor=ACTOR)
    later(seconds=599)
    assert ask_outside(number=NUMBER, actor=ACTOR).sha256 == first.sha256 and len(keyed.asked) == 1
    later(seconds=2)
    ask_outside(number=NUMBER, actor=ACTOR)
    assert len(keyed.asked) == 2
    newest, oldest = PartSearchAnswer.objects.all()
    assert newest.answer and oldest.answer is None and oldest.sha256 == first.sha256


@pytest.mark.parametrize("control", ["no-store", "no-cache", "max-age=0"])
def test_what_may_not_be_kept_is_shown_once_and_not_kept(keyed: FakeNexar, control: str) -> None:
    keyed.next(listed(part(NUMBER), headers={"Cache-Control": control}))
    assert ask_outside(number=NUMBER, actor=ACTOR).parts
    assert PartSearchAnswer.objects.get().answer is None
    ask_outside(number=NUMBER, actor=ACTOR)
    assert len(keyed.asked) == 2


@pytest.mark.parametrize(("headers", "hours"), [({}, 23), ({"Cache-Control": "max-age=9999999"}, 23)])
def test_nothing_is_kept_longer_than_the_operator_allows(keyed: FakeNexar, headers: dict[str, str], hours: int) -> None:
    keyed.next(listed(part(NUMBER), headers=headers))
    answered = ask_outside(number=NUMBER, actor=ACTOR)
    assert answered.fresh_until - answered.asked_at == timedelta(hours=hours)


def test_an_operator_may_keep_nothing(keyed: FakeNexar, settings: Any) -> None:
    settings.PART_SEARCH_KEEP_HOURS = 0
    assert ask_outside(number=NUMBER, actor=ACTOR).parts and PartSearchAnswer.objects.get().answer is None


def test_half_an_answer_is_asked_for_again(keyed: FakeNexar) -> None:
    keyed.next(listed(part(NUMBER), None, errors=[{"message": "timed out"}], headers={"Cache-Control": "max-age=600"}))
    assert ask_outside(number=NUMBER, actor=ACTOR).partial
    assert not ask_outside(number=NUMBER, actor=ACTOR).partial and len(keyed.asked) == 2


def test_a_number_that_went_out_in_vain_is_in_the_ledger(keyed: FakeNexar) -> None:
    keyed.next(graphql_error(QUOTA))
    with pytest.raises(QuotaUsedUp):
        ask_outside(number=NUMBER, actor=ACTOR)
    assert [action for action, _details in entries()] == ["part_search.requested", "part_search.failed"]
    assert entries()[1][1]["code"] == "part_search_quota_used_up"
    assert not PartSearchAnswer.objects.exists()


def test_the_network_is_asked_outside_any_transaction(keyed: FakeNexar, monkeypatch: pytest.MonkeyPatch) -> None:
    outside, inside = len(connection.savepoint_ids), []

    def spy(answer: Answer) -> Found:
        inside.append(len(connection.savepoint_ids))
        return found_in(answer)

    monkeypatch.setattr(nexar, "found_in", spy)
    ask_outside(number=NUMBER, actor=ACTOR)
    assert inside == [outside]


@pytest.mark.parametrize("typed", ["", "  ", "A1", "-/-+-", "A" * 61, "AD9361\nLOT 7", "AD\x009361", "AD\u202e9361"])
def test_only_a_number_goes_out(keyed: FakeNexar, typed: str) -> None:
    with pytest.raises(NotAPartNumber):
        ask_outside(number=typed, actor=ACTOR)
    assert not keyed.asked and not entries()


def test_what_is_listed_can_be_stored_whatever_it_is(keyed: FakeNexar) -> None:
    keyed.next(listed(part("К1986ВЕ92\x00\ud800", manufacturer="Миландр\u202e")))
    assert ask_outside(number="К1986ВЕ92", actor=ACTOR).parts == ask_outside(number="К1986ВЕ92", actor=ACTOR).parts
    assert len(keyed.asked) == 1


def test_the_schedule_forgets_what_nobody_asks_for_again(keyed: FakeNexar, settings: Any) -> None:
    assert settings.CELERY_BEAT_SCHEDULE["forget"]["task"] == forget_part_searches.name
    ask_outside(number=NUMBER, actor=ACTOR)
    forget_part_searches()
    assert PartSearchAnswer.objects.get().answer is not None
    later(hours=24)
    assert (forget_stale(), forget_stale()) == (1, 0)
    row = PartSearchAnswer.objects.get()
    assert row.answer is None and row.sha256 and row.fresh_until < timezone.now()


def test_the_secret_is_nowhere_in_the_database(keyed: FakeNexar) -> None:
    ask_outside(number=NUMBER, actor=ACTOR)
    kept = [*LedgerEntry.objects.values_list("details", flat=True), *PartSearchAnswer.objects.values_list("answer")]
    assert SECRET not in str(kept) and keyed.tokens[0] not in str(kept)


def test_the_command_prints_json_or_lines(keyed: FakeNexar) -> None:
    out = StringIO()
    call_command("search_parts", NUMBER, "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["parts"][0]["sellers"][0] == {
        "name": "Nordvane Distribution",
        "country": "DE",
        "standing": "authorised",
    }
    out = StringIO()
    call_command("search_parts", NUMBER, stdout=out)
    assert answer["sha256"] in out.getvalue() and "broker: Harbour Chips HK" in out.getvalue()
    assert LedgerEntry.objects.filter(actor="system:command-line", action="part_search.requested").count() == 1


def test_the_command_fails_in_words(keyed: FakeNexar) -> None:
    keyed.next(graphql_error(QUOTA))
    with pytest.raises(CommandError, match="used up"):
        call_command("search_parts", NUMBER)
