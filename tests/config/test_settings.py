"""Settings that would fail silently if they were wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.celery import app
from scripts.check import PRODUCTION

ROOT = Path(__file__).resolve().parent.parent.parent


def load(settings_module: str, environment: dict[str, str], expression: str) -> subprocess.CompletedProcess[str]:
    """Evaluate an expression on settings loaded in a fresh process with exactly this environment."""
    return subprocess.run(
        [sys.executable, "-c", f"from django.conf import settings; print({expression})"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment, "DJANGO_SETTINGS_MODULE": settings_module},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", sorted(name for name in PRODUCTION if name.startswith("CHIPTRAIL_")))
def test_production_does_not_start_without(name: str) -> None:
    incomplete = {key: value for key, value in PRODUCTION.items() if key != name}
    outcome = load("config.settings.prod", incomplete, "settings.DEBUG")
    assert outcome.returncode != 0
    assert f"{name} is not set" in outcome.stderr


def test_embedded_settings_need_nothing_and_keep_their_secret(tmp_path: Path) -> None:
    environment = {"CHIPTRAIL_DATA_DIR": str(tmp_path)}
    first = load("config.settings.embedded", environment, "settings.SECRET_KEY")
    assert first.returncode == 0, first.stderr
    assert load("config.settings.embedded", environment, "settings.SECRET_KEY").stdout == first.stdout
    assert len(first.stdout.strip()) > 50


def test_a_task_goes_to_one_queue_only() -> None:
    queues = app.amqp.queues
    assert {(queue.name, queue.exchange.name, queue.routing_key) for queue in queues.values()} == {
        ("interactive", "interactive", "interactive"),
        ("quick", "quick", "quick"),
        ("reading", "reading", "reading"),
    }
    assert app.amqp.router.route({}, "teardowns.read_photo")["queue"].name == "reading"
    assert app.amqp.router.route({}, "jobs.sweep")["queue"].name == "quick"


def test_a_message_is_not_handed_out_again_while_its_task_may_still_run() -> None:
    assert app.conf.broker_transport_options["visibility_timeout"] > app.conf.task_time_limit + 30
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost


def test_nobody_outside_is_asked_unless_the_operator_gave_a_key(tmp_path: Path) -> None:
    environment = {"CHIPTRAIL_DATA_DIR": str(tmp_path)}
    plain = load("config.settings.embedded", environment, "(settings.NEXAR_CLIENT_ID, settings.NEXAR_API_URL)")
    assert plain.stdout.strip() == "('', 'https://api.nexar.com/graphql')", plain.stderr
    half = load("config.settings.embedded", environment | {"CHIPTRAIL_NEXAR_CLIENT_ID": "x"}, "settings.DEBUG")
    assert half.returncode != 0 and "go together" in half.stderr
