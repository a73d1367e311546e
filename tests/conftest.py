"""What every test may ask for. Real services start on first use and stop at the end of the session."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tests import flushing, migrated

pytest_plugins = ["tests.services.fixtures", "tests.fakes.fixtures"]
EMPTYING_FIXTURES = {"transactional_db", "live_server", "worker"}
DATABASE_FIXTURES = {"db", *EMPTYING_FIXTURES}
LONG = ("browser", "worker", "ocr")
"""Marks of tests that take long."""
hypothesis.settings.register_profile("house", deadline=None)  # a busy machine is no fault
hypothesis.settings.load_profile("house")
flushing.install()
migrated.install()


@pytest.fixture(scope="session", autouse=True)
def data_folder() -> Iterator[Path]:
    """DATA_DIR of this test process: empty at the start, gone at the end."""
    folder = Path(settings.DATA_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def no_kept_checkpoints() -> None:
    """The file of checkpoints outlives the rows of a test; no test may find another one's."""
    Path(settings.CHECKPOINT_FILE).unlink(missing_ok=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(data_folder: Path, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The test database lies in DATA_DIR, which must be there first."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database, and a copy of it for the tests that make one of their own."""
    with django_db_blocker.unblock():
        template = migrated.keep()
    yield
    with django_db_blocker.unblock():
        migrated.drop(template)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long begins early: then the processes end together.

    On the second database, leave out what touches no database: it has passed already, and would again.
    """
    items.sort(key=_turn)
    if not os.environ.get("CHIPTRAIL_TEST_ONLY_WITH_DATABASE"):
        return
    kept, left_out = [], []
    for item in items:
        (kept if _touches(item) and item.get_closest_marker("once") is None else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def _turn(item: pytest.Item) -> int:
    """Tests that empty all tables come behind those that take their changes back, as pytest-django wants it."""
    long = any(item.get_closest_marker(name) for name in LONG)
    if not _touches(item):
        return 0 if long else 4
    return 1 if not _empties(item) else 2 if long else 3


def _touches(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or bool(_asked(item) & DATABASE_FIXTURES)


def _empties(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or bool(_asked(item) & EMPTYING_FIXTURES)


def _asked(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Each test begins in the language of the settings: a request of the test before may have left its own."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
