"""Django application of the evidence ledger."""

from django.apps import AppConfig


class CustodyConfig(AppConfig):
    """Custody: ledger, checkpoints, vault."""

    name = "custody"
    default_auto_field = "django.db.models.BigAutoField"
