"""Wiring only: settings, Celery application, root urls, the one-command supervisor. Imported by nobody."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
