"""What every test may ask for. Real services start on first use and stop at the end of the session."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests import flushing

pytest_plugins = ["tests.services.fixtures"]
flushing.install()


@pytest.fixture(scope="session", autouse=True)
def data_folder() -> Iterator[Path]:
    """DATA_DIR of this test process: empty at the start, gone at the end."""
    folder = Path(settings.DATA_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(data_folder: Path, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The test database lies in DATA_DIR, which must be there first."""
