"""Django application of background work."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs: outbox, runner, sweeper."""

    name = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
