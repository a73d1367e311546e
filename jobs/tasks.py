"""Celery entry points of the job system itself."""

from datetime import timedelta

from celery import shared_task

from jobs.queue import resend_overdue


@shared_task(name="jobs.sweep", ignore_result=True)
def sweep() -> None:
    """Send again what never arrived and what lost its worker; runs on a schedule."""
    resend_overdue(overdue=timedelta(seconds=60))
