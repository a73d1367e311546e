"""The Celery application. Its settings live in `config/settings/celery.py`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")

app = Celery("chiptrail")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
