"""Crops for which somebody waits have a queue and a process of their own, that is ready before the first."""

import sys
from pathlib import Path

import pytest
from pytest_django import Settings

from config import interactive
from config.celery import app
from config.embedded import children, processes
from tests.fakes.engines import ScriptedEngine


@pytest.mark.parametrize(
    ("task", "queue"),
    [("teardowns.read_region", "interactive"), ("teardowns.read_photo", "reading"), ("jobs.sweep", "quick")],
)
def test_each_task_has_its_queue(task: str, queue: str) -> None:
    assert app.amqp.router.route({}, task)["queue"].name == queue


def test_the_models_are_loaded_when_the_process_begins(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    engines: dict[str, ScriptedEngine] = {}
    monkeypatch.setattr(interactive, "engine", lambda name: engines.setdefault(name, ScriptedEngine()))
    interactive.load_models()
    assert {name: one.calls for name, one in engines.items()} == {settings.OCR_ENGINE: 1}
    assert interactive.app is app


def test_crops_have_a_reader_of_their_own_and_no_reader_starves_beside_other_programs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(processes, "start", lambda command, **options: started.append(list(command)))
    for make in (children.worker_child, children.crops_child):
        make(tmp_path, "http://127.0.0.1:8000").start()
    photos, crops = (" ".join(command) for command in started)
    assert photos.startswith(f"nice -n 5 {sys.executable}") and "-Q quick,reading" in photos
    assert crops.startswith(sys.executable) and "-Q interactive" in crops and "--concurrency 1" in crops
