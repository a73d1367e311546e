"""Test clients that share what is built once: each would otherwise load the middleware anew, and that costs more than
a request: it looks at every static file."""

from typing import Any

from django.core.handlers.base import BaseHandler
from django.test.client import ClientHandler
from django.test.signals import setting_changed

CHAIN = ("_view_middleware", "_template_response_middleware", "_exception_middleware", "_middleware_chain")
_loaded: list[ClientHandler] = []
"""The handler whose middleware all others take, until a setting changes: middleware reads settings as it loads."""


def install() -> None:
    """Has the first client load the middleware, and the others take it from there."""
    if ClientHandler.load_middleware is not _load:
        ClientHandler.load_middleware = _load  # type: ignore[method-assign,assignment]
        setting_changed.connect(_forget)


def _load(handler: ClientHandler, is_async: bool = False) -> None:
    if not _loaded:
        BaseHandler.load_middleware(handler, is_async)
        _loaded.append(handler)
    for name in CHAIN:
        setattr(handler, name, getattr(_loaded[0], name))


def _forget(**_changed: Any) -> None:
    _loaded.clear()
