"""The Celery application. Its settings live in `config/settings/celery.py`."""

import gc
import os
from importlib import import_module

from celery import Celery, Task
from celery.signals import celeryd_after_setup, task_postrun, task_prerun, worker_process_init
from celery.worker import WorkController
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")

app = Celery("chiptrail")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@task_prerun.connect
@task_postrun.connect
def keep_usable_connections(task: Task[..., object], **_signal: object) -> None:
    """Around a task, as around a request: a connection that is broken or older than CONN_MAX_AGE is closed."""
    if not task.request.is_eager:
        close_old_connections()


@celeryd_after_setup.connect
def load_search(instance: WorkController, **_signal: object) -> None:
    """Before the fork, for all processes of a worker that traces: the first trace need not wait for the compiler."""
    routes = instance.app.conf.task_routes
    if routes["provenance.trace_item"]["queue"] in instance.app.amqp.queues.consume_from:
        import_module("provenance.tracing.search").warm_up()


@worker_process_init.connect
def leave_loaded_code_alone(**_signal: object) -> None:
    """What is loaded before the fork stays for good: the collector need not walk over it with every task."""
    gc.freeze()
