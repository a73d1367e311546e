"""What the pages of a trace request, a lot, a part and a find show of answers, on the maker's side and on ours."""

from datetime import date
from itertools import combinations

from django.urls import reverse

from accounts.queries import Principal
from accounts.roles import Capability
from makers.answer_cells import ANSWER_FIELDS
from makers.models import TraceRequest
from makers.models.answer import CREDIBILITIES
from makers.queries.answers import (
    answers_of_find,
    answers_of_lot,
    answers_of_part,
    answers_to,
    standing_answer,
)
from makers.queries.shown_answers import ShownAnswer
from makers.sharing import Audience
from teardowns.models import Identification, Release, Standing
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
    given = answers_to(principal, trace_request)
    of_lot = answers_of_lot(
        principal,
        maker_id=trace_request.brand_id,
        part_number=trace_request.part_number,
        shared=trace_request.shared,
        code=trace_request.code,
    )
    otherwise = [one for one in of_lot if any(one.says_otherwise(own) for own in given if own.stands)]
    return {**_listed(given), "can_grade": can_grade, "says_otherwise": _with_addresses(otherwise)}


def lot_context(principal: Principal, *, maker_id: int, part_number: str, shared: str, code: str) -> dict[str, object]:
    """For the page of a lot: the answers that stand, whichever finds they were asked about."""
    given = answers_of_lot(principal, maker_id=maker_id, part_number=part_number, shared=shared, code=code)
    return {**_listed(given), "with_request": True}


def part_context(principal: Principal, *, maker_id: int, part_number: str) -> dict[str, object]:
    """For the page of a part: the latest answers about any of its lots."""
    given = answers_of_part(principal, maker_id=maker_id, part_number=part_number)
    return {**_listed(given), "with_request": True}


def component_context(principal: Principal, judged: Identification | None) -> dict[str, object]:
    """For the page of a component: what its maker said of the lot, once a person has confirmed what it is."""
    if judged is None or judged.manufacturer_id is None or judged.standing != Standing.CONFIRMED:
        return {"said": []}
    given = answers_of_find(
        principal,
        maker_id=judged.manufacturer_id,
        part_number=judged.part_number,
        lot_code=judged.lot_code,
        made=_days(judged),
    )
    contradicted = any(one.says_otherwise(other) for one, other in combinations(given, 2))
    return {"said": _with_addresses(given), "contradicted": contradicted}


def finding_context(principal: Principal, finding: Release | None) -> dict[str, object]:
    """For a maker's finding: what its own organisation said of it, or of the lot that it is of."""
    if finding is None:
        return {"said": []}
    given = answers_of_find(
        principal,
        maker_id=finding.brand_id,
        part_number=finding.part_number,
        lot_code=finding.lot_key,
        made=_days(finding),
        finding=finding,
    )
    return {"said": _with_addresses(given)}


def _days(find: Identification | Release) -> tuple[date, date] | None:
    if find.made_earliest is None or find.made_latest is None:
        return None
    return find.made_earliest, find.made_latest


def _with_addresses(given: list[ShownAnswer]) -> list[tuple[ShownAnswer, str]]:
    """Each answer and where it stands in full, for this reader."""
    return [(one, f"{_address(one)}#answer-{one.public_id}") for one in given]


def _address(answer: ShownAnswer) -> str:
    asked = answer.request
    if answer.audience is Audience.OWN:
        return reverse("web:maker_request", args=[asked.public_id])
    if answer.audience is Audience.DESK:
        return reverse("web:request", args=[asked.public_id])
    return reverse("web:lot", args=[asked.brand.slug, asked.shared, asked.code, asked.part_number])


def _listed(given: list[ShownAnswer]) -> dict[str, object]:
    names = [name for name in ANSWER_FIELDS if name != "documents"]
    return {"answers": given, "answer_names": names, "grades": CREDIBILITIES}
