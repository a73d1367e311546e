"""Celery entry points of what is done for makers."""

from collections.abc import Mapping

from celery import shared_task

from jobs.runner import Failure, job
from makers.operations import (
    answer_files,
    coming_in,
    deadline_watch,
    finding_exports,
    hearing,
    mailing,
    notices,
    overlap,
    pausing,
    proving,
    settling,
)
from makers.operations.delivering import deliver_due

HEAR = job(hearing.JOB)(hearing.hear_of_release)
PAUSED = job(pausing.MAIL, seconds=60)(mailing.mail_endpoint_paused)
DIGEST = job(mailing.MAIL_DIGEST, seconds=60)(mailing.mail_digest)
NOTICE = job(notices.JOB, seconds=60)(notices.send_notice)
CHECK_DOMAIN = job(proving.CHECK, on_failure=proving.give_up_check, seconds=30)(proving.check_domain)
MAIL_CODE = job(proving.MAIL_CODE, seconds=60)(proving.mail_code)
MAIL_INVITATION = job(coming_in.MAIL_INVITATION, seconds=60)(coming_in.mail_invitation)


@shared_task(name=hearing.DELIVER, ignore_result=True)
def deliver_webhooks() -> None:
    """Send the webhooks that are due; runs on a schedule, and when something new is to be told."""
    deliver_due()


@shared_task(name="makers.send_digests", ignore_result=True)
def send_digests() -> None:
    """Order the digests that are due; runs on a schedule."""
    mailing.order_digests()


@shared_task(name="makers.watch_deadlines", ignore_result=True)
def watch_deadlines() -> None:
    """Remind of trace requests and close those whose day is over; runs on a schedule."""
    deadline_watch.watch_deadlines()


def _table_failed(arguments: Mapping[str, str], failure: Failure) -> None:
    answer_files.give_up(file_id=arguments["file_id"], code=failure.code)


ANSWERS = job(answer_files.JOB, on_failure=_table_failed, seconds=3600)(answer_files.read_table)


def _export_failed(arguments: Mapping[str, str], failure: Failure) -> None:
    finding_exports.give_up(export_id=arguments["export_id"], code=failure.code)


EXPORT = job(finding_exports.JOB, on_failure=_export_failed, seconds=3600)(finding_exports.write_export)


@shared_task(name="makers.end_exports", ignore_result=True)
def end_exports() -> None:
    """End exports that are over or may not be handed out any more; runs on a schedule."""
    finding_exports.end_exports()


@shared_task(name="makers.open_answers", ignore_result=True)
def open_answers() -> None:
    """Make evidence of what makers closed until yesterday; runs on a schedule."""
    settling.open_what_ended()


@shared_task(name="makers.forget_overlaps", ignore_result=True)
def forget_overlaps() -> None:
    """Throw away the keys of private overlaps that nobody finished; runs on a schedule."""
    overlap.forget_keys()
