"""Every operation of the schema under nonsense: never a 5xx, never another shape of failure.

Bodies and parameters start from what the schema declares and are then broken, because pure noise stops at the
first check.
"""

import json
import os
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from tests.api.calling import Caller, checked
from tests.api.schema import generated
from tests.factories.accounts import make_principal
from tests.factories.provenance import represent
from tests.factories.teardowns import make_confirmed, make_proposal, make_teardown

pytestmark = [pytest.mark.once, pytest.mark.django_db]
EXAMPLES = int(os.environ.get("CHIPTRAIL_FUZZ_EXAMPLES", "12"))
NASTY = [
    "\x00",
    "\u202e",
    "\ud800",
    "\ufeff",
    "{0}",
    "%s",
    "' OR 1=1--",
    "<svg/onload=1>",
    "=1+1",
    "Ж" * 300,
    "",
    " ",
    "‮",
]
TEXTS = st.one_of(st.text(max_size=30), st.sampled_from(NASTY))
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS, st.uuids().map(str), st.dates().map(str)
)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=6
)
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def operations() -> list[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """(method, path, operation, component schemas) of everything in the schema."""
    schema = generated()
    parts = schema["components"]["schemas"]
    return [
        (method, path, operation, parts)
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    ]


@pytest.fixture
def world() -> tuple[dict[str, Caller], dict[str, list[str]]]:
    """One program an audience, and real ids for the places in the paths."""
    field, analyst, maker = (make_principal(role) for role in (Role.FIELD, Role.ANALYST, Role.MAKER))
    teardown = make_teardown(field)
    confirmed, proposal = make_confirmed(), make_proposal("ADXL345BCCZ")
    assert confirmed.manufacturer is not None and confirmed.trace is not None
    represent(maker.organisation, confirmed.manufacturer)
    ids = {
        "teardown_id": [str(teardown.public_id)],
        "photo_id": [str(proposal.reading.marking.photo.public_id)],
        "marking_id": [str(proposal.reading.marking.public_id)],
        "component_id": [str(proposal.component.public_id), str(confirmed.component.public_id)],
        "finding_id": [str(confirmed.release.public_id)],
        "trace_id": [str(confirmed.trace.public_id)],
        "manufacturer": ["analog-devices"],
        "number": ["AD9361BBCZ"],
        "kind": ["display"],
        "subject_type": ["component"],
        "subject_id": [str(proposal.component.public_id)],
    }
    callers = {"field": Caller(field.user), "analyst": Caller(analyst.user), "manufacturer": Caller(maker.user)}
    return callers, ids


def body_for(operation: dict[str, Any], parts: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Bodies with the declared names and hardly ever the declared values."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return ANYTHING
    fields = parts[content["schema"]["$ref"].rsplit("/", 1)[1]].get("properties", {})
    shaped = st.fixed_dictionaries({}, optional={name: fitting(field) | ANYTHING for name, field in fields.items()})
    return shaped | ANYTHING


def fitting(field: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a field may well take."""
    kind = field.get("type")
    if "enum" in field:
        return st.sampled_from([value for value in field["enum"] if value is not None])
    if kind == "array":
        return st.lists(TEXTS, max_size=50)
    if kind == "boolean":
        return st.booleans()
    if kind == "integer":
        return st.integers(min_value=-1, max_value=3)
    return TEXTS | st.dates().map(str) | st.uuids().map(str)


@given(data=st.data())
@FUZZ
def test_no_operation_breaks(world: Any, operations: Any, data: st.DataObject) -> None:
    callers, ids = world
    cache.clear()
    for method, path, operation, parts in operations:
        audience = path.split("/")[3]
        places = {
            name: data.draw(st.sampled_from([*ids.get(name, []), str(uuid.UUID(int=7))]))
            for name in (found["name"] for found in operation.get("parameters", []) if found["in"] == "path")
        }
        url = path.format(**places)
        if method == "get":
            names = [found["name"] for found in operation.get("parameters", []) if found["in"] == "query"] or ["odd"]
            query = data.draw(st.dictionaries(st.sampled_from(names), TEXTS | st.integers().map(str), max_size=2))
            clean = {name: value.encode("utf-8", "replace") for name, value in query.items()}
            callers[audience].get(url, **clean)
        elif "multipart/form-data" not in operation.get("requestBody", {}).get("content", {}):
            body = json.dumps(data.draw(body_for(operation, parts)))
            checked(callers[audience].client.generic(method.upper(), url, body, content_type="application/json"))


@given(
    body=st.binary(max_size=300), kind=st.sampled_from(["application/json", "multipart/form-data; boundary=b", "x/y"])
)
@FUZZ
def test_no_bytes_break_an_upload(world: Any, body: bytes, kind: str) -> None:
    callers, ids = world
    cache.clear()
    for url in (f"/api/v1/field/teardowns/{ids['teardown_id'][0]}/photos/", "/api/v1/field/teardowns/"):
        response = checked(callers["field"].client.generic("POST", url, body, content_type=kind))
        assert 400 <= response.status_code < 500


PARTS = st.lists(
    st.tuples(
        st.sampled_from(["photo", "key", "assembly", "other", ""]),
        st.none() | st.text(max_size=20).filter(lambda name: '"' not in name),
        st.binary(max_size=40) | st.just(b"\xff\xd8\xff\xe0" + b"x" * 20),
    ),
    max_size=4,
)


@given(parts=PARTS)
@FUZZ
def test_no_form_breaks_an_upload(world: Any, parts: list[tuple[str, str | None, bytes]]) -> None:
    callers, ids = world
    cache.clear()
    body = b""
    for name, file_name, content in parts:
        label = f'; filename="{file_name}"' if file_name is not None else ""
        head = f'Content-Disposition: form-data; name="{name}"{label}'.encode("utf-8", "replace")
        body += b"--bb\r\n" + head + b"\r\n\r\n" + content + b"\r\n"
    url = f"/api/v1/field/teardowns/{ids['teardown_id'][0]}/photos/"
    kind = "multipart/form-data; boundary=bb"
    checked(callers["field"].client.generic("POST", url, body + b"--bb--\r\n", content_type=kind))
