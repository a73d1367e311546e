"""What a maker's programs do by the API: each call that writes, right and wrong, and with names of others' things."""

from collections.abc import Mapping
from typing import Any

from tests.makers.journey import Event, Step
from tests.makers.others import THEIR_LOT
from tests.makers.own_events import EXPLAINED_TOO

SALE = {"sold_to": "Example Components GmbH", "country": "DE", "date": "2021-11-05", "quantity": "2000"}
ANSWER: Mapping[str, Any] = {"verdict": "genuine", "use": "sealed", "terms": {"date": "open"}, "sales": [SALE]}
SECOND = {"request_id": "second_request"}
RUN, EXPORT, TABLE = {"run_id": "made_run"}, {"export_id": "made_export"}, {"file_id": "made_table"}
LINES = (
    "request,lot,verdict,sold_to,use\n"
    "{second_request},,genuine,Buyer A,open\n"
    "{their_label},,genuine,Buyer B,open\n"
    "{their_request_0},,genuine,Buyer B,leads\n"
    ",26901141,genuine,Buyer C,sealed\n"
)


def _to(name: str) -> str:
    return f"api:manufacturer:{name}"


BY_PROGRAMS: tuple[Step | Event, ...] = (
    Step(_to("acknowledge"), 200, says='"acknowledged"', at=SECOND),
    Step(_to("ask"), 200, {"text": "Which board?"}, '"clarifying"', SECOND),
    EXPLAINED_TOO,
    Step(_to("ask"), 422, at=SECOND),
    Step(_to("extend"), 200, {"until": "{until}", "reason": "Stocktaking."}, "Stocktaking.", SECOND),
    Step(_to("extend"), 409, {"until": "{until}", "reason": "Again."}, at=SECOND),
    Step(_to("decline"), 200, {"text": "No records."}, '"declined"', SECOND),
    Step(_to("acknowledge"), 409, at=SECOND),
    Step(_to("answers"), 422, {"verdict": "genuine"}, at=SECOND),
    Step(_to("answers"), 201, ANSWER, '"stands":true', SECOND, "made_answer"),
    Step(_to("answers"), 409, {**ANSWER, "note": "x", "seen": "{their_answer_0}"}, at=SECOND),
    Step(_to("answers"), 201, {**ANSWER, "note": "x", "seen": "{made_answer}"}, "", SECOND, "made_answer"),
    Step(_to("withdraw-answer"), 204, at={"answer_id": "made_answer"}),
    Step(_to("withdraw-answer"), 409, at={"answer_id": "made_answer"}),
    Step(_to("answers-csv"), 202, LINES, '"waiting"', makes="made_table"),
    Step(_to("answer-table"), 200, says='"unknown_lot"', at=TABLE, method="GET"),
    Step(_to("request-answers-csv"), 202, LINES, '"waiting"', SECOND, "made_table"),
    Step(_to("answer-table"), 200, says='"unknown_lot"', at=TABLE, method="GET"),
    Step(_to("wording-reply"), 200, {"kind": "statement", "text": "It was a sample."}, '"statement"'),
    Step(_to("wording-reply"), 422, {"kind": "none"}),
    Step(_to("exports"), 202, {"format": "csv", "lot": "2690"}, '"waiting"', makes="made_export"),
    Step(_to("export-file"), 200, says="ADF4351", at=EXPORT, method="GET"),
    Step(_to("exports"), 202, {"format": "json", "brand": "xilinx", "weapon_model": "orlan-10"}, makes="made_export"),
    Step(_to("export-file"), 200, at=EXPORT, method="GET"),
    Step(_to("exports"), 422, {"format": "csv", "organisation": "1"}),
    Step(_to("overlap"), 201, says='"public_key"', makes="made_run"),
    Step(_to("overlap"), 409),
    Step(_to("overlap-finish"), 409, at=RUN),
    Step(_to("overlap-evaluate"), 200, {"blinded": "{blinded}"}, '"evaluated"', RUN),
    Step(_to("overlap-finish"), 200, says='"findings"', at=RUN),
    Step(_to("overlap-release"), 200, {"lots": ["26901141", THEIR_LOT]}, '"released"', RUN),
)
