"""The people who knock at every door, and the objects behind them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts import operations, queries
from accounts.models import ApiToken, Device, Membership, User
from accounts.roles import Role, Scope
from jobs.models import Job, JobState
from makers.operations.alert_rules import Wanted, make_rule
from makers.operations.brands import ask_for_brand
from makers.operations.endpoints import make_endpoint, send_test
from makers.operations.overlap import begin_overlap
from makers.operations.visiting import save_filter
from provenance.importers.markings import Entry
from provenance.models import NameJudgement, PastAnswer, RunKind, Trace, TraceRun
from provenance.operations.answering import walk
from provenance.operations.batches import create_batch
from provenance.operations.correcting import mark_rule_wrong
from provenance.operations.screening import judge, screen_on_a_page
from provenance.operations.trade_judging import confirm_name
from teardowns.operations.opening import add_assembly
from teardowns.operations.partial_uploads import begin_upload
from teardowns.operations.photo_import_orders import receive_archive
from teardowns.operations.rereading import read_region
from tests.authorisation.answered import answered
from tests.factories import provenance as known
from tests.factories import teardowns as found
from tests.factories.accounts import ACTOR, PASSWORD, make_token, make_user
from tests.factories.devices import enrolled
from tests.factories.exports import written_export
from tests.factories.field import sent_by_phone
from tests.factories.lists import keep_version, received
from tests.factories.trade import keep_file, make_claim


@dataclass(frozen=True, slots=True)
class World:
    """`sessions`: actor -> session key. `tokens`: actor -> secret. `things`: what stands in addresses -> value."""

    sessions: dict[str, str]
    tokens: dict[str, str]
    things: dict[str, str]


def build() -> World:
    """One of everything, made by the operations that make it in life. Runs inside the caller's transaction."""
    users = {actor: make_user(role, password=PASSWORD) for actor, role in _ROLES.items()}
    team = Membership.objects.get(user=users["field"]).organisation
    users["colleague"] = make_user(Role.FIELD, organisation=team)
    users["suspended"] = make_user(Role.FIELD, organisation=team)
    users["outsider"] = make_user(None, password=PASSWORD)
    sessions = {actor: _session(users[actor]) for actor in (*_ROLES, "suspended", "outsider")}
    tokens = _tokens(users)
    things = _things(users) | _accounts(users)
    things |= answered(users)
    User.objects.filter(pk=users["suspended"].pk).update(is_active=False, suspended_at=timezone.now())
    return World(sessions, tokens, things)


_ROLES = {
    "field": Role.FIELD,
    "field_other": Role.FIELD,
    "analyst": Role.ANALYST,
    "maker": Role.MAKER,
    "maker_other": Role.MAKER,
    "enforcement": Role.ENFORCEMENT,
    "admin": Role.ADMIN,
}


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _tokens(users: dict[str, User]) -> dict[str, str]:
    tokens = {
        f"token_{actor}": make_token(users[actor])
        for actor in ("field", "field_other", "analyst", "maker", "maker_other", "enforcement", "suspended")
    }
    tokens["token_upload"] = make_token(users["field"], [Scope.UPLOAD])
    tokens["token_upload_colleague"] = make_token(users["colleague"], [Scope.UPLOAD])
    for actor, person in (("device", "field"), ("device_other", "field_other"), ("device_wiped", "colleague")):
        enrolment = enrolled(users[person], label=actor)
        tokens[f"token_{actor}"] = enrolment.token
    operations.order_wipe(device=enrolment.device, actor=ACTOR)
    for end in ("expired", "revoked"):
        secret = tokens[f"token_{end}"] = make_token(users["field"])
        row = ApiToken.objects.filter(prefix=secret.split("_")[1])
        if end == "expired":
            row.update(expires_at=timezone.now() - timedelta(seconds=1))
        else:
            operations.revoke_token(token=row.get(), actor=ACTOR)
    return tokens


def _things(users: dict[str, User]) -> dict[str, str]:
    brand, other_brand = known.make_maker("Analog Devices"), known.make_maker("Texas Instruments")
    for actor, maker in (("maker", brand), ("maker_other", other_brand)):
        known.represent(Membership.objects.get(user=users[actor]).organisation, maker)
    owner = queries.principal_for(users["field"])
    teardown = found.make_teardown(owner)
    assembly = add_assembly(principal=owner, teardown=teardown, name="Main board")
    photo = found.make_photo(teardown)
    judged = found.make_confirmed("AD9361BBCZ", brand, photo=photo, analyst=queries.principal_for(users["analyst"]))
    waiting = found.make_proposal("ADSP-BF707", brand, photo)
    region = read_region(
        principal=queries.principal_for(users["analyst"]), photo=photo, box=[[9, 9], [90, 9], [90, 90], [9, 90]]
    )
    batch = create_batch(principal=queries.principal_for(users["analyst"]), entries=[Entry(("AD9361BBCZ",))])
    correction = mark_rule_wrong(principal=queries.principal_for(users["analyst"]), rule="prefix:ADM", note="walk")
    job = Job.objects.create(name="teardowns.read_photo", key="walk", state=JobState.FAILED)
    made_on = date(2022, 3, 1)
    shipment = known.make_shipment(brand, other_brand, made_on)
    trace = judged.trace or Trace.objects.create(part_number=judged.part_number, manufacturer=brand)
    analyst = queries.principal_for(users["analyst"])
    screening = screen_on_a_page(principal=analyst, names=["Walk"], as_of=made_on)
    judgement = judge(principal=analyst, name="Walk", party=brand, same=False, note="walk")
    judged_name = known.make_trade_name(brand, how="likely", text="Walked Ltd")
    confirm_name(principal=analyst, name=judged_name)
    known.make_trade_name(brand, how="likely", text="Walk Ltd")
    return {
        **_list_version(),
        **_alerts(queries.principal_for(users["maker"])),
        "overlap_run": str(begin_overlap(principal=queries.principal_for(users["maker"])).run.public_id),
        "finding_export": str(written_export(queries.principal_for(users["maker"])).public_id),
        "name_judgement": str(NameJudgement.objects.get().public_id),
        "screening": str(screening.public_id),
        "screening_judgement": str(judgement.public_id),
        "one": "1",
        "teardown": str(teardown.public_id),
        "assembly": str(assembly.public_id),
        "photo": str(photo.public_id),
        "partial_upload": str(begin_upload(principal=owner, teardown=teardown, length=9).public_id),
        "photo_import": str(receive_archive(principal=owner, chunks=[b"x"], file_name="x.zip").public_id),
        **sent_by_phone(owner, teardown),
        "phone": str(Device.objects.get(label="device").public_id),
        "derivative": "display",
        "component": str(waiting.component.public_id),
        "marking": str(waiting.reading.marking.public_id),
        "region": str(region),
        "list": str(batch.public_id),
        "correction": str(correction.public_id),
        "finding": str(judged.release.public_id),
        "saved_filter": str(
            save_filter(principal=queries.principal_for(users["maker"]), name="walk", question={"lot": "1"}).public_id
        ),
        "maker": brand.slug,
        "party": str(brand.public_id),
        "part": "AD9361BBCZ",
        "trace": str(trace.public_id),
        "trace_run": str(TraceRun.objects.create(kind=RunKind.ALL, actor="walk").public_id),
        "past_answer": _past_answer(trace),
        "lot_kind": "date",
        "lot_code": f"{judged.made_earliest}..{judged.made_latest}",
        "statement": str(make_claim(other_brand, brand, made_on).public_id),
        "trade_file": str(keep_file(shipment).public_id),
        "trade_row": shipment.reference,
        "job": str(job.public_id),
        "import": str(received(b"mpn,manufacturer\nA1,TI\n").public_id),
        "subject_type": "teardown",
    }


def _alerts(maker: queries.Principal) -> dict[str, str]:
    rule = make_rule(principal=maker, wanted=Wanted(name="walk", part_number="AD"))
    endpoint = make_endpoint(principal=maker, url="https://walk.example.org/").endpoint
    delivery = send_test(principal=maker, public_id=endpoint.public_id)
    named: dict[str, Any] = {"alert_rule": rule, "endpoint": endpoint, "delivery": delivery}
    return {name: str(one.public_id) for name, one in named.items()}


def _list_version() -> dict[str, str]:
    version = keep_version(known.make_list("Walked list"))
    return {"party_list": str(version.list.public_id), "list_version": str(version.public_id)}


def _past_answer(trace: Trace) -> str:
    now = timezone.now()
    PastAnswer.objects.create(
        trace=trace, answer=walk(trace).answer, answer_sha256="0" * 64, answered_at=now, replaced_at=now
    )
    return "0" * 64


def _accounts(users: dict[str, User]) -> dict[str, str]:
    key = Authenticator.objects.create(
        user=users["colleague"], type=Authenticator.Type.WEBAUTHN, data={"name": "key", "credential": {}}
    )
    uid, _dash, secret = queries.invitation_path(users["outsider"]).rstrip("/").rpartition("/")[2].partition("-")
    house = users["maker"].membership.organisation
    officer = make_user(Role.MAKER, organisation=house)
    keeper = queries.principal_for(users["analyst"])
    known.make_maker("Walked brand")
    grant = ask_for_brand(principal=keeper, organisation=house, brand="Walked brand", reason="walk")
    return {
        "officer": str(officer.public_id),
        "own_token": str(ApiToken.objects.filter(user=users["maker"]).latest("pk").public_id),
        "grant": str(grant.public_id),
        "person": str(users["enforcement"].public_id),
        "token": str(ApiToken.objects.filter(user=users["analyst"]).latest("pk").public_id),
        "passkey": str(key.pk),
        "invited": uid,
        "invitation": secret,
    }
