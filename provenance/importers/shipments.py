"""shipments.csv: rows of customs records, invoices, delivery notes."""

from collections.abc import Iterator
from pathlib import Path

from provenance.importers.movements import COLUMNS, MovementRow, movement
from provenance.importers.table import RowError, read_table


def read_shipments(path: Path) -> Iterator[tuple[int, MovementRow | RowError]]:
    """Yield the rows of a shipments file."""
    return read_table(path, COLUMNS, movement)
