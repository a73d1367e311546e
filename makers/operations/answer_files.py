"""A table of answers: kept as it came, encrypted, then read in the background; the job may run twice.

No value of it goes into a job's row, a log or the ledger: they are read by people whom its terms do not let in.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from jobs.queue import enqueue
from jobs.runner import PermanentFailure, Progress
from makers.answer_cells import far_day
from makers.answer_problems import AnsweredMeanwhile
from makers.answer_spool import SaleSpool
from makers.answer_tables import MOST_ROWS, AnswerLine, AnswerReader, Gathered, LettersUnsure
from makers.models import Answer, AnswerFile, AnswerFileState, TraceRequest
from makers.operations.acts import note
from makers.operations.answering import answer
from makers.operations.sealed_files import MOST_BYTES, keep_sealed, opened_sealed
from makers.queries.answers import standing_answer
from makers.queries.named_requests import NamedRequests
from makers.queries.speaking import principal_in
from makers.requesting import Status
from makers.sharing import Terms, terms_of
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError, RowRefused
from provenance.importers.trade_cells import Style
from provenance.importers.unpacking import Meter

JOB = "makers.read_answers"
KEPT_FAULTS = 1000
STEP = 2000
"""Lines after which the job tells how far it is: when all are read it is half done, the other half is storing them."""


def receive_table(
    *,
    principal: Principal,
    chunks: Iterable[bytes],
    file_name: str,
    use: Terms | None = None,
    request: TraceRequest | None = None,
    date_order: str = "",
    encoding: str = "",
) -> AnswerFile:
    """Keep a table and order its reading. `use`: the terms of lines that name none; `request`: of lines that name none;
    `encoding`: of `encodings.OFFERED`, in which it is written where its bytes do not say so.

    Raises NotAllowed, FileTooLarge, FileEmpty, FileNotStored.
    """
    principal.require(Capability.ANSWER_WRITE_OWN)
    stored = keep_sealed(chunks, most=MOST_BYTES)
    with transaction.atomic():
        row = AnswerFile.objects.create(
            organisation=principal.organisation,
            person=principal.user,
            token=principal.user.presented_token,
            request=request,
            sha256=stored.sha256,
            kept=stored.kept,
            size=stored.size,
            use=str(use) if use else "",
            closed={"name": file_name[:255], "date_order": date_order, "encoding": encoding},
        )
        public_id = str(row.public_id)
        told = {"sha256": stored.kept, "size": stored.size}
        append(
            action="answer_file.received",
            subject=Subject("answer_file", public_id),
            actor=principal.actor,
            details=dict(told),
        )
        own: dict[str, object] = {"sha256": stored.sha256, "size": stored.size}
        note(
            principal=principal,
            act="answer_file.sent",
            subject_type="answer_file",
            subject_id=public_id,
            details=own,
        )
        enqueue(
            JOB,
            key=f"{JOB}:{public_id}",
            arguments={"file_id": public_id},
            subject_type="answer_file",
            subject_id=public_id,
        )
    return row


def read_table(*, progress: Progress, file_id: str) -> None:
    """Read a table that was received. What an attempt before has written is not written again.

    Raises PermanentFailure for who may not answer any more, RuntimeError without a word of the file for faults of ours.
    """
    row = AnswerFile.objects.select_related("person", "organisation", "token", "request").get(public_id=file_id)
    if row.state != AnswerFileState.WAITING:
        return
    principal = _principal(row)
    try:
        with _as_file(row) as path:
            report = _read(row, principal, path, progress)
    except FileStopped as stopped:
        params = {name: str(value) for name, value in stopped.values.items()}
        seen = stopped.seen if isinstance(stopped, LettersUnsure) else ()
        _ended(row, AnswerFileState.FAILED, stopped.reason, params, _Report(faults=list(seen)))
    except Exception as error:
        raise RuntimeError(f"{type(error).__name__} {_where(error)}") from None
    else:
        _ended(row, AnswerFileState.DONE, "", {}, report)


def give_up(*, file_id: str, code: str) -> None:
    """The work failed for good: what is in is in, and the file is kept."""
    row = AnswerFile.objects.get(public_id=file_id)
    if row.state == AnswerFileState.WAITING:
        _ended(row, AnswerFileState.FAILED, code, {}, _Report())


@dataclass(slots=True)
class _Report:
    """What came of a table. `refused` counts all lines that were not taken, `faults` holds the first of them; so do
    `noted` and `notes` of what is told of lines that were."""

    lines: int = 0
    answers: int = 0
    sales: int = 0
    refused: int = 0
    noted: int = 0
    encoding: str = ""
    faults: list[RowError] = field(default_factory=list)
    notes: list[RowError] = field(default_factory=list)

    def refuse(self, line: int, refused: RowRefused) -> None:
        """A line is not taken. They come in their order, so that those behind the first are never shown."""
        self.refused += 1
        if len(self.faults) < KEPT_FAULTS:
            self.faults.append(RowError(line, refused.code, refused.params))

    def remark(self, line: int, code: str, **params: str) -> None:
        """A line is taken, with a word to it."""
        self.noted += 1
        if len(self.notes) < KEPT_FAULTS:
            self.notes.append(RowError(line, code, params))

    def came_too_late(self, about: _About) -> None:
        """All that is said about a request is not taken."""
        self.refused += about.lines
        self.faults.append(RowError(about.line, "answered_meanwhile", {"value": about.request.label}))


@dataclass(slots=True)
class _About:
    """What a table says about one request; `line`: the first that does, `lines`: how many."""

    request: TraceRequest
    line: int
    gathered: Gathered
    lines: int = 0


def _read(row: AnswerFile, principal: Principal, path: Path, progress: Progress) -> _Report:
    report, meter = _Report(), Meter()
    order = str(row.closed.get("date_order", ""))
    reader = AnswerReader(
        path,
        meter,
        terms_of(row.use) if row.use else None,
        sent=row.created_at,
        style=Style(order) if order else None,
        encoding=str(row.closed.get("encoding", "")),
    )
    asked = NamedRequests(principal, row.request)
    with SaleSpool(path.with_name("sales")) as spool:
        about: dict[int, _About] = {}
        for line, found in reader.lines():
            report.lines += 1
            if report.lines > MOST_ROWS:
                raise FileStopped("too_many_at_once", most=MOST_ROWS)
            if report.lines % STEP == 0:
                progress(report.lines // 2, meter.total(report.lines))
            try:
                if isinstance(found, RowError):
                    raise RowRefused(found.code, **found.params)
                _take(found, line, asked.meant(found), about, spool)
                if far := far_day(found.given, row.created_at.date()):
                    report.remark(line, "until_far", value=far.isoformat())
            except RowRefused as refused:
                report.refuse(line, refused)
        if not report.lines:
            raise FileStopped("only_header")
        report.encoding = reader.encoding
        _answer_all(row, principal, about.values(), report, progress)
    return report


def _take(found: AnswerLine, line: int, request: TraceRequest, about: dict[int, _About], spool: SaleSpool) -> None:
    """Put a line to the others about its request. Raises RowRefused."""
    one = about.get(request.pk) or _About(request, line, Gathered(spool.of(request.pk)))
    one.gathered.add(found.given, line)
    one.lines += 1
    about[request.pk] = one


def _answer_all(
    row: AnswerFile, principal: Principal, about: Iterable[_About], report: _Report, progress: Progress
) -> None:
    """Each request's answer in a transaction of its own; that one is done is told when it is in."""
    taken = told = 0
    for one in about:
        _answer(row, principal, one, report)
        taken += one.lines
        if taken - told >= STEP:
            told = taken
            progress((report.lines + taken) // 2, report.lines)
    progress(report.lines, report.lines)


def _answer(row: AnswerFile, principal: Principal, about: _About, report: _Report) -> None:
    """One answer of all lines about a request, unless a colleague answered after the file was sent."""
    request, lines = about.request, about.gathered
    before = standing_answer(request)
    mine = Answer.objects.filter(file=row, request=request).first()
    if mine is None and before is not None and before.created_at > row.created_at:
        report.came_too_late(about)
        return
    if mine is None:
        seen = str(before.public_id) if before else ""
        try:
            mine = answer(principal=principal, request=request, given=lines.given(), seen=seen, file=row)
        except AnsweredMeanwhile:
            report.came_too_late(about)
            return
    request.refresh_from_db(fields=["status"])  # reading a table takes its time
    if request.status == Status.WITHDRAWN:
        report.remark(about.line, "after_withdrawal", value=request.label)
    if mine.file_id != row.pk:
        report.remark(about.line, "same_as_standing", value=request.label)
    for line, first in lines.sales.repeated():
        report.remark(line, "same_as_line", known=str(first))
    report.answers += 1
    report.sales += len(lines.sales)


def _principal(row: AnswerFile) -> Principal:
    """Who sent it, as they may act today. Raises PermanentFailure."""
    principal = principal_in(row.person, row.organisation)
    spent = row.token is not None and not row.token.live(timezone.now())
    if principal is None or spent or not principal.can(Capability.ANSWER_WRITE_OWN):
        raise PermanentFailure("not_allowed")
    return principal


@contextmanager
def _as_file(row: AnswerFile) -> Iterator[Path]:
    """The table decrypted, for as long as it is read; nobody else of this machine may open it."""
    with tempfile.TemporaryDirectory(prefix="chiptrail-answers-") as folder:
        path = Path(folder) / "answers.csv"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(opened_sealed(row.kept))
        yield path


def _ended(row: AnswerFile, state: AnswerFileState, failure: str, params: Mapping[str, str], report: _Report) -> None:
    told = [
        {"line": one.line, "code": one.code, "params": dict(one.params)}
        for one in sorted([*report.faults, *report.notes], key=lambda one: one.line)
    ]
    row.state, row.failure, row.finished_at = state, failure[:60], timezone.now()
    row.counts = {
        "lines": report.lines,
        "answers": report.answers,
        "sales": report.sales,
        "refused": report.refused,
        "notes": report.noted,
        "encoding": report.encoding,
    }
    row.closed = row.closed | {"faults": told[:KEPT_FAULTS], "failure_params": dict(params)}
    row.save(update_fields=["state", "failure", "finished_at", "counts", "closed"])


def _where(error: BaseException) -> str:
    """In which file and line of ours it happened: all that may be told of it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
