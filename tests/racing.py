"""Acts that fall at the same moment, each in a thread and a connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

LONGEST = 30


def together(*acts: Callable[[], object]) -> list[Exception | None]:
    """What each raised, in order."""
    raised: list[Exception | None] = [None] * len(acts)

    def run(index: int, act: Callable[[], object]) -> None:
        try:
            act()
        except Exception as error:
            raised[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return raised


def slowed(act: Callable[..., Any], *, before: float = 0.0, after: float = 0.0) -> Callable[..., Any]:
    """The same with pauses (seconds) in which another may come: to stand in its place with `monkeypatch`."""

    def slow(*args: Any, **kwargs: Any) -> Any:
        threading.Event().wait(before)
        found = act(*args, **kwargs)
        threading.Event().wait(after)
        return found

    return slow
