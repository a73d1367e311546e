"""Django's SQLite, whose writers stand in line instead of sleeping. Named by `config.env.database`."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db.backends.sqlite3 import base

from config.sqlite.turn import Turn

WRITES: Final = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Cursor(base.SQLiteCursorWrapper):
    """A statement that writes outside a transaction is one of its own."""

    turn: Turn

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        return self._in_turn(query, lambda: super(Cursor, self).execute(query, params))

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        """Run one statement for each of the parameters."""
        return self._in_turn(query, lambda: super(Cursor, self).executemany(query, param_list))

    def _in_turn(self, query: str, run: Callable[[], Any]) -> Any:
        if self.connection.in_transaction or not query.lstrip()[:7].upper().startswith(WRITES):
            return run()
        self.turn.take()
        try:
            return run()
        finally:
            self.turn.give()


_Django: Any = base.DatabaseWrapper
"""Its inner methods have no types."""


class DatabaseWrapper(_Django):  # type: ignore[misc]
    """A connection that takes its turn before it begins to write and gives it back when the transaction has ended."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection to the file, and its place in the queue."""
        self._turn = Turn(str(conn_params["database"]), patience=float(conn_params.get("timeout", 5)))
        return super().get_new_connection(conn_params)

    def create_cursor(self, name: Any = None) -> Cursor:
        """A cursor that knows the turn of its connection."""
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        cursor.turn = self._turn
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        self._turn.take()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._turn.give()
            raise

    def _commit(self) -> None:
        super()._commit()
        if self.connection is not None:
            self._turn.give()

    def _rollback(self) -> None:
        self._ending(super()._rollback)

    def _close(self) -> None:
        self._ending(super()._close)

    def _ending(self, end: Callable[[], None]) -> None:
        try:
            end()
        finally:
            if self.connection is not None:
                self._turn.give()
