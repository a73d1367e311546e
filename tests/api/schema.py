"""The OpenAPI schema as the code gives it now, for tests."""

from typing import Any

from django.utils import translation
from drf_spectacular import generators, renderers, validation

_generator: Any = generators.SchemaGenerator
_renderer: Any = renderers.OpenApiYamlRenderer
_validate: Any = validation.validate_schema


def generated() -> dict[str, Any]:
    """The schema, valid."""
    with translation.override("en"):
        schema: dict[str, Any] = _generator().get_schema(request=None, public=True)
    _validate(schema)
    return schema


def as_yaml(schema: dict[str, Any]) -> str:
    """The schema as it is committed."""
    text: str = _renderer().render(schema, renderer_context={}).decode()
    return text
