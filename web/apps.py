"""Django application of the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Web: server-rendered pages, their templates and static files."""

    name = "web"
