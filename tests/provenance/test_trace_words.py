"""No code of a trace is without words, no words are without a code, and every sentence takes its parameters."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.utils import translation

from provenance import hypothesis_words, timeline_words, trace_words
from provenance.reference import events
from provenance.tracing.hypotheses import Kind
from provenance.tracing.timeline import EventKind, InForce, Verdict
from provenance.tracing.types import MovementKind, Naming, Tier

ROOT = Path(__file__).parents[2] / "provenance"
FORMS = {
    "names_": [str(naming) for naming in Naming],
    "relation_": [str(kind) for kind in MovementKind if not kind.is_goods and kind is not MovementKind.NOT_AUTHORISED],
    "made_long_before_": ["first_record", "recovery"],
    "made_shortly_before_": ["first_record", "recovery"],
}
"""How a code goes on that is put together as it is made."""
SAID_ELSEWHERE = {"lot_not_named", "lot_named_elsewhere", "customs_code_unknown"}
"""Gaps of `queries.trace_answers`, which has no `Gap`."""


def code_nodes(name: str) -> Iterator[tuple[str, ast.expr]]:
    """Each place in the engine where a value of this class is made: file and the expression of its code."""
    position = 1 if name == "Reason" else 0
    for path in sorted((ROOT / "tracing").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != name:
                continue
            if len(node.args) > position and not isinstance(node.args[0], ast.Starred):
                yield path.name, node.args[position]


def strings(node: ast.expr, scope: Mapping[str, list[ast.expr]]) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from strings(node.body, scope)
        yield from strings(node.orelse, scope)
    elif isinstance(node, ast.JoinedStr):
        beginning, end = str(getattr(node.values[0], "value", "")), getattr(node.values[1], "value", None)
        ends = strings(end, scope) if isinstance(end, ast.IfExp) else FORMS[beginning]
        yield from (beginning + each for each in ends)
    elif isinstance(node, ast.Name):
        for value in scope[node.id]:
            yield from strings(value, scope)


def codes(name: str) -> set[str]:
    scopes: dict[str, dict[str, list[ast.expr]]] = {}
    for path in (ROOT / "tracing").glob("*.py"):
        found: dict[str, list[ast.expr]] = defaultdict(list)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                found[node.targets[0].id].append(node.value)
        scopes[path.name] = found
    return {code for file, node in code_nodes(name) for code in strings(node, scopes[file])}


def test_every_reason_and_gap_of_the_engine_has_words_and_no_words_are_idle() -> None:
    assert codes("Reason") == set(trace_words.REASONS)
    assert codes("Gap") | SAID_ELSEWHERE == set(trace_words.GAPS)
    assert set(trace_words.TIERS) == {str(tier) for tier in Tier}


def test_every_fact_of_a_hypothesis_has_words_and_no_words_are_idle() -> None:
    assert codes("Fact") | {"stated_not_authorised"} == set(hypothesis_words.FACTS)
    assert set(hypothesis_words.NAMES) == set(hypothesis_words.MEANINGS) == {str(kind) for kind in Kind}


def test_every_condition_exit_and_verdict_has_words() -> None:
    assert {row.condition for row in events.controls()} == set(timeline_words.CONDITIONS)
    assert {row.event for row in events.exits()} == set(timeline_words.EXITS)
    assert {str(kind) for kind in EventKind} == set(timeline_words.EVENTS)
    assert {str(verdict) for verdict in Verdict} == set(timeline_words.VERDICTS)


@pytest.mark.parametrize("kind", list(EventKind))
@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("in_force", list(InForce))
def test_every_verdict_that_can_be_reached_has_a_sentence(kind, verdict, in_force) -> None:
    if verdict is Verdict.BEFORE and in_force is not InForce.NO:
        pytest.skip("what had not begun was not in force")
    if kind is EventKind.EXIT and verdict is Verdict.AFTER and in_force is not InForce.YES:
        pytest.skip("an announcement has no end")
    params = {"hop": 1, "party": "P", "name": "N", "detail": "D", "first": "F", "last": "L", "days": "3 days"}
    text = timeline_words.describe_verdict(kind, verdict, in_force, params)
    assert text.endswith((".", "?"))
    assert "%" not in text


def test_every_sentence_takes_its_parameters() -> None:
    sentences = (*trace_words.REASONS.values(), *trace_words.GAPS.values(), *hypothesis_words.FACTS.values())
    with translation.override("en"):
        for sentence in sentences:
            names = re.findall(r"%\((\w+)\)s", str(sentence))
            assert "%(" not in str(sentence) % dict.fromkeys(names, "1")


def test_wording_is_neutral() -> None:
    everything = (
        *trace_words.REASONS.values(),
        *trace_words.GAPS.values(),
        *hypothesis_words.FACTS.values(),
        *hypothesis_words.MEANINGS.values(),
        *timeline_words.CONDITIONS.values(),
    )
    with translation.override("en"):
        text = " ".join(map(str, everything)).lower()
    for word in ("guilt", "refus", "illegal", "criminal", "violat", "smuggl", "suspect", "probab", "%)"):
        assert word not in text


def test_days_apart_in_words() -> None:
    with translation.override("en"):
        shown = [timeline_words.shown_days(*days) for days in ((3, 3), (3, 9), (3, None), (None, 9), (None, None))]
    assert shown == ["3 days", "3 to 9 days", "3 days or more", "0 to 9 days", "an unknown number of days"]


def test_how_much_speaks_for_a_hypothesis_is_counted_and_never_weighed() -> None:
    with translation.override("en"):
        said = [hypothesis_words.standing_of(*counts) for counts in ((0, 0), (2, 0), (2, 1), (3, 2))]
    assert said == [
        "Nothing known speaks for it.",
        "What speaks for it is not documented.",
        "1 documented fact speaks for it.",
        "2 documented facts speak for it.",
    ]


def test_unknown_codes_stand_for_themselves() -> None:
    assert trace_words.describe_reason("something_new", {}) == "something_new"
    assert hypothesis_words.describe_fact("something_new", {}) == "something_new"
