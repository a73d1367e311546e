"""Marks that several tests of the wiring share."""

import os

import pytest

embedded_only = pytest.mark.skipif(
    "CHIPTRAIL_TEST_DATABASE_URL" in os.environ,
    reason="starts the embedded application, which brings its own SQLite: the run on SQLite shows it",
)
