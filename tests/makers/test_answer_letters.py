"""A table in an old encoding: nothing that was guessed becomes evidence, and nothing that was sent is lost."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from custody.models import LedgerEntry
from jobs.models import Job
from makers.models import Answer, AnswerFile, AnswerFileState, TraceRequest
from makers.operations.sealed_files import opened_sealed
from provenance.importers.encodings import OFFERED
from provenance.models import Claim, Party
from tests.api.calling import Caller
from tests.factories.accounts import make_user
from tests.factories.answers import officer
from tests.factories.requests import LOT
from tests.makers.test_answer_tables import HEADER, codes, run, sent
from tests.web.test_answers import signed_in
from web.answer_words import ENCODINGS

pytestmark = pytest.mark.django_db
WRITTEN = [
    ("cp1251", "Київ"), ("cp1251", "Альфа"), ("cp1251", "Чіп і Діп"), ("cp866", "ТОВ Приклад"), ("koi8_u", "Київ"),
    ("iso8859_5", "Приклад Електроніка"), ("cp1250", "Łódź Elektronika"), ("cp1252", "Müller & Söhne"),
    ("cp1253", "Αθήνα Ηλεκτρονικά"), ("cp1254", "Şirketi Ağaoğlu"), ("cp932", "株式会社マクニカ 電子部品"),
    ("euc_jp", "東京エレクトロン株式会社"), ("cp949", "삼성전자 부품 유통 주식회사"),
    ("gb18030", "深圳市华强电子有限公司"), ("big5", "臺灣電子股份有限公司"),
]  # fmt: skip


@pytest.fixture
def person(asked: TraceRequest) -> User:
    return make_user(Role.MAKER, organisation=asked.organisation)


def table(name: str) -> str:
    return f"{HEADER}\n{LOT},genuine,{name},DE,2021-11-05,5\n"


@pytest.mark.parametrize(("encoding", "name"), WRITTEN)
def test_a_guessed_name_is_shown_and_not_taken(asked: TraceRequest, encoding: str, name: str) -> None:
    parties = Party.objects.count()
    row = sent(officer(asked), table(name), encoding=encoding)
    assert not Answer.objects.exists() and not Claim.objects.exists() and Party.objects.count() == parties
    assert [line for line, _code in codes(row)] == [2]
    assert b"".join(opened_sealed(row.kept)) == table(name).encode(encoding), "nothing is lost"


@pytest.mark.parametrize(("encoding", "name"), WRITTEN)
def test_with_its_encoding_named_it_is_taken(asked: TraceRequest, encoding: str, name: str) -> None:
    row = sent(officer(asked), table(name), encoding=encoding, written=encoding)
    assert (row.state, codes(row)) == (AnswerFileState.DONE, [])
    assert Claim.objects.get().buyer.name == name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("written", ["", "cp1251"])
def test_what_a_file_says_itself_holds(asked: TraceRequest, encoding: str, written: str) -> None:
    """UTF-8 is no guess: text of another page is not UTF-8 by chance. Neither does a wrong choice spoil it."""
    row = sent(officer(asked), table("Приклад Електроніка ТОВ"), encoding=encoding, written=written)
    assert codes(row) == [] and Claim.objects.get().buyer.name == "Приклад Електроніка ТОВ"


def test_letters_behind_thousands_of_lines_stop_all_of_them(asked: TraceRequest) -> None:
    lines = [HEADER, *(f"{LOT},,Buyer {number % 5},DE,2021-11-05,{number + 1}" for number in range(4000))]
    text = "\n".join([*lines, f"{LOT},genuine,Київ,DE,2021-11-05,5"])
    row = sent(officer(asked), text, encoding="cp1251")
    assert (row.state, row.failure, codes(row)) == (
        AnswerFileState.FAILED,
        "letters_unsure",
        [(4002, "letters_unsure")],
    )
    assert not Answer.objects.exists()
    again = sent(officer(asked), text, encoding="cp1251", written="cp1251")
    assert (again.state, again.counts["sales"], again.counts["refused"]) == (AnswerFileState.DONE, 4001, 0)


def test_letters_of_columns_that_are_not_read_stop_nothing(asked: TraceRequest) -> None:
    row = sent(officer(asked), f"{HEADER},ours\n{LOT},genuine,Alfa,DE,2021-11-05,5,Київ\n", encoding="cp1251")
    assert codes(row) == [] and Claim.objects.get().buyer.name == "Alfa"


def test_what_was_read_is_told_to_nobody_else(asked: TraceRequest) -> None:
    sent(officer(asked), table("Київ Канарка"), encoding="cp1251")
    assert "Канарка" not in repr(list(Job.objects.values())) + repr(list(LedgerEntry.objects.values()))
    assert "Канарка" not in repr(list(AnswerFile.objects.values("counts", "failure", "use")))


def test_on_the_page(client: Client, asked: TraceRequest, person: User) -> None:
    signed_in(person, client)
    page = reverse("web:answer_tables")

    def send(**said: Any) -> str:
        file = SimpleUploadedFile("a.csv", table("Київ").encode("cp1251"))
        at = client.post(page, {"table": file, "use": "open", **said})["Location"]
        run()
        return client.get(at).content.decode()

    first = send()
    assert "does not say how its letters are written" in first and "Windows-1251" in first and "“Київ”" in first
    assert 'name="encoding"' in client.get(page).content.decode()
    assert "does not say" not in send(encoding="cp1251") and Claim.objects.get().buyer.name == "Київ"
    wrong = client.post(page, {"table": SimpleUploadedFile("a.csv", b"x"), "use": "open", "encoding": "rot13"})
    assert wrong.status_code == 422


def test_through_the_machines_door(asked: TraceRequest, person: User) -> None:
    caller, url = Caller(person), f"/api/v1/manufacturer/requests/{asked.public_id}/answers.csv?use=open"

    def send(more: str = "") -> Any:
        came = caller.raw(url + more, table("Київ").encode("cp1251"), "text/csv").json()["id"]
        run()
        return caller.get(f"/api/v1/manufacturer/answers/tables/{came}/").json()

    first = send()
    assert (first["state"], first["failure"], first["counts"]["answers"]) == ("failed", "letters_unsure", 0)
    assert "Київ" in first["faults"][0]["why"]
    assert send("&encoding=cp1251")["state"] == "done" and Claim.objects.get().buyer.name == "Київ"
    assert caller.raw(f"{url}&encoding=rot13", b"x", "text/csv").status_code == 400


def test_each_encoding_has_its_words() -> None:
    assert set(ENCODINGS) == set(OFFERED)
