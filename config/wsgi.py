"""The door that gunicorn opens."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from config.row_guard import warn_at_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")


class Request(WSGIRequest):
    """A request whose declared charset is believed only when it is one of text.

    Django looks the name up as any codec: `charset=zlib` would end every address in a server error.
    """

    def _set_content_type_params(self, meta: dict[str, str]) -> None:
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc]
        except LookupError:
            self._encoding = None


class Handler(WSGIHandler):
    """Django's handler with our request."""

    request_class = Request


django.setup(set_prefix=False)
warn_at_start()
application = Handler()
