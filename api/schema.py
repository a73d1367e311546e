"""What the OpenAPI schema cannot find out by itself. Importing this module registers it."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Tells the schema what TokenAuthentication is."""

    target_class = "api.auth.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """The OpenAPI security scheme object."""
        return {"type": "http", "scheme": "bearer", "description": str(_("An API token, as shown once when issued."))}
