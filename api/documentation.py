"""The OpenAPI schema and its page. The page's scripts come from this server, none stands in the page itself."""

from typing import Any

from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.renderers import TemplateHTMLRenderer

import api.schema  # noqa: F401  (tells the schema about tokens)
from api.parsers import OneFormat
from api.throttling import RateLimit


class Schema(SpectacularAPIView):
    """The schema as JSON."""

    renderer_classes = [OpenApiJsonRenderer2]
    content_negotiation_class = OneFormat
    throttle_classes = (RateLimit,)
    http_method_names = ["get", "head"]
    metadata_class: Any = None


class Documentation(SpectacularSwaggerSplitView):
    """Swagger UI under the strict Content Security Policy."""

    renderer_classes = [TemplateHTMLRenderer]
    content_negotiation_class = OneFormat
    throttle_classes = (RateLimit,)
    http_method_names = ["get", "head"]
    metadata_class: Any = None
    template_name = "api/documentation.html"
    url_name = "api:schema"
