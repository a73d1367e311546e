"""Sales of a table between reading and storing: in a file, by request, so that a hundred thousand take no memory.

Lines of many requests may stand in any order. The file is the caller's to keep from others and to remove.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from makers.answer_cells import Sale
from makers.sharing import Terms, terms_of

AT_ONCE = 500


class SaleSpool:
    """The file. `of` gives the sales of one request; they can be gone through any number of times."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute("PRAGMA synchronous = OFF")
        self._file.execute(
            "CREATE TABLE sale (request INTEGER, number INTEGER, line INTEGER, sale BLOB, said TEXT,"
            " PRIMARY KEY (request, number))"
        )
        self._waiting: list[tuple[int, int, int, bytes, str]] = []

    def __enter__(self) -> SaleSpool:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def of(self, request: int) -> SpooledSales:
        """The sales of a request, none yet; to be asked for once."""
        return SpooledSales(self, request)

    def add(self, request: int, number: int, sale: Sale, line: int) -> None:
        """Keep one more, of a line."""
        said = json.dumps([dict(sale.values), {name: str(terms) for name, terms in sale.terms.items()}])
        same = sha256(json.dumps(dict(sale.values), sort_keys=True).encode()).digest()
        self._waiting.append((request, number, line, same, said))
        if len(self._waiting) >= AT_ONCE:
            self._write()

    def sales(self, request: int) -> Iterator[Sale]:
        """Those of a request, in the order of their numbers."""
        self._write()
        rows = self._file.execute("SELECT said FROM sale WHERE request = ? ORDER BY number", [request])
        for (said,) in rows:
            values, terms = json.loads(said)
            yield Sale(values, {name: _terms(text) for name, text in terms.items()})

    def repeated(self, request: int) -> Iterator[tuple[int, int]]:
        """Lines that tell of the very sale of a line before, and the first line that does, in their order."""
        self._write()
        yield from self._file.execute(
            "SELECT line, first FROM (SELECT line, min(line) OVER (PARTITION BY sale) AS first FROM sale"
            " WHERE request = ?) WHERE line > first ORDER BY line",
            [request],
        )

    def _write(self) -> None:
        self._file.execute("BEGIN")
        self._file.executemany("INSERT INTO sale VALUES (?, ?, ?, ?, ?)", self._waiting)
        self._file.execute("COMMIT")
        self._waiting.clear()


class SpooledSales(Collection[Sale]):
    """The sales of one request, as `Given` has them."""

    def __init__(self, spool: SaleSpool, request: int) -> None:
        self._spool, self._request, self._count = spool, request, 0

    def append(self, sale: Sale, line: int = 0) -> None:
        """One more, behind the others; `line`: where it stands."""
        self._count += 1
        self._spool.add(self._request, self._count, sale, line)

    def repeated(self) -> Iterator[tuple[int, int]]:
        """See `SaleSpool.repeated`."""
        return self._spool.repeated(self._request)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Sale]:
        return self._spool.sales(self._request)

    def __contains__(self, sale: object) -> bool:
        return any(one == sale for one in self)


@lru_cache(maxsize=256)
def _terms(text: str) -> Terms:
    return terms_of(text)
