"""Everybody else: makers of the same lots, days, weapons and numbers, who do here all that a maker can do."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.utils import timezone

from accounts.models import ApiToken, Organisation, User
from accounts.queries import Principal, principal_for
from accounts.roles import OrganisationKind, Role
from makers.models import RequestEvent, TraceRequest, WebhookDelivery
from makers.operations import answering_requests as maker
from makers.operations.acts import note
from makers.operations.alert_rules import Wanted, make_rule
from makers.operations.answer_files import receive_table
from makers.operations.calendars import set_calendar
from makers.operations.endpoints import make_endpoint, send_test
from makers.operations.finding_exports import ask_for_export
from makers.operations.mailing import set_digest
from makers.operations.overlap import begin_overlap, release_lots
from makers.operations.visiting import save_filter, visited
from makers.operations.wordings import reply, show_wording, write_wording
from makers.requesting import Status
from makers.sharing import OPEN
from provenance.models import Party
from teardowns.models import Identification, Photo, Release
from teardowns.operations.releasing import withdraw
from teardowns.queries.findings import FindingFilter
from tests.factories.accounts import make_organisation, make_principal, make_token, make_user
from tests.factories.answers import make_answer
from tests.factories.exports import written_export
from tests.factories.provenance import make_maker, represent
from tests.factories.requests import LOT
from tests.factories.teardowns import make_confirmed, make_finding, make_weapon_model
from tests.makers.overlaps import compare
from tests.makers.working import work_off

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
THEIR_LOT = "TI778899"
TERMS = ("sealed", "leads", "leads until 2030-01-31", "open")
PAPER = {"paper.pdf": b"%PDF-1.4"}
TABLE = b"lot,verdict,sold_to,use\n38714621,genuine,Their Buyer,open\n00000000,genuine,,sealed\n"


@dataclass(frozen=True, slots=True)
class Others:
    """`things`: what stands in addresses -> public ids of theirs. `emails`: of their people."""

    houses: tuple[Organisation, ...]
    things: Mapping[str, tuple[str, ...]]
    emails: frozenset[str]
    label: str

    def rows(self) -> dict[str, list[Any]]:
        """All rows that are theirs, table by table."""
        found = {
            model.__name__: list(model._default_manager.filter(organisation__in=self.houses).order_by("pk").values())
            for model in apps.get_models()
            if any(field.name == "organisation" and field.related_model is Organisation for field in model._meta.fields)
        }
        people = User.objects.filter(membership__organisation__in=self.houses).order_by("pk")
        return {**found, "User": list(people.values())}


def crowd(asked: Sequence[TraceRequest], photo: Photo) -> Others:
    """On the same board, of the same number, lot, date and weapon, asked the same: one maker that has nothing to do
    with the asker's brand, and one that speaks for it, too."""
    brand, found = asked[0].brand, _findings(photo)
    strange, rival = _house(found[0].brand), _house(found[0].brand, brand)
    things: dict[str, list[str]] = defaultdict(list, finding=[str(one.public_id) for one in found])
    emails, label = [], ""
    for number, (house, own_brand) in enumerate(((strange, found[0].brand), (rival, brand))):
        emails += [f"theirs{number}@maker.example", f"colleague{number}@maker.example"]
        person = make_user(Role.MAKER, organisation=house, email=emails[-2])
        copies = [_copied(one, house, own_brand, found) for one in asked]
        made = {"request": str(copies[-1].public_id)}
        made |= _answering(principal_for(person), copies[0]) | _hearing(principal_for(person))
        made |= _in_the_house(person, house, emails[-1])
        for name, one in made.items():
            things[name].append(one)
        label = copies[-1].label
    WebhookDelivery.objects.filter(organisation__in=(strange, rival)).update(
        attempts=8, status=503, cause="status", ended_at=timezone.now()
    )
    return Others((strange, rival), {name: tuple(ids) for name, ids in things.items()}, frozenset(emails), label)


def line(request: TraceRequest) -> None:
    """A line beside a request."""
    RequestEvent.objects.create(
        request=request, organisation=request.organisation, kind="message", side="maker", status=request.status,
        text="A line.", created_at=AT,
    )  # fmt: skip


def _findings(photo: Photo) -> list[Release]:
    makers = [make_maker(name) for name in ("Texas Instruments", "Xilinx", "Aaa Devices")]
    orlan = make_weapon_model("orlan-10", "Orlan-10")
    for one in makers:
        make_confirmed("AD9361BBCZ", one, photo=photo)
        for number in ("ADF4351BCPZ", "XC7Z020", "AD0000"):
            make_finding(number, one)
    foreign = Release.objects.filter(brand__in=makers).order_by("pk")
    foreign.update(lot_code="2690114.1", lot_key="26901141", opened_at=timezone.now())
    Identification.objects.filter(release__in=foreign).update(lot_code=THEIR_LOT)
    foreign.filter(part_number="XC7Z020").update(weapon_model=orlan, released_on=date(2027, 1, 1), month="2020-01-01")
    withdraw(principal=make_principal(Role.ANALYST), release=foreign[1], reason="crowd")
    return list(foreign)


def _house(*brands: Party) -> Organisation:
    house = make_organisation(OrganisationKind.MAKER)
    for brand in brands:
        represent(house, brand)
    return house


def _copied(request: TraceRequest, house: Organisation, brand: Party, found: Sequence[Release]) -> TraceRequest:
    """The same question about the same lot to another maker."""
    theirs, about = TraceRequest.objects.get(pk=request.pk), list(request.releases.all())
    theirs.pk, theirs.public_id, theirs.organisation, theirs.brand = None, uuid4(), house, brand
    theirs.status, theirs.ended_at = Status.SENT.value, None
    theirs.save(force_insert=True)
    theirs.releases.set(about if brand == request.brand else found[:1])
    for _time in range(3):
        line(theirs)
    return theirs


def _answering(person: Principal, asked: TraceRequest) -> dict[str, str]:
    """Answers on all terms, a paper, a table, a wording and the word on it, a message."""
    for use in TERMS:
        given = make_answer(asked, {"order": "PO-THEIRS"}, use=use, principal=person, documents=PAPER)
    table = receive_table(principal=person, chunks=[TABLE], file_name="t.csv", use=OPEN)
    wording = write_wording(principal=make_principal(Role.ANALYST), request=asked, text="theirs")
    show_wording(principal=make_principal(Role.ANALYST), wording=wording, seen="theirs")
    reply(principal=person, public_id=wording.public_id, kind="correction", text="theirs")
    maker.ask(principal=person, public_id=asked.public_id, text="theirs")
    return {
        "answered_request": str(asked.public_id),
        "answer": str(given.public_id),
        "answer_document": str(given.documents.get().public_id),
        "answer_file": str(table.public_id),
        "wording": str(wording.public_id),
    }


def _hearing(person: Principal) -> dict[str, str]:
    """A rule, a mail, a receiver, what was sent to it; files of findings, one of them waiting; a private overlap."""
    rule = make_rule(principal=person, wanted=Wanted(name="walk", part_number="AD"))
    set_digest(principal=person, often="daily", rule=rule.public_id)
    endpoint = make_endpoint(principal=person, url="https://theirs.example.org/").endpoint
    delivery = send_test(principal=person, public_id=endpoint.public_id)
    export = written_export(person)
    work_off()
    ask_for_export(principal=person, wanted=FindingFilter(lot="2690"), ending="json")
    compared = compare(person, ["26901141", LOT])[0].run
    release_lots(principal=person, public_id=compared.public_id, lots=["26901141", LOT])
    return {
        "alert_rule": str(rule.public_id),
        "endpoint": str(endpoint.public_id),
        "delivery": str(delivery.public_id),
        "finding_export": str(export.public_id),
        "overlap_run": str(begin_overlap(principal=person).run.public_id),
    }


def _in_the_house(user: User, house: Organisation, email: str) -> dict[str, str]:
    """A colleague, a token, a kept filter, a calendar, acts."""
    person = principal_for(user)
    make_token(user)
    set_calendar(principal=person, organisation=house, country="UA", time_zone="Europe/Kyiv")
    visited(principal=person)
    kept = save_filter(principal=person, name="walk", question={"part_number": "AD"})
    note(principal=person, act="finding.seen", subject_type="finding", subject_id=str(uuid4()))
    return {
        "officer": str(make_user(Role.MAKER, organisation=house, email=email).public_id),
        "own_token": str(ApiToken.objects.get(user=user).public_id),
        "saved_filter": str(kept.public_id),
    }
