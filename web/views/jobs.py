"""Background work: what runs, what waits, what failed and why, and running it again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import Capability
from jobs.models import Job, JobState
from jobs.queries import jobs, tally
from jobs.queue import run_again
from jobs.runner import MAX_ATTEMPTS
from problems import NotFound
from web.access import WebRequest, asks_for_a_piece, back, page, tell
from web.words import failure, job_name, kept

ROWS = 25


@page(Capability.JOB_SEE)
@require_GET
def job_list(request: WebRequest) -> HttpResponseBase:
    """All jobs by state. htmx asks for the tables alone, every few seconds while something is under way."""
    counts = tally()
    pending = jobs().filter(state__in=(JobState.RUNNING, JobState.QUEUED)).order_by("-state", "created_at")
    shown = Paginator(jobs(JobState.DONE), ROWS).get_page(request.GET.get("page"))
    oldest = pending.filter(state=JobState.QUEUED).order_by("created_at").first()
    context: dict[str, Any] = {
        "tally": counts,
        "failed": [dressed(job) for job in jobs(JobState.FAILED)[:ROWS]],
        "pending": [dressed(job) for job in pending[:ROWS]],
        "pending_total": counts.running + counts.queued,
        "oldest": oldest,
        "page": shown,
        "done": [dressed(job) for job in shown],
        "may_retry": request.principal.can(Capability.JOB_RETRY),
        "max_attempts": MAX_ATTEMPTS,
    }
    whole = not asks_for_a_piece(request)
    return render(request, "web/pages/jobs.html" if whole else "web/partials/jobs.html", context)


@page(Capability.JOB_RETRY)
@require_POST
def again(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Give a failed job fresh attempts."""
    job = Job.objects.filter(public_id=public_id).first()
    if job is None:
        raise NotFound
    run_again(job)
    tell(
        request,
        _("%(job)s waits to run again.") % {"job": job_name(job)},
        _("What it left before is kept."),
        level=messages.SUCCESS,
    )
    return back(request, reverse("web:jobs"))


def dressed(job: Job) -> dict[str, Any]:
    """A job with its words."""
    return {"job": job, "name": job_name(job), "failure": failure(job), "kept": kept(job), "max_attempts": MAX_ATTEMPTS}
