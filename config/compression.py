"""What everybody may see goes compressed: a phone's first visit is by one bar of 2G."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

APP: Final = ("/field/uk/", "/field/en/", "/field/sw.js")


class CompressPublic(GZipMiddleware):
    """Compresses static files and the shells of the field app, and no page with somebody's data: its length would
    tell of its content (BREACH). What comes compressed already, as in production, stays as it is."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """Leave everything else alone."""
        public = request.path_info.startswith((settings.STATIC_URL, *APP))
        return super().process_response(request, response) if public else response
