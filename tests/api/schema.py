"""The OpenAPI schema as the code gives it now, for tests."""

from functools import cache
from typing import Any

from django.utils import translation
from drf_spectacular import generators, validation

_generator: Any = generators.SchemaGenerator
_validate: Any = validation.validate_schema


@cache
def generated() -> dict[str, Any]:
    """The schema, valid. Made once a process, so nobody may change it."""
    with translation.override("en"):
        schema: dict[str, Any] = _generator().get_schema(request=None, public=True)
    _validate(schema)
    return schema
