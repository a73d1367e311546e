"""What a maker's people do on the pages: each step that writes, right and wrong, and with names of others' things.

A step that follows from another stands behind it. `fresh_request`: sent, and nobody has answered.
"""

from collections.abc import Mapping
from typing import Any

from makers import terms
from tests.makers.journey import REFUSED, Event, Step
from tests.makers.others import TABLE
from tests.makers.own_events import CODE_READ, EXPLAINED, LISTED, RELEASED, RELEASED_TOO, SENT, UNPROVEN, WITHDRAWN

SALE = {"sold_to_0": "Example Components GmbH", "country_0": "DE", "date_0": "2021-11-05", "quantity_0": "2000"}
ANSWER: Mapping[str, Any] = {"verdict": "genuine", "use": "leads", "until": "2030-01-31", "sales": "1", **SALE}
FRESH = {"public_id": "fresh_request"}
ENDPOINT, RULE, EXPORT = {"public_id": "made_endpoint"}, {"public_id": "made_rule"}, {"public_id": "made_export"}


def _step(says: str, step: str, **more: str) -> Step:
    return Step("web:maker_request_step", 302, {"step": step, **more}, says, FRESH)


REQUESTS: tuple[Step | Event, ...] = (
    Step("web:maker_calendar", 302, {"place": "DE Europe/Berlin", "region": "DE BY"}, "counted by these days"),
    Step("web:maker_calendar", REFUSED, {"place": "XX Nowhere/Else"}),
    _step("somebody works on it", "acknowledge"),
    _step("Your message is with us", "ask", text="Which of the lines is the lot?"),
    EXPLAINED,
    _step("You have more time", "extend", until="{until}", text="Stocktaking."),
    Step("web:maker_request_step", REFUSED, {"step": "extend", "until": "{until}", "text": "Again."}, at=FRESH),
    Step("web:maker_request_step", REFUSED, {"step": "ask", "text": ""}, at=FRESH),
    _step("We have your word", "decline", text="No records."),
    Step("web:maker_request_step", REFUSED, {"step": "acknowledge"}, at=FRESH),
    Step("web:reply_to_wording", 302, {"kind": "correction", "text": "It was a sample."}, "Your reply is kept"),
    Step("web:reply_to_wording", REFUSED, {"kind": "correction", "text": ""}),
)
ANSWERS: tuple[Step | Event, ...] = (
    Step("web:answer_request", 200, {**ANSWER, "more": "1"}, "sold_to_1", FRESH),
    Step("web:answer_request", REFUSED, {**ANSWER, "use": ""}, at=FRESH),
    Step("web:answer_request", 302, {**ANSWER, "documents": TABLE}, "Your answer is in", FRESH, "made_answer"),
    Step("web:answer_request", REFUSED, {**ANSWER, "seen": "{their_answer_0}", "quantity_0": "3"}, at=FRESH),
    Step("web:answer_request", 302, {**ANSWER, "seen": "{made_answer}", "use": "open"}, "is in", FRESH, "made_answer"),
    Step("web:withdraw_answer", 302, says="Your answer was withdrawn", at={"public_id": "made_answer"}),
    Step("web:withdraw_answer", REFUSED, at={"public_id": "made_answer"}),
    Step("web:answer_document", 200, says="%PDF"),
    Step("web:answer_tables", 302, {"table": TABLE, "use": "leads"}),
    Step("web:answer_tables", REFUSED, {"table": TABLE}),
)
ALERTS: tuple[Step | Event, ...] = (
    Step("web:maker_rules", 302, {"name": "walk", "part_number": "AD", "lot_seen": "on"}, "is made", makes="made_rule"),
    Step("web:maker_rules", REFUSED, {"name": "walk", "brand": "xilinx"}),
    Step("web:maker_rules", REFUSED, {"name": "walk", "weapon_model": "orlan-10"}),
    Step("web:maker_rules", REFUSED, {"name": "walk"}),
    Step("web:maker_digest", 302, {"often": "daily", "rule": "{made_rule}"}, "The next mail comes"),
    Step("web:maker_digest", REFUSED, {"often": "daily", "rule": "{their_alert_rule_0}"}),
    Step("web:maker_digest", 302, {"often": ""}, "You get no more mail"),
    Step("web:maker_digest", 302, {"often": "weekly"}, "The next mail comes"),
    Step("web:maker_endpoints", 200, {"url": "{receiver}"}, "whsec_", makes="made_endpoint"),
    Step("web:maker_endpoints", REFUSED, {"url": "{receiver}", "rule": "{their_alert_rule_0}"}),
    Step("web:maker_endpoints", REFUSED, {"url": "https://theirs.example.org:9/"}),
    Step("web:maker_endpoint_rule", 302, {"rule": "{made_rule}"}, "goes by this rule", ENDPOINT),
    Step("web:maker_endpoint_rule", REFUSED, {"rule": "{their_alert_rule_0}"}, at=ENDPOINT),
    Step("web:maker_end_rule", REFUSED, at=RULE),
    Step("web:maker_end_rule", 302, says="The rule is ended"),
    Step("web:maker_renew_secret", 200, says="whsec_", at=ENDPOINT),
    Step("web:maker_pause_endpoint", 302, says="is paused", at=ENDPOINT),
    Step("web:maker_test_endpoint", REFUSED, at=ENDPOINT),
    Step("web:maker_resume_endpoint", 302, says="goes on", at=ENDPOINT),
    Step("web:maker_test_endpoint", 302, says="on its way", at=ENDPOINT),
    Step("web:maker_send_again", 302, says="under its old id"),
    SENT,
    Step("web:maker_endpoint", 200, says="taken", at=ENDPOINT, method="GET"),
    Step("web:maker_remove_endpoint", 302, says="is removed"),
)
FINDINGS: tuple[Step | Event, ...] = (
    Step("web:keep_filter", 302, {"name": "walk", "question": "part_number=AD&brand=xilinx"}, "saved as"),
    Step("web:drop_filter", 302, says="is deleted"),
    Step("web:drop_filter", 404),
    Step("web:maker_exports", 302, {"ending": "csv", "part_number": "AD"}, "being made", makes="made_export"),
    Step("web:maker_export", 200, says="AD9361", at=EXPORT, method="GET"),
    Step("web:maker_exports", 302, {"ending": "json", "lot": "2690"}, "being made", makes="made_export"),
    Step("web:maker_export", 200, at=EXPORT, method="GET"),
    Step("web:maker_exports", REFUSED, {"ending": "csv", "brand": "xilinx"}),
    Step("web:maker_exports", REFUSED, {"ending": "csv", "weapon_model": "orlan-10"}),
    Step("web:maker_export_again", 302, says="being made"),
    Step("web:begin_overlap", 201, makes="made_run"),
    Step("web:finish_overlap", REFUSED, at={"public_id": "made_run"}),
    Step("web:evaluate_overlap", 200, {"blinded": "{blinded}"}, "evaluated", {"public_id": "made_run"}),
    Step("web:finish_overlap", 200, says="findings", at={"public_id": "made_run"}),
    Step("web:release_overlap", 200, {"lots": "{lots}"}, "released", {"public_id": "made_run"}),
)
HOUSE: tuple[Step | Event, ...] = (
    Step("web:maker_people", 302, {"name": "New", "email": "new@maker.example", "language": "uk"}, "If new@maker"),
    Step("web:maker_people", 302, {"name": "T", "email": "Theirs0@maker.example", "language": "en"}, "If "),
    Step("web:maker_people", REFUSED, {"name": "T", "email": "theirs0@maker.example", "language": "en"}),
    Step("web:maker_people", REFUSED, {"name": "N", "email": "new@elsewhere.example", "language": "en"}),
    LISTED,
    Step("web:invite_colleague_again", 302, says="If theirs0@maker", at={"public_id": "invited_elsewhere"}),
    Step("web:end_colleague", REFUSED, {"reason": ""}, at={"public_id": "invited_elsewhere"}),
    Step("web:end_colleague", 302, {"reason": "Left."}, "has ended", {"public_id": "invited_elsewhere"}),
    Step("web:end_colleague", 302, {"reason": "Left."}, "has ended"),
    Step(
        "web:maker_tokens", 200, {"label": "ERP", "days": "9", "scopes": ["findings:read"]}, "ct_", makes="made_token"
    ),
    Step("web:maker_tokens", REFUSED, {"label": "ERP", "days": "9", "scopes": ["findings:read"], "ranges": "x"}),
    Step("web:revoke_own_token", 302, says="is revoked", at={"public_id": "made_token"}),
    Step("web:revoke_own_token", REFUSED, at={"public_id": "made_token"}),
    Step("web:accept_terms", 302, {"version": terms.CURRENT, "sha256": terms.digest(terms.CURRENT)}, "You agreed"),
    UNPROVEN,
    Step("web:check_own_domain", 302),
    Step("web:mail_domain_code", 302, {"address": "legal@maker.example"}, "on its way"),
    CODE_READ,
    Step("web:confirm_domain_code", REFUSED, {"code": "1"}),
    Step("web:confirm_domain_code", 302, {"code": "{code}"}, "is shown to be yours"),
    Step("account_reset_password", 302, {"email": "theirs0@maker.example"}),
    Step("web:set_language", 302, {"language": "en"}),
)
NEWS: tuple[Step | Event, ...] = (  # nothing but the second one and its end goes to the receiver
    RELEASED,
    SENT,
    Step("web:maker_endpoint_rule", 302, {"rule": ""}, "goes by this rule", ENDPOINT),
    RELEASED_TOO,
    WITHDRAWN,
    SENT,
    Step("web:maker_endpoint", 200, says="finding withdrawn", at=ENDPOINT, method="GET"),
)
ON_PAGES = (*REQUESTS, *ANSWERS, *ALERTS, *FINDINGS, *HOUSE)
