"""A maker answers a request, corrects its answer, takes it back; a person of ours grades it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from makers.answer_cells import Given, Sale
from makers.answer_problems import AnsweredMeanwhile, AnswerNotStanding, NothingSaid
from makers.models import Answer, AnswerDocument, AnswerFile, AnswerRow, TraceRequest
from makers.operations.answering_requests import note_answer, note_taken_back
from makers.operations.sealed_files import SealedFile, keep_sealed
from makers.operations.settling import rewrite, settle, tell
from makers.queries.answers import answer_for, standing_answer
from makers.queries.requests import request_of
from makers.requesting import Status
from makers.sharing import Terms, Use, stricter, terms_of
from problems import NotAllowed, NotFound
from provenance.batching import batches
from provenance.models import Credibility

LARGEST_DOCUMENT = 20 * 2**20
AT_ONCE = 500
"""Sales that are stored, or compared, at a time."""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper on its way in."""

    name: str
    chunks: Iterable[bytes]


def answer(
    *,
    principal: Principal,
    request: TraceRequest,
    given: Given,
    seen: str,
    documents: Sequence[Document] = (),
    file: AnswerFile | None = None,
) -> Answer:
    """Answer a request, or correct the answer that stands: the new one supersedes it.

    `seen`: public id of the answer that the person had before them, empty for none: who did not know of a colleague's
    answer does not replace it. The same answer sent twice, or in a `file` once more, is one. Papers stay when a
    correction brings none, and as closed as they were unless it says the terms of papers themselves; papers of a
    withdrawn answer do not.
    Raises NotFound, NotAllowed, NothingSaid, AnsweredMeanwhile, FileTooLarge, FileEmpty, FileNotStored.
    """
    principal.require(Capability.ANSWER_WRITE_OWN)
    request = request_of(principal, request.public_id)
    if given.empty:
        raise NothingSaid
    papers = [(one.name, keep_sealed(one.chunks, most=LARGEST_DOCUMENT)) for one in documents]
    try:
        return _answered(principal, request, given, seen, papers, file)
    except IntegrityError:  # a company that it names was removed meanwhile, with the answer that had made it known
        return _answered(principal, request, given, seen, papers, file)


@transaction.atomic
def withdraw_answer(*, principal: Principal, answer: Answer) -> Answer:
    """The maker takes its answer back: it stays in its own history, and what became of it is taken back too.

    The request waits for an answer again, and our analysts find it in their inbox.

    Raises NotFound, NotAllowed, AnswerNotStanding.
    """
    principal.require(Capability.ANSWER_WRITE_OWN)
    found = answer_for(principal, answer.public_id)
    if found.organisation_id != principal.organisation.pk:
        raise NotAllowed
    TraceRequest.objects.select_for_update().get(pk=found.request_id)
    locked = Answer.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if not locked.stands:
        raise AnswerNotStanding
    locked.withdrawn_at = timezone.now()
    locked.save(update_fields=["withdrawn_at"])
    note_taken_back(principal=principal, request=found.request, answer_id=str(locked.public_id))
    settle(locked, actor=principal.actor)
    return locked


@transaction.atomic
def grade_answer(*, principal: Principal, answer: Answer, credibility: int, reason: str) -> Answer:
    """A person of ours says how far an answer can be believed: 2 at best, for one's own word confirms nothing.

    Raises NotFound, NotAllowed, AnswerNotStanding.
    """
    principal.require(Capability.REQUEST_KEEP)
    if Credibility(credibility) is Credibility.CONFIRMED:
        raise NotAllowed
    if TraceRequest.objects.select_for_update().filter(pk=answer.request_id).first() is None:
        raise NotFound
    locked = Answer.objects.select_for_update(of=("self",)).select_related("request").get(pk=answer.pk)
    if not locked.stands:
        raise AnswerNotStanding
    before, locked.credibility = locked.credibility, credibility
    locked.save(update_fields=["credibility"])
    append(
        action="answer.graded",
        subject=Subject("trace_request", str(locked.request.public_id)),
        actor=principal.actor,
        details={"answer": str(locked.public_id), "from": before, "to": credibility, "reason": reason[:500]},
    )
    settle(locked, actor=principal.actor)
    return locked


@transaction.atomic
def _answered(
    principal: Principal,
    request: TraceRequest,
    given: Given,
    seen: str,
    papers: Sequence[tuple[str, SealedFile]],
    file: AnswerFile | None,
) -> Answer:
    locked = TraceRequest.objects.select_for_update().get(pk=request.pk)
    before = standing_answer(locked)
    if before is not None:
        known = str(before.public_id) == seen
        again = (file is not None or not known) and not papers and before.withdrawn_at is None
        if again and _same(before, given):
            return before
        if not known:
            raise AnsweredMeanwhile(at=before.created_at.strftime("%Y-%m-%d %H:%M"), standing=str(before.public_id))
    staying = None if papers else _staying(before)
    written = _written(principal, locked, given, before, file)
    written.terms["documents"] = _paper_terms(given, staying)
    written.save(force_insert=True)
    _store_sales(written, given)
    new_papers = _store_papers(written, papers, staying)
    settled = [rewrite(one) for one in (before, written) if one is not None]
    # What locks the ledger comes last: a table may bring a hundred thousand sales.
    note_answer(principal=principal, request=locked, whole=given.whole, answer_id=str(written.public_id))
    _tell_papers(principal, locked, new_papers)
    tell(*settled, actor=principal.actor)
    # As late as can be: who sent a table before others could see this answer did not know of it.
    written.created_at = timezone.now()
    written.save(update_fields=["created_at"])
    return written


def _written(
    principal: Principal, request: TraceRequest, given: Given, before: Answer | None, file: AnswerFile | None
) -> Answer:
    values, closed, terms = _parted(given.values, given.terms)
    return Answer(
        request=request,
        organisation=request.organisation,
        person=principal.user,
        file=file,
        supersedes=before,
        given=values,
        closed=closed,
        terms=terms,
        whole=given.whole,
        after_withdrawal=request.status == Status.WITHDRAWN,
    )


def _store_sales(written: Answer, given: Given) -> None:
    for some in batches(enumerate(given.sales, start=1), AT_ONCE):
        AnswerRow.objects.bulk_create(_row(written, number, sale) for number, sale in some)


def _row(written: Answer, number: int, sale: Sale) -> AnswerRow:
    values, closed, terms = _parted(sale.values, sale.terms)
    return AnswerRow(
        answer=written,
        organisation=written.organisation,
        number=number,
        given=values,
        closed=closed,
        terms=terms,
    )


def _store_papers(
    written: Answer, papers: Sequence[tuple[str, SealedFile]], staying: Answer | None
) -> list[AnswerDocument]:
    """The papers of an answer: those that came with it, which are returned, else those that stay."""
    rows = [
        AnswerDocument(
            answer=written,
            organisation=written.organisation,
            sha256=paper.sha256,
            kept=paper.kept,
            size=paper.size,
            media_type=paper.media_type,
            closed={"name": name[:255]},
        )
        for name, paper in papers
    ]
    stayed = list(staying.documents.all()) if staying is not None else []
    for one in stayed:
        one.pk, one.public_id, one.answer, one._state.adding = None, uuid4(), written, True
    AnswerDocument.objects.bulk_create([*rows, *stayed])
    return rows


def _staying(before: Answer | None) -> Answer | None:
    """The answer before, where its papers stay when a correction brings none."""
    return before if before is not None and before.withdrawn_at is None and before.documents.exists() else None


def _paper_terms(given: Given, staying: Answer | None) -> str:
    """The terms of papers: what is said; nobody opens those that stay by the way."""
    said = given.terms.get("documents", Terms())
    if staying is None or given.papers_said:
        return str(said)
    return str(stricter(terms_of(staying.terms["documents"]), said))


def _tell_papers(principal: Principal, request: TraceRequest, papers: Iterable[AnswerDocument]) -> None:
    for one in papers:
        append(
            action="answer_document.received",
            subject=Subject("trace_request", str(request.public_id)),
            actor=principal.actor,
            details={"document": str(one.public_id), "sha256": one.kept, "size": one.size},
        )


def _parted(
    values: Mapping[str, str], terms: Mapping[str, Terms]
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Values that are open for good, all others (they are stored encrypted), and the terms of both as texts."""
    said = {name: terms.get(name, Terms()) for name in values}
    plain = {name: value for name, value in values.items() if said[name].use is Use.OPEN}
    closed = {name: value for name, value in values.items() if name not in plain}
    return plain, closed, {name: str(one) for name, one in said.items()}


def _same(stored: Answer, given: Given) -> bool:
    """Whether an answer that stands says all this and nothing else."""
    values, closed, terms = _parted(given.values, given.terms)
    terms["documents"] = _paper_terms(given, _staying(stored))
    if (stored.given, stored.closed, stored.terms) != (values, closed, terms):
        return False
    if stored.rows.count() != len(given.sales):
        return False
    rows = stored.rows.order_by("number").iterator(AT_ONCE)
    both = zip(rows, given.sales, strict=True)
    return all((row.given, row.closed, row.terms) == _parted(sale.values, sale.terms) for row, sale in both)
