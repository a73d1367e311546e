"""A lot that its maker was asked about, with a wording before it, and a draft that waits for a second person."""

from accounts.queries import Principal, principal_for
from accounts.roles import Role
from makers.models import TraceRequest
from makers.operations import answering_requests as maker
from makers.operations import requests as desk
from makers.operations.wordings import show_wording, write_wording
from makers.queries.drafting import Draft, draft_for
from makers.queries.requests import request_of
from tests.factories.accounts import make_user
from web.request_texts import question_about

WORDING = (
    "Components with this lot code were found on two specimens in March 2025. "
    "To whom the lot was first sold is not known. A part found is not a finding of fault by its maker."
)


def ask(analyst: Principal, officer: Principal, lot_named: str) -> str:
    """Drafted by the analyst, approved by a colleague, sent, opened and asked about; gives its public id."""
    colleague = principal_for(make_user(Role.ANALYST, organisation=analyst.organisation, name="D. Bondar"))
    slug, shared, code, number = lot_named.split("/", 3)
    lot = draft_for(analyst, maker=slug, part_number=number, shared=shared, code=code)
    made = _drafted(analyst, officer, lot)
    desk.approve(principal=colleague, request=made)
    desk.send(principal=colleague, request=made)
    maker.open_request(principal=officer, request=request_of(officer, made.public_id))
    maker.ask(principal=officer, public_id=made.public_id, text="Is the last line of the marking 3871462.1 or .7?")
    desk.explain(principal=analyst, request=made, text="It reads 3871462.1 on both; see the covered photos.")
    wording = write_wording(principal=analyst, request=made, text=WORDING)
    show_wording(principal=colleague, wording=wording, seen=WORDING)
    made_on = lot.lead.cluster.made
    if made_on is not None:
        code = f"{made_on[0]}..{made_on[1]}"
        _drafted(analyst, officer, draft_for(analyst, maker=slug, part_number=number, shared="date", code=code))
    return str(made.public_id)


def _drafted(analyst: Principal, officer: Principal, lot: Draft) -> TraceRequest:
    return desk.draft(principal=analyst, lot=lot, organisation=officer.organisation, question=question_about(lot))
