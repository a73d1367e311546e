"""Which broker this process sends to, and whether workers listen there; for tools that start a broker of their own."""

from collections.abc import Iterator
from contextlib import contextmanager

from celery import current_app
from kombu.exceptions import OperationalError


@contextmanager
def other_broker(url: str) -> Iterator[None]:
    """Send what is ordered meanwhile to the broker at `url`."""
    before = current_app.conf.broker_url
    _use(url)
    try:
        yield
    finally:
        _use(before)


def workers_answer(seconds: float) -> bool:
    """Whether any worker answers within so many seconds; none does where no broker is there yet."""
    try:
        return bool(current_app.control.ping(timeout=seconds))
    except OperationalError:
        return False


def _use(url: str) -> None:
    current_app.conf.update(broker_url=url, broker_read_url=url, broker_write_url=url)
    current_app._after_fork()  # type: ignore[attr-defined]  # forgets the connections to the broker before
