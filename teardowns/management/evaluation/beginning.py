"""The first thing in a child process. Imported before Django is set up, so it may import no model."""

import os

import django


def begin_quietly() -> None:
    """Whatever a library prints goes to standard error: standard output is the report's."""
    os.dup2(2, 1)


def begin() -> None:
    """Set Django up as a worker does."""
    begin_quietly()
    django.setup()
