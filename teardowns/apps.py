"""Django application of teardowns."""

from django.apps import AppConfig


class TeardownsConfig(AppConfig):
    """Teardowns: specimens, photos, readings, identifications."""

    name = "teardowns"
    default_auto_field = "django.db.models.BigAutoField"
