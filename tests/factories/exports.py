"""Exports of findings, asked for and written as in life."""

from accounts.queries import Principal
from jobs import runner
from jobs.models import Job
from makers.models import FindingExport
from makers.operations.finding_exports import JOB, ask_for_export, give_up, write_export
from teardowns.queries.findings import FindingFilter


def written_export(principal: Principal, *, ending: str = "csv", **narrowed: str) -> FindingExport:
    """An export after its job."""
    made = ask_for_export(principal=principal, wanted=FindingFilter(**narrowed), ending=ending)  # type: ignore[arg-type]
    return run_export(made)


def run_export(made: FindingExport) -> FindingExport:
    """Do the work that was ordered, as the worker does."""
    job = Job.objects.get(name=JOB, subject_id=str(made.public_id))
    runner.run(job.pk, write_export, lambda arguments, failure: give_up(code=failure.code, **arguments))
    made.refresh_from_db()
    return made
