"""Background work of provenance: a few lines each, ids in, one operation call."""

from collections.abc import Mapping

from jobs.runner import Failure, PermanentFailure, Progress, job
from provenance.models import Trace
from provenance.operations import tracing


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
