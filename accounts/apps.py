"""Django application of people and organisations."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts: users, organisations, memberships, API tokens."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
