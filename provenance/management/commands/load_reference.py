"""`manage.py load_reference`: load or refresh makers, distributors, relations and parts that ship with the project."""

from typing import Any

from django.core.management.base import BaseCommand

from provenance.operations.reference import load_reference


class Command(BaseCommand):
    """Load the reference data; safe to run at every start."""

    help = "Load makers, owners, distributors and parts from the project's reference files."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many rows were new."""
        loaded = load_reference()
        self.stdout.write(f"new parties {loaded.parties}, relations {loaded.relations}, parts {loaded.parts}")
