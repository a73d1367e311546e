"""What makers answered, for whoever reads: each reader sees what the terms of each field let through on this day.

Every reader goes through here: pages, API, exports, and what becomes of an answer as a claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability, OrganisationKind
from makers.answer_cells import ANSWER_FIELDS, SALE_FIELDS
from makers.models import Answer, AnswerDocument, AnswerFile, AnswerRow, TraceRequest
from makers.queries.requests import requests_of
from makers.queries.shown_answers import Shown, ShownAnswer, ShownDocument, ShownSale
from makers.sharing import Audience, Terms, Use, day_of, is_evidence, terms_of, visible
from problems import NotFound
from provenance.queries.merging import merged_parties
from teardowns.models import Release

SALES = 100
"""Sales of one answer that a page shows."""
ANSWERS = 10
"""Answers about one part that its page shows."""


def today() -> date:
    """The day by which terms are judged."""
    return day_of(timezone.now())


def audience_of(principal: Principal, organisation_id: int) -> Audience:
    """What this person is to an answer of this organisation. Raises NotFound for who is shown no answers."""
    if principal.organisation.pk == organisation_id and principal.can(Capability.REQUEST_SEE_OWN):
        return Audience.OWN
    if principal.can(Capability.REQUEST_KEEP) and principal.organisation.kind == OrganisationKind.LAB:
        return Audience.DESK
    if principal.can(Capability.PART_SEE):
        return Audience.ENFORCEMENT
    raise NotFound


def answers_for(principal: Principal) -> QuerySet[Answer]:
    """Answers of which this person may hear at all: a maker's people of their own to requests that they are shown
    today, our analysts and enforcement of all. What they see of each is `shown`'s to say."""
    found = Answer.objects.select_related("request", "request__brand", "organisation", "person", "successor")
    if principal.can(Capability.REQUEST_SEE_OWN):
        own = requests_of(principal).order_by().values("pk")
        return found.filter(organisation=principal.organisation, request__in=own)
    if principal.can(Capability.REQUEST_KEEP) or principal.can(Capability.PART_SEE):
        return found
    return found.none()


def answer_for(principal: Principal, public_id: UUID) -> Answer:
    """One answer. Raises NotFound."""
    return _one(answers_for(principal).filter(public_id=public_id))


def answers_to(principal: Principal, request: TraceRequest) -> list[ShownAnswer]:
    """All answers to one request, the latest first; the maker's own people read them all. Of those that do not stand
    our analysts see when they came and that they do not stand; strangers hear of none."""
    found = [_shown(principal, one) for one in answers_for(principal).filter(request=request)]
    return [one for one in found if one.stands or one.audience in (Audience.OWN, Audience.DESK)]


def answers_of_lot(
    principal: Principal, *, maker_id: int, part_number: str, shared: str, code: str
) -> list[ShownAnswer]:
    """The answers that stand to requests about one lot: they serve every find of it, whenever it was found."""
    return [
        _shown(principal, one)
        for one in answers_for(principal).filter(
            pk__in=_standing_of_lot(maker_id=maker_id, part_number=part_number, shared=shared, code=code)
        )
    ]


def answers_of_find(
    principal: Principal,
    *,
    maker_id: int,
    part_number: str,
    lot_code: str,
    made: tuple[date, date] | None,
    finding: Release | None = None,
) -> list[ShownAnswer]:
    """The answers that stand about the lot of one find, or about what was made when it was: they serve it as they
    serve its neighbours. `finding`: also those to requests that name it."""
    about = Q(request__shared="lot", request__code=lot_code) if lot_code else Q(pk__in=[])
    if made is not None:
        about |= Q(request__shared="date", request__code=f"{made[0]}..{made[1]}")
    if finding is not None:
        about |= Q(request__in=finding.trace_requests.values("pk"))
    standing = _standing_of_part(maker_id=maker_id, part_number=part_number).filter(about)
    return [_shown(principal, one) for one in answers_for(principal).filter(pk__in=standing.values("pk"))[:ANSWERS]]


def answers_of_part(principal: Principal, *, maker_id: int, part_number: str) -> list[ShownAnswer]:
    """The latest answers that stand about any lot of a part."""
    standing = _standing_of_part(maker_id=maker_id, part_number=part_number)
    return [_shown(principal, one) for one in answers_for(principal).filter(pk__in=standing.values("pk"))[:ANSWERS]]


def lot_is_answered(*, maker_id: int, part_number: str, shared: str, code: str) -> bool:
    """Whether a whole answer about a lot stands, so that nobody needs to be asked again."""
    return (
        _standing_of_lot(maker_id=maker_id, part_number=part_number, shared=shared, code=code)
        .filter(whole=True)
        .exists()
    )


def standing_answer(request: TraceRequest) -> Answer | None:
    """The latest answer to a request, also one that was withdrawn."""
    return Answer.objects.filter(request=request, successor__isnull=True).first()


def taken_back_at(request: TraceRequest) -> datetime | None:
    """When the latest answer to a request was taken back; None where it stands, or where there is none."""
    latest = Answer.objects.filter(request=request, successor__isnull=True).values_list("withdrawn_at", flat=True)
    return latest.first()


def own_sales_of(principal: Principal, answer: Answer) -> QuerySet[AnswerRow]:
    """All sales of an answer of one's own organisation. Raises NotFound."""
    if audience_of(principal, answer.organisation_id) is not Audience.OWN:
        raise NotFound
    return answer.rows.select_related("claim")


def own_sale(row: AnswerRow) -> ShownSale:
    """One of them, as its maker reads it."""
    return _sale(row, Audience.OWN, today())


def document_for(principal: Principal, public_id: UUID) -> AnswerDocument:
    """A paper, for who may open it today; of an answer that does not stand its maker alone. Raises NotFound."""
    answers = answers_for(principal).order_by().values("pk")
    papers = AnswerDocument.objects.select_related("answer__successor")
    found = papers.filter(public_id=public_id, answer__in=answers).first()
    if found is None:
        raise NotFound
    terms = _terms(found.answer.terms, "documents")
    audience = audience_of(principal, found.organisation_id)
    if not _read_by(audience, found.answer) or not visible(terms.use, terms.until, audience, today()):
        raise NotFound
    return found


def files_for(principal: Principal) -> QuerySet[AnswerFile]:
    """Tables that the asker's organisation sent, newest first."""
    if not principal.can(Capability.ANSWER_WRITE_OWN):
        return AnswerFile.objects.none()
    return AnswerFile.objects.filter(organisation=principal.organisation).select_related("person", "request")


def file_for(principal: Principal, public_id: UUID) -> AnswerFile:
    """One of them. Raises NotFound."""
    found = files_for(principal).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def open_values(row: AnswerRow | Answer, day: date) -> dict[str, str]:
    """The values that everybody may read on a day, and that may be evidence."""
    both = row.given | (row.closed if any(name not in row.given for name in row.terms) else {})
    found: dict[str, str] = {}
    for name, value in both.items():
        terms = _terms(row.terms, name)
        if is_evidence(terms.use, terms.until, day):
            found[name] = value
    return found


def _standing_of_lot(*, maker_id: int, part_number: str, shared: str, code: str) -> QuerySet[Answer]:
    standing = _standing_of_part(maker_id=maker_id, part_number=part_number)
    return standing.filter(request__shared=shared, request__code=code)


def _standing_of_part(*, maker_id: int, part_number: str) -> QuerySet[Answer]:
    return Answer.objects.filter(
        request__brand__in=merged_parties().rows([maker_id]),
        request__part_number=part_number,
        successor__isnull=True,
        withdrawn_at__isnull=True,
    )


def _shown(principal: Principal, answer: Answer) -> ShownAnswer:
    audience, day = audience_of(principal, answer.organisation_id), today()
    reads = _read_by(audience, answer)
    fields = _fields(answer, ANSWER_FIELDS, audience, day) if reads else {}
    chosen, in_all, hidden = _visible_rows(answer, audience, day) if reads else ([], 0, False)
    sales = tuple(_sale(row, audience, day) for row in chosen)
    documents, papers_hidden = _documents(answer, audience, day) if reads else ((), False)
    kept_back = hidden or papers_hidden or any(one.withheld for one in fields.values())
    return ShownAnswer(
        public_id=answer.public_id,
        maker=answer.organisation.name,
        request=answer.request,
        given_at=answer.created_at,
        person=(answer.person.name or answer.person.email) if audience is Audience.OWN else "",
        audience=audience,
        stands=answer.stands,
        withdrawn=answer.withdrawn_at is not None,
        after_withdrawal=answer.after_withdrawal,
        whole=answer.whole,
        credibility=answer.credibility,
        fields=fields,
        sales=sales,
        sales_in_all=in_all,
        documents=documents,
        withheld=kept_back or any(one.withheld for sale in sales for one in sale.fields.values()),
    )


def _sale(row: AnswerRow, audience: Audience, day: date) -> ShownSale:
    return ShownSale(row.number, _fields(row, SALE_FIELDS, audience, day), _claim_id(row), row.unclaimed)


def _read_by(audience: Audience, answer: Answer) -> bool:
    """Whether this reader is shown anything that an answer says: what a maker took back or corrected is its own."""
    return audience is Audience.OWN or answer.stands


def _fields(row: AnswerRow | Answer, names: Iterable[str], audience: Audience, day: date) -> dict[str, Shown]:
    """What one reader has of some fields. Nothing of a value that is not visible goes on from here."""
    both = row.given | row.closed
    found: dict[str, Shown] = {}
    for name in names:
        terms, value = _terms(row.terms, name), str(both.get(name, ""))
        if not value:
            found[name] = Shown(terms=str(terms) if audience is Audience.OWN else "")
        elif not visible(terms.use, terms.until, audience, day):
            found[name] = Shown(withheld=True)
        else:
            lead = terms.use is Use.LEADS and not is_evidence(terms.use, terms.until, day)
            told = audience in (Audience.OWN, Audience.DESK)
            found[name] = Shown(value, lead and audience is Audience.DESK, terms=str(terms) if told else "")
    return found


def _visible_rows(answer: Answer, audience: Audience, day: date) -> tuple[list[AnswerRow], int, bool]:
    """The first sales of which this reader sees something, how many there are of these, and whether there are others.

    Told by the terms alone: of a hundred thousand sealed sales none is decrypted.
    """
    keys: list[int] = []
    hidden, seen = False, dict[str, bool]()
    rows = answer.rows.order_by("number").values_list("pk", "terms")
    for key, terms in rows.iterator(2000):
        mark = repr(sorted(terms.items()))
        if mark not in seen:
            each = [_terms(terms, name) for name in terms]
            seen[mark] = any(visible(one.use, one.until, audience, day) for one in each)
        if seen[mark]:
            keys.append(key)
        else:
            hidden = True
    chosen = AnswerRow.objects.filter(pk__in=keys[:SALES]).select_related("claim").order_by("number")
    return list(chosen), len(keys), hidden


def _documents(answer: Answer, audience: Audience, day: date) -> tuple[tuple[ShownDocument, ...], bool]:
    papers = list(answer.documents.all())
    terms = _terms(answer.terms, "documents")
    if not visible(terms.use, terms.until, audience, day):
        return (), bool(papers)
    lead = audience is Audience.DESK and not is_evidence(terms.use, terms.until, day)
    shown = (
        ShownDocument(one.public_id, str(one.closed.get("name", "")), one.size, one.media_type, lead) for one in papers
    )
    return tuple(shown), False


def _terms(terms: Mapping[str, str], name: str) -> Terms:
    """The terms of a field; sealed where none are stored."""
    return terms_of(terms[name]) if name in terms else Terms()


def _claim_id(row: AnswerRow) -> UUID | None:
    return row.claim.public_id if row.claim else None


def _one(found: QuerySet[Answer]) -> Answer:
    answer = found.first()
    if answer is None:
        raise NotFound
    return answer
