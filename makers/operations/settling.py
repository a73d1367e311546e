"""What becomes of an answer: a claim for each sale whose seller, buyer and date everybody may read, and for no other.

`settle` may run at any time and as often as wanted: it writes the claims that are missing, takes back those that no
longer hold (a correction, a withdrawal), and leaves the rest as they are. Whatever it changes is traced again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from django.db import transaction

from custody.ledger import Subject, append
from makers.answer_cells import Verdict, days_of
from makers.models import Answer, AnswerRow, TraceRequest
from makers.queries.answers import open_values, today
from makers.requesting import Status
from makers.sharing import opens_on, terms_of
from provenance.batching import batches
from provenance.importers.relations import Named
from provenance.importers.table import RowRefused
from provenance.models import Claim, ClaimKind, Party, PartyKind, Reliability, Source
from provenance.operations.claim_imports import SAID, parties_of, scopes_of
from provenance.operations.maker_names import unneeded
from provenance.operations.named_parties import NamedParties
from provenance.operations.staleness import mark_touched
from provenance.partnumbers.normalise import canonical
from provenance.tracing.scopes import Scope

ACTOR = "system:answers"
GRADES = {
    PartyKind.MAKER: Reliability.B,
    PartyKind.BRAND_OWNER: Reliability.B,
    PartyKind.AUTHORISED_DISTRIBUTOR: Reliability.C,
}
"""How far a word on one's own sales can be relied on, by what the party is; of all others it cannot be judged."""
LONGEST_STATEMENT = 5000
AT_ONCE = 1000
"""Sales in memory at a time."""
DAILY = 200
"""Answers that one run of the daily work opens."""


@dataclass(slots=True)
class Settled:
    """What was written and taken back of the claims of one answer, and what that touches; not yet told to anybody.

    `claims`: that there are now; `written` and `taken_back` of them. `parties`, `scopes`: touched. `removed`: companies
    that nobody needs any more; `raised`: those of which more is known.
    """

    answer: Answer
    claims: int = 0
    written: int = 0
    taken_back: int = 0
    parties: set[int] = field(default_factory=set)
    scopes: set[Scope] = field(default_factory=set)
    removed: set[int] = field(default_factory=set)
    raised: set[int] = field(default_factory=set)

    @property
    def changed(self) -> bool:
        """Whether anything is otherwise than before."""
        return bool(self.written or self.taken_back)


@transaction.atomic
def settle(answer: Answer, *, actor: str) -> Settled:
    """Make the claims of an answer what they should be today, and tell of it."""
    TraceRequest.objects.select_for_update().get(pk=answer.request_id)  # before the answer, as whoever withdraws it
    settled = rewrite(answer)
    tell(settled, actor=actor)
    return settled


def rewrite(answer: Answer) -> Settled:
    """The same without a word to ledger and traces: `tell` does that, last in the caller's transaction, because
    whoever writes to the ledger makes all others wait. Raises TransactionManagementError outside one."""
    answer = Answer.objects.select_for_update(of=("self",)).select_related("request__brand").get(pk=answer.pk)
    speaks, settled = _speaks(answer), Settled(answer)
    meaning = _meaning(answer) if speaks else None
    for rows in _rows(answer, all_of_them=speaks):
        _rewrite_some(settled, rows, meaning)
    made = {*answer.made_parties, *(meaning.who.made if meaning else ())}
    settled.removed = unneeded(made) if settled.taken_back else set()
    settled.raised = meaning.who.raised if meaning else set()
    Party.objects.filter(pk__in=settled.removed).delete()
    answer.made_parties = sorted(made - settled.removed)
    answer.opens_on = _opens_on(answer)
    answer.save(update_fields=["made_parties", "opens_on"])
    return settled


def tell(*several: Settled, actor: str) -> None:
    """Tell the ledger what became of answers, and have what that touches traced again."""
    changed = [one for one in several if one.changed]
    for one in changed:
        append(
            action="answer.settled",
            subject=Subject("trace_request", str(one.answer.request.public_id)),
            actor=actor,
            details={
                "answer": str(one.answer.public_id),
                "claims": one.claims,
                "new": one.written,
                "taken_back": one.taken_back,
            },
        )
    touched = {party for one in changed for party in one.parties | one.raised}
    gone = {party for one in changed for party in one.removed}
    scopes = {scope for one in changed for scope in one.scopes}
    mark_touched(parties=touched - gone, scopes=scopes, reason="claims")


def settle_request(request: TraceRequest, *, actor: str) -> None:
    """Settle all answers to a request, as after it was withdrawn."""
    for answer in Answer.objects.filter(request=request):
        settle(answer, actor=actor)


def open_what_ended() -> int:
    """Settle the answers of which a field is open since today, and those whose request was withdrawn meanwhile.
    Returns how many there were."""
    due = list(Answer.objects.filter(opens_on__lte=today()).order_by("opens_on", "pk")[:DAILY])
    withdrawn = AnswerRow.objects.filter(claim__isnull=False, answer__request__status=Status.WITHDRAWN)
    due += Answer.objects.filter(pk__in=withdrawn.values("answer")).exclude(pk__in=[one.pk for one in due])[:DAILY]
    for answer in due:
        settle(answer, actor=ACTOR)
    return len(due)


def _speaks(answer: Answer) -> bool:
    """Whether its sales are told of the part: not when corrected or withdrawn, nor of a part that is not theirs.

    Nor while the verdict is closed, whichever it is: a claim that is there or not would tell it."""
    if not answer.stands or answer.request.status == Status.WITHDRAWN:
        return False
    if "verdict" not in answer.terms:
        return True
    return open_values(answer, today()).get("verdict", Verdict.COUNTERFEIT) != Verdict.COUNTERFEIT


@dataclass(frozen=True, slots=True)
class _Meaning:
    """Whom the names of an answer's open sales mean, and the source of its claims."""

    who: NamedParties
    source: Source
    day: date


def _meaning(answer: Answer) -> _Meaning | None:
    """None where no sale may be evidence today. All names at once: which one is new must not hang on their order."""
    named: dict[str, Named] = {}
    day, anything = today(), False
    for row in answer.rows.order_by("number").iterator(AT_ONCE):
        both = _both(_open_sale(row, day))
        anything = anything or bool(both)
        if row.claim_id is None:
            named |= {one.text: one for one in both if one.name}
    if not anything:
        return None
    return _Meaning(NamedParties(named.values(), {}), _source(answer.request), day)


def _rows(answer: Answer, *, all_of_them: bool) -> Iterator[list[AnswerRow]]:
    """The sales of an answer, some at a time; or those alone that became something, of which nothing is decrypted."""
    found, last = answer.rows.select_related("claim").order_by("number"), 0
    if not all_of_them:
        found = found.exclude(claim=None, unclaimed="").defer("closed")
    while some := list(found.filter(number__gt=last)[:AT_ONCE]):
        last = some[-1].number
        yield some


def _rewrite_some(settled: Settled, rows: list[AnswerRow], meaning: _Meaning | None) -> None:
    gone: list[Claim] = []
    new: list[AnswerRow] = []
    told: list[AnswerRow] = []
    for row in rows:
        claim, fault = _wanted(settled.answer, row, meaning) if meaning else (None, "")
        settled.claims += claim is not None
        if fault != row.unclaimed:
            row.unclaimed = fault
            told.append(row)
        if claim and row.claim and _same(row.claim, claim):
            continue
        if row.claim:
            gone.append(row.claim)
        if claim:
            row.claim = claim
            new.append(row)
    _take_back(gone)
    claims = Claim.objects.bulk_create([row.claim for row in new if row.claim], batch_size=500)
    AnswerRow.objects.bulk_update(new, ["claim"], batch_size=500)
    AnswerRow.objects.bulk_update(told, ["unclaimed"], batch_size=500)
    settled.written += len(claims)
    settled.taken_back += len(gone)
    settled.parties |= parties_of([*claims, *gone])
    settled.scopes |= scopes_of([*claims, *gone])


def _wanted(answer: Answer, row: AnswerRow, meaning: _Meaning) -> tuple[Claim | None, str]:
    """The claim that a sale should be today, not yet stored; or why an open sale is none."""
    said = _open_sale(row, meaning.day)
    if not said:
        return None, ""
    try:
        seller, buyer = _parties(answer, row, said, meaning.who)
    except RowRefused as refused:
        return None, refused.code
    if seller == buyer:
        return None, "party_with_itself"
    return _claim(answer, said, meaning.source, (seller, buyer)), ""


def _parties(answer: Answer, row: AnswerRow, said: dict[str, str], who: NamedParties) -> tuple[int, int]:
    """Seller and buyer. Of a sale that is a claim already they stay: two companies of one name, which this answer
    itself may have told of, would make its names unclear afterwards. Raises RowRefused."""
    if row.claim:
        return row.claim.seller_id, row.claim.buyer_id
    seller, buyer = _both(said)
    return who.meant(seller) if seller.name else answer.request.brand_id, who.meant(buyer)


def _open_sale(row: AnswerRow, day: date) -> dict[str, str]:
    """What of a sale may be evidence on a day; nothing while its seller, its buyer or its date may not."""
    said = open_values(row, day)
    whole = "sold_to" in said and "date" in said and ("seller" in said or "seller" not in row.terms)
    return said if whole else {}


def _both(said: dict[str, str]) -> tuple[Named, ...]:
    """Seller and buyer of a sale; none of none."""
    return (_named(said, "seller"), _named(said, "sold_to")) if said else ()


def _claim(answer: Answer, said: dict[str, str], source: Source, both: tuple[int, int]) -> Claim:
    first, last = days_of(said["date"])
    request = answer.request
    told = [f"{name}: {said[name]}" for name in ("order", "end_use") if name in said]
    return Claim(
        kind=ClaimKind.SOLD,
        seller_id=both[0],
        buyer_id=both[1],
        earliest=first,
        latest=last,
        part_number=request.part_number,
        part_canonical=canonical(request.part_number)[:80],
        manufacturer_id=request.brand_id,
        quantity=int(said["quantity"]) if "quantity" in said else None,
        source=source,
        reference=f"answer {answer.public_id} sale {uuid4().hex[:12]}",  # a number would count the closed ones
        credibility=answer.credibility,
        statement="; ".join(told)[:LONGEST_STATEMENT],
    )


def _named(said: dict[str, str], field: str) -> Named:
    name = said.get(field, "")
    country = said.get("country", "") if field == "sold_to" else ""
    return Named(f"{name} ({country})" if country else name, name, country)


def _source(request: TraceRequest) -> Source:
    """The reply as a source, as reliable as its maker is; what a person of ours made of that stays."""
    brand = request.brand
    found, _made = Source.objects.get_or_create(
        slug=f"reply-{request.public_id.hex}",
        defaults={
            "name": f"Reply of {request.organisation.name} to request {request.label}"[:300],
            "reliability": GRADES.get(PartyKind(brand.kind), Reliability.F),
            "fictitious": brand.fictitious,
        },
    )
    return found


def _same(one: Claim, other: Claim) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in SAID)


def _take_back(claims: Iterable[Claim]) -> None:
    for some in batches([claim.pk for claim in claims]):
        AnswerRow.objects.filter(claim__in=some).update(claim=None)
        Claim.objects.filter(pk__in=some).delete()


def _opens_on(answer: Answer) -> date | None:
    """The next day on which a field of an answer that stands opens."""
    if not answer.stands:
        return None
    each = set(answer.terms.values())
    for terms in answer.rows.values_list("terms", flat=True).iterator(AT_ONCE):
        each |= set(terms.values())
    return opens_on({text: terms_of(text) for text in each}, today())
