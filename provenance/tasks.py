"""Background work of provenance: a few lines each, ids in, one operation call."""

from collections.abc import Callable, Mapping

from celery import shared_task

from jobs.runner import Failure, PermanentFailure, Progress, job
from problems import Problem
from provenance.models import Trace
from provenance.operations import (
    applying,
    batches,
    catalogue_imports,
    part_search,
    screening_index,
    staleness,
    trace_items,
    trace_runs,
    tracing,
)

IMPORT_SECONDS = 3600
"""A list may have millions of rows."""


def _failed(arguments: Mapping[str, str], failure: Failure) -> None:
    tracing.give_up(public_id=arguments["trace"], code=failure.code)


@job(tracing.JOB, on_failure=_failed)
def trace_part(*, progress: Progress, trace: str) -> None:
    """Trace one part and store the answer."""
    progress(0, 1)
    try:
        tracing.run_trace(public_id=trace)
    except Trace.DoesNotExist as error:
        raise PermanentFailure("trace_gone", trace) from error
    progress(1, 1)


def _list_failed(arguments: Mapping[str, str], failure: Failure) -> None:
    batches.give_up(batch=arguments["batch"], code=failure.code)


RESOLVE_BATCH = job(batches.JOB, on_failure=_list_failed)(batches.resolve_batch)


@job(screening_index.JOB, seconds=IMPORT_SECONDS)
def index_names(*, progress: Progress) -> None:
    """Build the index in which names are screened."""
    screening_index.keep_index(progress)


def _import_failed(arguments: Mapping[str, str], failure: Failure) -> None:
    applying.give_up(import_id=arguments["import_id"], code=failure.code)


@job(catalogue_imports.PREVIEW_JOB, on_failure=_import_failed, seconds=IMPORT_SECONDS)
def preview_import(*, progress: Progress, import_id: str, actor: str) -> None:
    """Compare a list of parts with the catalogue."""
    applying.preview(import_id=import_id, actor=actor, progress=progress)


@job(catalogue_imports.APPLY_JOB, on_failure=_import_failed, seconds=IMPORT_SECONDS)
def apply_import(*, progress: Progress, import_id: str, actor: str) -> None:
    """Take a list of parts into the catalogue. How far it is, is told past its transaction (`import_progress`)."""
    _for_good(applying.apply, import_id, actor)


@job(catalogue_imports.ROLL_BACK_JOB, on_failure=_import_failed, seconds=IMPORT_SECONDS)
def roll_back_import(*, progress: Progress, import_id: str, actor: str) -> None:
    """Take a list of parts out of the catalogue."""
    _for_good(applying.roll_back, import_id, actor)


def _for_good(work: Callable[..., object], import_id: str, actor: str) -> None:
    """A Problem stays one however often it is tried."""
    try:
        work(import_id=import_id, actor=actor)
    except Problem as problem:
        raise PermanentFailure(problem.code, str(problem)) from problem


@shared_task(name="provenance.forget_part_searches", ignore_result=True)
def forget_part_searches() -> None:
    """Empty what outside services answered and may be kept no longer; runs on a schedule."""
    part_search.forget_stale()


@shared_task(
    name=trace_runs.ITEM_JOB,
    ignore_result=True,
    acks_late=True,
    reject_on_worker_lost=True,
    soft_time_limit=trace_items.SECONDS,
    time_limit=trace_items.SECONDS + 15,
)
def trace_item(item_id: int) -> None:
    """Walk one trace of a run and store its answer. Its row says where it stands, as a job's does."""
    trace_items.run_item(item_id)


@shared_task(name=staleness.JOB, ignore_result=True)
def retrace_stale() -> None:
    """Walk again what is out of date, and see to the runs that are open; after each change, and on a schedule."""
    trace_runs.continue_runs()
