"""What the pages of a trace request show of answers, on the maker's side and on ours."""

from accounts.queries import Principal
from accounts.roles import Capability
from makers.answer_cells import ANSWER_FIELDS
from makers.models import TraceRequest
from makers.models.answer import CREDIBILITIES
from makers.queries.answers import answers_of_lot, answers_of_part, answers_to, standing_answer
from makers.queries.shown_answers import ShownAnswer
from web.forms.answers import AnswerForm, fits_form, initial_of


def answer_context(
    principal: Principal, trace_request: TraceRequest, form: AnswerForm | None = None
) -> dict[str, object]:
    """For the maker: the answers that were given, and the form for the next one."""
    given = answers_to(principal, trace_request)
    standing = next((one for one in given if one.stands), None)
    latest = standing_answer(trace_request)
    by_table = form is None and standing is not None and not fits_form(standing)  # what was typed is shown all the same
    if form is None:
        start = initial_of(standing) | {"seen": str(latest.public_id) if latest else ""}
        form = AnswerForm(initial=start, sales=len(standing.sales) if standing else 1)
    return {
        "trace_request": trace_request,
        **_listed(given),
        "answer_standing": standing,
        "answer_form": form,
        "answer_by_table": by_table,
        "can_answer": principal.can(Capability.ANSWER_WRITE_OWN),
    }


def shown_context(principal: Principal, trace_request: TraceRequest) -> dict[str, object]:
    """For our side: the answers as this reader may see them."""
    can_grade = principal.can(Capability.REQUEST_KEEP)
    return {**_listed(answers_to(principal, trace_request)), "can_grade": can_grade}


def lot_context(principal: Principal, *, maker_id: int, part_number: str, shared: str, code: str) -> dict[str, object]:
    """For the page of a lot: the answers that stand, whichever finds they were asked about."""
    given = answers_of_lot(principal, maker_id=maker_id, part_number=part_number, shared=shared, code=code)
    return {**_listed(given), "with_request": True}


def part_context(principal: Principal, *, maker_id: int, part_number: str) -> dict[str, object]:
    """For the page of a part: the latest answers about any of its lots."""
    given = answers_of_part(principal, maker_id=maker_id, part_number=part_number)
    return {**_listed(given), "with_request": True}


def _listed(given: list[ShownAnswer]) -> dict[str, object]:
    names = [name for name in ANSWER_FIELDS if name != "documents"]
    return {"answers": given, "answer_names": names, "grades": CREDIBILITIES}
