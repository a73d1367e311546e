"""A maker answers: by form, by table; and what our side does with an answer."""

from collections.abc import Iterator
from datetime import date
from mimetypes import guess_extension
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.problems import ReasonMissing
from accounts.roles import Capability
from custody.ledger import Subject, append
from jobs.queries import jobs_of
from makers.answer_cells import far_day
from makers.answer_problems import AnsweredMeanwhile, NoSuchGrade, row_error
from makers.answer_tables import TEMPLATE
from makers.models import Answer, AnswerFile, AnswerFileState
from makers.models.answer import CREDIBILITIES
from makers.operations.acts import note
from makers.operations.answer_files import receive_table
from makers.operations.answering import Document, answer, grade_answer, withdraw_answer
from makers.operations.sealed_files import opened_sealed
from makers.queries.answers import answer_for, document_for, file_for, files_for
from makers.queries.requests import request_of, requests_of
from makers.requesting import OPEN
from makers.sharing import Terms, Use
from problems import Problem
from provenance.importers.stopping import REASONS, detail
from provenance.importers.table import RowError
from web import answer_words, dates
from web.access import WebRequest, asks_for_a_piece, page, tell
from web.answer_forms import answer_context
from web.forms.answers import AnswerForm, TableForm
from web.refilling import filled_again
from web.spreadsheets import csv_pieces
from web.views.requests import request_shown

ROWS = 25


def _form_again(request: WebRequest, public_id: UUID) -> HttpResponse:
    asked = request_of(request.principal, public_id)
    return render(request, "web/pages/answer.html", answer_context(request.principal, asked, AnswerForm(request.POST)))


@page(Capability.ANSWER_WRITE_OWN)
@filled_again(_form_again)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_request(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Answer one request. What was typed stays whatever happens."""
    asked = request_of(request.principal, public_id)
    if request.method != "POST":
        return redirect("web:maker_request", asked.public_id)
    form = AnswerForm(request.POST)
    form.papers_lost = bool(request.FILES)
    if "more" in request.POST:
        return render(request, "web/pages/answer.html", answer_context(request.principal, asked, _unchecked(form)))
    if form.is_valid() and form.given is not None:
        papers = [Document(one.name or "", one.chunks()) for one in request.FILES.getlist("documents")]
        try:
            given = answer(
                principal=request.principal,
                request=asked,
                given=form.given,
                seen=form.cleaned_data["seen"],
                documents=papers,
            )
        except AnsweredMeanwhile as problem:
            form.add_error(None, " ".join(problem.sentences()))
            typed = request.POST.copy()
            typed["seen"] = problem.params["standing"]
            form.data = typed
        except Problem as problem:
            if problem.status in (403, 404):
                raise
            form.add_error(None, " ".join(problem.sentences()))
        else:
            _thank(request, given)
            _tell_far_day(request, far_day(form.given, timezone.now().date()))
            return redirect("web:maker_request", asked.public_id)
    return render(request, "web/pages/answer.html", answer_context(request.principal, asked, form), status=422)


@page(Capability.ANSWER_WRITE_OWN)
@require_POST
def withdraw(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Take an answer back."""
    found = answer_for(request.principal, public_id)
    withdraw_answer(principal=request.principal, answer=found)
    tell(
        request,
        _("Your answer was withdrawn."),
        _("It stays in your own history; what had come of it is taken back."),
        level=messages.SUCCESS,
    )
    return redirect("web:maker_request", found.request.public_id)


def _answered_request(request: WebRequest, public_id: UUID) -> HttpResponse:
    return request_shown(request, answer_for(request.principal, public_id).request.public_id)


@page(Capability.REQUEST_KEEP)
@filled_again(_answered_request)
@require_POST
def grade(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """A person of ours grades an answer, 2 at best, and says why."""
    found = answer_for(request.principal, public_id)
    wanted, reason = request.POST.get("credibility", ""), request.POST.get("reason", "").strip()
    if wanted not in (str(value) for value, _label in CREDIBILITIES):
        raise NoSuchGrade
    if not reason:
        raise ReasonMissing
    grade_answer(principal=request.principal, answer=found, credibility=int(wanted), reason=reason)
    tell(request, _("The answer is graded %(grade)s now.") % {"grade": wanted}, level=messages.SUCCESS)
    return redirect("web:request", found.request.public_id)


@page(Capability.REQUEST_SEE_OWN, Capability.REQUEST_KEEP, Capability.PART_SEE)
@require_POST
def document(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """A paper of an answer, for who may open it today; each time is on record."""
    paper = document_for(request.principal, public_id)
    subject = Subject("trace_request", str(paper.answer.request.public_id))
    with transaction.atomic():
        append(
            action="answer_document.opened",
            subject=subject,
            actor=request.principal.actor,
            details={"document": str(paper.public_id)},
        )
        note(
            principal=request.principal,
            act="answer_document.opened",
            subject_type=subject.type,
            subject_id=subject.id,
            details={"sha256": paper.sha256},
        )
    return _download(
        opened_sealed(paper.kept),
        "application/octet-stream",
        f"document-{paper.public_id}{guess_extension(paper.media_type) or ''}",
    )


@page(Capability.ANSWER_WRITE_OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_tables(request: WebRequest) -> HttpResponseBase:
    """Send a table; below, what was sent before."""
    form = TableForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["table"]
        try:
            row = receive_table(
                principal=request.principal,
                chunks=sent.chunks(),
                file_name=sent.name or "",
                use=Terms(Use(form.cleaned_data["use"])),
                date_order=form.cleaned_data["date_order"],
                encoding=form.cleaned_data["encoding"],
            )
        except Problem as problem:
            form.add_error("table", " ".join(problem.sentences()))
        else:
            return redirect("web:answer_table", row.public_id)
    if form.errors and request.FILES and not form.has_error("table"):
        form.add_error("table", _("Choose the file again: a page cannot keep it."))
    listed = Paginator(files_for(request.principal), ROWS).get_page(request.GET.get("page"))
    waiting = requests_of(request.principal).filter(status__in=OPEN).count()
    context = {"form": form, "page": listed, "waiting": waiting}
    return render(request, "web/pages/answer_tables.html", context, status=422 if form.errors else 200)


@page(Capability.ANSWER_WRITE_OWN)
@require_GET
def answer_table(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """One table as it stands. htmx asks for it alone while it is read."""
    row = file_for(request.principal, public_id)
    whole = not asks_for_a_piece(request)
    template = "web/pages/answer_table.html" if whole else "web/partials/answer_table.html"
    return render(request, template, {"row": row, **_shown(row)})


@page(Capability.ANSWER_WRITE_OWN)
@require_GET
def template(request: WebRequest) -> HttpResponseBase:
    """The table to fill in: a line for each request that waits."""
    waiting = requests_of(request.principal).filter(status__in=OPEN)
    lines = (
        [one.label, one.printed or one.code, one.part_number, *[""] * (len(TEMPLATE) - 3)]
        for one in waiting.iterator(500)
    )
    note(principal=request.principal, act="answer_template.taken", subject_type="answer_file", subject_id="template")
    pieces = (piece.encode() for piece in csv_pieces(TEMPLATE, lines))
    return _download(pieces, "text/csv; charset=utf-8", "answers.csv")


def _unchecked(form: AnswerForm) -> AnswerForm:
    """The same form with what was typed, one sale more and no word of what is still missing."""
    again = AnswerForm(initial={name: form.data.get(name, "") for name in form.fields}, sales=form.count)
    again.adding, again.papers_lost = True, form.papers_lost
    return again


def _thank(request: WebRequest, given: Answer) -> None:
    if given.after_withdrawal:
        happened = _("The request had been withdrawn before your answer came.")
        tell(request, happened, _("Your answer is kept under its terms."), level=messages.WARNING)
    else:
        tell(
            request,
            _("Your answer is in."),
            _("Each field is used as you said, and by nobody else."),
            _("You can correct it at any time."),
            level=messages.SUCCESS,
        )


def _tell_far_day(request: WebRequest, far: date | None) -> None:
    if far is None:
        return
    tell(
        request,
        _("A part of your answer stays closed until %(day)s.") % {"day": dates.day(far)},
        _("That is more than 50 years from now. Correct the answer if another year is meant."),
        level=messages.WARNING,
    )


def _download(pieces: Iterator[bytes], media_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _shown(row: AnswerFile) -> dict[str, Any]:
    works = row.state == AnswerFileState.WAITING
    job = jobs_of("answer_file", str(row.public_id)).last() if works else None
    faults = [RowError(one["line"], one["code"], one["params"]) for one in row.closed.get("faults", ())]
    return {
        "works": works,
        "name": row.closed.get("name", ""),
        "done": job.progress_done if job else 0,
        "total": job.progress_total if job else 0,
        "counts": row.counts,
        "faults": [(one, row_error(one)) for one in faults],
        "more": max(0, row.counts.get("refused", 0) + row.counts.get("notes", 0) - len(faults)),
        "failure": _failure(row),
    }


def _failure(row: AnswerFile) -> str:
    if not row.failure:
        return ""
    if row.failure in REASONS:
        params = row.closed.get("failure_params", {})
        return _("The table could not be read: %(detail)s.") % {"detail": detail(row.failure, params)}
    return str(answer_words.FAILURES.get(row.failure, answer_words.FAILURES["crashed"]))
