"""`manage.py load_weapon_models`: load or refresh the weapon models that ship with the project."""

from typing import Any

from django.core.management.base import BaseCommand

from teardowns.operations.reference import load_weapon_models


class Command(BaseCommand):
    """Load the weapon models; safe to run at every start."""

    help = "Load weapon models with their Ukrainian, English and transliterated names."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many were new."""
        self.stdout.write(f"new weapon models {load_weapon_models()}")
