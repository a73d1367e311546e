"""What every test may ask for. Real services start on first use and stop at the end of the session."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from tests import clients, flushing, garbage, migrated

pytest_plugins = ["tests.services.fixtures", "tests.fakes.fixtures"]
EMPTYING_FIXTURES = {"transactional_db", "live_server", "worker"}
DATABASE_FIXTURES = {"db", *EMPTYING_FIXTURES}
LONG = ("worker", "ocr", "browser")
"""Marks of tests that take long, the longest first."""
PAGES = Path(__file__).parent / "web"
ASKING = {
    *("test_pages", "test_findings", "test_imports", "test_joining", "test_lists", "test_lots", "test_names"),
    *("test_part_search", "test_photo_imports", "test_photo_work", "test_requests", "test_screening", "test_search"),
    *("test_traces", "test_correcting", "test_answers"),
}
"""Tests of pages that search, sort and count in the database, or have it refuse."""
hypothesis.settings.register_profile("house", deadline=None)  # a busy machine is no fault
hypothesis.settings.load_profile("house")
flushing.install()
clients.install()
garbage.wait()


@pytest.fixture(scope="session", autouse=True)
def data_folder() -> Iterator[Path]:
    """DATA_DIR of this test process: empty at the start, gone at the end."""
    folder = Path(settings.DATA_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def quick_disk() -> Iterator[None]:
    """A power cut may take what tests store, here as in their databases: nobody waits for the disk."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("fsync", "fdatasync"):
            patch.setattr(os, name, lambda descriptor: None)
        yield


@pytest.fixture(autouse=True)
def no_kept_checkpoints() -> None:
    """The file of checkpoints outlives the rows of a test; no test may find another one's."""
    Path(settings.CHECKPOINT_FILE).unlink(missing_ok=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    data_folder: Path,
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The test database lies in DATA_DIR, which must be there first. All processes of a run share one template."""
    own = tmp_path_factory.getbasetemp()
    migrated.install(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """The template goes when the last process has ended."""
    if not hasattr(config, "workerinput"):
        with config.stash[blocking_manager_key].unblock():
            migrated.drop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long begins early: then the processes end together.

    On the second database, leave out what touches no database: it has passed already, and would again.
    """
    _allow_once_what_only_shows(items)
    items.sort(key=_turn)
    if not os.environ.get("CHIPTRAIL_TEST_ONLY_WITH_DATABASE"):
        return
    kept, left_out = [], []
    for item in items:
        (kept if _touches(item) and item.get_closest_marker("once") is None else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def pytest_collection_finish() -> None:
    """All tests are there."""
    garbage.begin()


def _allow_once_what_only_shows(items: list[pytest.Item]) -> None:
    """What a page shows does not depend on the database: what it asks is tested below the pages, on both.

    On both, too, every page is opened once (test_pages), and whatever asks for itself is in `ASKING`.
    """
    for item in items:
        if item.path.parent == PAGES and item.path.stem not in ASKING:
            item.add_marker(pytest.mark.once)


def _turn(item: pytest.Item) -> int:
    """Of the others, those that empty all tables come behind those that take their changes back."""
    for place, name in enumerate(LONG):
        if item.get_closest_marker(name):
            return place - len(LONG)
    return 2 if not _touches(item) else 1 if _empties(item) else 0


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
