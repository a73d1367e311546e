"""Django application of the API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API: no tables, only a door."""

    name = "api"
