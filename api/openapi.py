"""How views are described in the OpenAPI schema: every operation may answer with problem details."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers


class FieldFault(serializers.Serializer[Any]):
    pointer = serializers.CharField(required=False, help_text="JSON pointer into the body, as a URI fragment.")
    parameter = serializers.CharField(required=False, help_text="Name of a query parameter.")
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemDetails(serializers.Serializer[Any]):
    """RFC 9457. `code` and `type` are stable; the sentences are in the language of the request."""

    type = serializers.CharField(help_text="urn:chiptrail:problem:<code>")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What happened.")
    code = serializers.CharField()
    kept = serializers.CharField(help_text="What was stored.")
    next_step = serializers.CharField(help_text="What to do next.")
    instance = serializers.CharField(help_text="This request, as the log names it.")
    errors = FieldFault(many=True, required=False)  # type: ignore[assignment]


class DoorSchema(AutoSchema):
    """Adds the `default` response."""

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        problem = self._get_response_for_code(  # type: ignore[no-untyped-call]
            ProblemDetails, "default", media_types=["application/problem+json"], direction=direction
        )
        return {**bodies, "default": {**problem, "description": "What went wrong, what was kept, what to do next."}}
