"""What a maker closes is in no output: a text planted in every closed field is looked for wherever anything comes out.

Whoever is not its own organisation, and for leads no analyst, finds none of it on any route; and nobody finds it in the
database, in the vault, in a mail or in a message to a worker, where it lies encrypted or not at all.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection

from accounts.models import User
from accounts.queries import principal_for
from jobs import runner
from jobs.models import Job
from makers.answer_cells import FIELDS
from makers.models import Answer, AnswerFile, TraceRequest
from makers.operations.answer_files import JOB, read_table, receive_table
from makers.operations.answering import withdraw_answer
from makers.sharing import terms_of
from provenance.models import Claim
from tests.authorisation.answers import ACTORS, SIGNED_OUT
from tests.authorisation.expected import ROUTES
from tests.authorisation.walk import address, ask
from tests.authorisation.world import World
from tests.factories.answers import make_answer
from tests.factories.requests import make_request

pytestmark = [pytest.mark.once, pytest.mark.django_db]

OWN = {"maker", "token_maker"}
DESK = {"analyst", "token_analyst"}
WHO = [actor for actor in ACTORS if actor not in SIGNED_OUT - {"anonymous"} and not actor.startswith("token_device")]
USES = ("leads", "leads until 2199-12-31", "sealed", "sealed until 2199-12-31")
TEXTS = ("sold_to", "order", "end_use", "seller", "note")


def planted(use: str) -> dict[str, str]:
    """A text for every field that takes one, unlike any other; of the others values that nobody else has."""
    mark = "".join(sign for sign in use if sign.isalnum())
    number = 71_000_003 + USES.index(use) * 7919
    texts = {name: f"CANARY{mark}{name.replace('_', '')}" for name in TEXTS}
    return {"verdict": "genuine", "date": f"19{61 + USES.index(use)}-03-09", "quantity": str(number), **texts}


def marks(use: str) -> list[bytes]:
    """What to look for: as it was said, and as pages and tables write it."""
    said = planted(use)
    number = int(said["quantity"])
    year = said["date"][:4]
    shown = [f"{number:,}", f"{number:,}".replace(",", "\u202f"), f"{number:,}".replace(",", "\u00a0")]
    papers = [f"CANARYpaper{USES.index(use)}", f"CANARYname{USES.index(use)}"]
    return [
        text.encode()
        for text in (*(said[name] for name in TEXTS), said["quantity"], *shown, said["date"], f"9 Mar {year}", *papers)
    ]


@pytest.fixture
def world(built: World) -> World:
    """One of everything, with answers of every closed kind."""
    officer = principal_for(_maker(built))
    for number, use in enumerate(USES):
        asked = make_request(officer.organisation, lot=f"5512340{number}")
        paper = {f"CANARYname{number}.pdf": f"%PDF-1.4 CANARYpaper{number}".encode()}
        make_answer(asked, planted(use), use=use, principal=officer, documents=paper)
    return built


def test_no_route_tells_a_closed_field(world: World) -> None:
    leaks = []
    seen_by_desk, telling = set(), set()
    for asked in TraceRequest.objects.filter(code__startswith="5512340").order_by("code"):
        use = USES[int(asked.code[-1])]
        for name, actor, content in outputs(pointed_at(world, asked), every=asked.code[-1] == "0"):
            found = [mark for mark in marks_anywhere(use) if mark in content]
            telling |= {name} if found else set()
            if not found or actor in OWN:
                continue
            if actor in DESK and not any(mark in content for one in USES[2:] for mark in marks(one)):
                seen_by_desk |= set(found)
            else:
                leaks.append(f"{name} as {actor}: {found[:3]}")
    assert not leaks, "\n" + "\n".join(leaks)
    assert planted(USES[0])["sold_to"].encode() in seen_by_desk, "the walk would not have seen a leak"
    assert {"web:request", "web:lot", "web:component", "web:maker_request", "web:finding"} <= telling


@pytest.mark.parametrize("ending", ["withdrawn", "corrected"])
def test_no_route_tells_what_was_taken_back(built: World, ending: str) -> None:
    officer = principal_for(_maker(built))
    asked = make_request(officer.organisation, lot="55123409")
    made = make_answer(asked, planted(USES[0]), use="open", principal=officer, documents={"CANARYname0.pdf": b"%PDF x"})
    pointing = pointed_at(built, asked)
    if ending == "withdrawn":
        withdraw_answer(principal=officer, answer=made)
    else:
        make_answer(asked, use="sealed", principal=officer)
    told = {actor for _name, actor, content in outputs(pointing, every=False) if b"CANARY" in content}
    assert told and told <= OWN


def test_nothing_of_it_lies_open_anywhere(world: World, mailoutbox: list[mail.EmailMessage]) -> None:
    officer = principal_for(_maker(world))
    use = USES[3]
    line = ",".join([f'"{planted(use)[name]}"' for name in (*TEXTS, "quantity", "date")])
    table = f"lot,verdict,{','.join(TEXTS)},quantity,date\n55123403,genuine,{line}\n99999,genuine,{line}\n"
    receive_table(
        principal=officer, chunks=[table.encode()], file_name=f"{planted(use)['note']}.csv", use=terms_of(use)
    )
    for job in Job.objects.filter(name=JOB):
        runner.run(job.pk, read_table)
    assert AnswerFile.objects.exclude(counts={}).exists()
    every = [mark for one in USES for mark in marks(one)]
    text = "\n".join(dumped()).encode()
    assert not [mark for mark in every if mark in text]
    assert not [mark for message in mailoutbox for mark in every if mark in repr(message.message()).encode()]
    for path in Path(settings.VAULT_ROOT).rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [mark for mark in every if mark in data], path
    told = Answer.objects.filter(request__code__startswith="5512340").values_list("public_id", flat=True)
    assert len(told) == len(USES) + 1, "the table supersedes one"
    of_replies = Claim.objects.filter(source__slug__startswith="reply-")
    assert not [answer for answer in told if of_replies.filter(reference__contains=str(answer)).exists()]


def test_every_field_has_terms(world: World) -> None:
    assert {*planted("sealed"), "documents", "country", "no_records_years"} == set(FIELDS)


def outputs(world: World, *, every: bool) -> Iterator[tuple[str, str, bytes]]:
    """What each actor is told on each route that answers to GET; `every`: also where no request is in the address."""
    for name, route in ROUTES.items():
        if "GET" not in route.doors or not (every or _about_answers(route.kwargs.values())):
            continue
        path = address(name, route, world)
        for actor in WHO:
            if actor in route.doors["GET"].opens or actor in ("anonymous", "maker_other"):
                yield name, actor, ask(world, actor, "GET", path)[1]


def pointed_at(world: World, asked: TraceRequest) -> World:
    """The same world, its addresses leading to this request and to a find of its lot."""
    given, find = Answer.objects.get(request=asked), asked.releases.order_by("pk")[0]
    things = world.things | {
        "answered_request": str(asked.public_id),
        "trace_request": str(asked.public_id),
        "answer": str(given.public_id),
        "answer_document": str(given.documents.get().public_id),
        "lot_kind": "lot",
        "lot_code": asked.code,
        "finding": str(find.public_id),
        "component": str(find.identification.component.public_id),
    }
    return World(world.sessions, world.tokens, things)


def marks_anywhere(use: str) -> list[bytes]:
    """What may be looked for on a page about one answer: that one's marks, and those of all others."""
    return [mark for one in (use, *USES) for mark in marks(one)]


def dumped() -> Iterator[str]:
    """All that the database holds, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield repr([bytes(cell) if isinstance(cell, memoryview) else cell for cell in row])


def _about_answers(kwargs: Collection[str]) -> bool:
    told = {"answered_request", "trace_request", "answer", "answer_document", "lot_code", "finding", "component"}
    return not told.isdisjoint(kwargs)


def _maker(world: World) -> User:
    return Answer.objects.get(public_id=world.things["answer"]).person
