import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.roles import Scope
from custody.verify import Fault
from web.scope_words import SCOPES, scopes
from web.words import ACTIONS, FAULTS, OBJECTS, fault_said, object_kind

ROOT = Path(__file__).resolve().parent.parent.parent


def codes(pattern: str, *packages: str) -> Iterator[str]:
    """What the first group of a pattern finds in the source of some packages."""
    for package in packages:
        for file in (ROOT / package).rglob("*.py"):
            yield from re.findall(pattern, file.read_text())


def test_every_action_and_object_of_the_ledger_has_words() -> None:
    actions = set(codes(r'\bappend\(\s*action="([\w.]+)"', "custody", "jobs", "provenance", "teardowns"))
    objects = set(codes(r'\bSubject\("(\w+)"', "provenance", "teardowns"))
    assert len(actions) > 5 and actions <= set(ACTIONS)
    assert len(objects) > 5 and objects <= set(OBJECTS)


def test_every_fault_of_the_evidence_has_words() -> None:
    faults = set(codes(r'\b(?:Fault|Break)\("(\w+)"', "custody")) | set(codes(r'return "(original_\w+)"', "custody"))
    assert len(faults) > 5 and faults <= set(FAULTS)


def test_a_fault_names_its_object() -> None:
    assert fault_said(Fault("row_changed", "ledger entry 3")) == "An entry was changed: ledger entry 3."
    assert fault_said(Fault("new_code", "x")) == "new_code: x."


def test_scopes_are_told_in_words() -> None:
    assert set(SCOPES) == set(Scope)
    assert scopes(["upload", "evidence"]) == "send photos only; read evidence and chains"


@pytest.mark.parametrize(("code", "words"), [("trace", "trace"), ("assembly", "board or module"), ("new", "new")])
def test_an_object_is_told_in_words(code: str, words: str) -> None:
    assert object_kind(code) == words
