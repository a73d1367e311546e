"""Django application of provenance."""

from django.apps import AppConfig


class ProvenanceConfig(AppConfig):
    """Provenance: parts, parties, claims, tracing."""

    name = "provenance"
    default_auto_field = "django.db.models.BigAutoField"
