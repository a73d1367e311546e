"""Django application of manufacturers."""

from importlib import import_module

from django.apps import AppConfig

from accounts.roles import Role


class MakersConfig(AppConfig):
    """Makers: invitations, findings, trace requests, answers, alerts."""

    name = "makers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what a maker's person must have done before any door opens."""
        check = import_module("makers.queries.coming_in").what_is_missing
        import_module("accounts.standing").checked_by(Role.MAKER, check)
