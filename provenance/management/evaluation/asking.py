"""The components that a run is asked to judge."""

from pathlib import Path

from provenance.evaluation.components import Component, ComponentsUnusable, read_components
from provenance.management.evaluation.problems import (
    ComponentColumnMissing,
    ComponentsNotFound,
    ComponentsUnreadable,
    NoComponents,
)

USUAL = Path(__file__).resolve().parents[4] / "shared" / "eval" / "recovered_components_dev.csv"
"""Beside the project, where there is one; never part of it."""


def asked_components(path: Path) -> list[Component]:
    """The components of a file. Raises a Problem that says what is wrong with it."""
    try:
        return read_components(path)
    except ComponentsUnusable as fault:
        match fault.code:
            case "not_found":
                raise ComponentsNotFound(path=path) from fault
            case "no_column":
                raise ComponentColumnMissing(path=path, columns=fault.detail) from fault
            case "no_rows":
                raise NoComponents(path=path) from fault
            case _:
                raise ComponentsUnreadable(path=path) from fault
