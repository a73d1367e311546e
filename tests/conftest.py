"""What every test may ask for. Real services start on first use and stop at the end of the session."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from tests import flushing

pytest_plugins = ["tests.services.fixtures", "tests.fakes.fixtures"]
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "worker"}
flushing.install()


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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database, leave out what touches no database: it has passed already, and would again."""
    if not os.environ.get("CHIPTRAIL_TEST_ONLY_WITH_DATABASE"):
        return
    kept, left_out = [], []
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        touches = item.get_closest_marker("django_db") is not None or bool(asked & DATABASE_FIXTURES)
        (kept if touches and item.get_closest_marker("once") is None else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Each test begins in the language of the settings: a request of the test before may have left its own."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
