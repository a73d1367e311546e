"""The OpenAPI schema and its page. The page's scripts come from this server, none stands in the page itself."""

import threading
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.renderers import TemplateHTMLRenderer

import api.schema  # noqa: F401  (tells the schema about tokens)
from api.parsers import OneFormat
from api.throttling import RateLimit

_alone = threading.Lock()


class Schema(SpectacularAPIView):
    """The schema as JSON. It is the same for everybody, and making it takes seconds: once a process and language."""

    renderer_classes = [OpenApiJsonRenderer2]
    content_negotiation_class = OneFormat
    throttle_classes = (RateLimit,)
    http_method_names = ["get", "head"]
    metadata_class: Any = None

    def _get_schema_response(self, request: Any) -> HttpResponse:
        """Called by `get` in the language that the query or the request asks for."""
        wanted = translation.get_language()
        with _alone:
            made = _made(wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        name = f'inline; filename="{self._get_filename(request, "")}"'  # type: ignore[no-untyped-call]
        media_type = OpenApiJsonRenderer2.media_type
        return HttpResponse(made, content_type=media_type, headers={"Content-Disposition": name})


@cache
def _made(language: str) -> bytes:
    with translation.override(language):
        schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    made: bytes = OpenApiJsonRenderer2().render(schema, renderer_context={})
    return made


class Documentation(SpectacularSwaggerSplitView):
    """Swagger UI under the strict Content Security Policy."""

    renderer_classes = [TemplateHTMLRenderer]
    content_negotiation_class = OneFormat
    throttle_classes = (RateLimit,)
    http_method_names = ["get", "head"]
    metadata_class: Any = None
    template_name = "api/documentation.html"
    url_name = "api:schema"
