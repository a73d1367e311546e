"""What request bodies may be, and how far they are read."""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import JSONParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from api.problems import TooLarge
from teardowns.problems import PhotoTooLarge

PHOTOS_A_REQUEST = 4
"""How many photos of the largest size one request may hold, as bytes in all."""


class StrictJSONParser(JSONParser):
    """JSON as RFC 8259 has it; a body nested beyond Python's stack is malformed, not a fault."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """The parsed body. Raises ParseError."""
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError from None


class OneFormat(DefaultContentNegotiation):
    """There is one answer for every `Accept` header: JSON. RFC 9110 (12.4.1) allows to disregard it."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """The first renderer, whatever was asked for."""
        return renderers[0], renderers[0].media_type


class SizeGuard(FileUploadHandler):
    """Stands before the handlers that store: stops an upload at the limit instead of filling the disk first.

    Raises PhotoTooLarge past `VAULT_MAX_BYTES` for one photo, TooLarge past a multiple of it for the request.
    """

    def __init__(self) -> None:
        super().__init__()
        self.photo = self.request_total = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A new part begins."""
        super().new_file(*args, **kwargs)
        self.photo = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count the bytes and pass them on."""
        self.photo += len(raw_data)
        self.request_total += len(raw_data)
        if self.photo > settings.VAULT_MAX_BYTES:
            raise PhotoTooLarge(megabytes=settings.VAULT_MAX_BYTES // 2**20)
        if self.request_total > settings.VAULT_MAX_BYTES * PHOTOS_A_REQUEST:
            raise TooLarge
        return raw_data

    def file_complete(self, file_size: int) -> IO[Any] | None:  # type: ignore[override]
        """The handlers behind this one keep the file."""
        return None
