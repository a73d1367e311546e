"""A worker that traces has the search compiled before it takes the first trace."""

from types import SimpleNamespace

import pytest

from config.celery import app, load_search
from provenance.tracing import search
from provenance.tracing.search import warm_up


@pytest.mark.parametrize(("queues", "warm"), [({"quick": 1, "reading": 1}, True), ({"interactive": 1}, False)])
def test_only_workers_that_trace_load_the_search(
    monkeypatch: pytest.MonkeyPatch, queues: dict[str, int], warm: bool
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(search, "warm_up", lambda: calls.append("warm"))
    amqp = SimpleNamespace(queues=SimpleNamespace(consume_from=queues))
    load_search(instance=SimpleNamespace(app=SimpleNamespace(conf=app.conf, amqp=amqp)))  # type: ignore[arg-type]
    assert bool(calls) is warm


def test_all_that_is_compiled_is_there_afterwards() -> None:
    warm_up()
    used = [
        *(getattr(search._kernel("kernel"), name) for name in ("lead_to_an_end", "come_from_a_holder", "what_came")),
        *(getattr(search._kernel("kernel_ways"), name) for name in ("taken_together", "best_ways")),
    ]
    assert all(one.signatures for one in used)
