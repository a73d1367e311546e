"""Names in records of trade that were taken for a company and wait for a person: the worklist, and one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.cache import cache
from django.db.models import Case, Count, F, Max, Q, QuerySet, When
from rapidfuzz import fuzz

from accounts.queries import Principal
from accounts.roles import Capability
from problems import NotFound
from provenance.models import (
    NameJudgement,
    NameMatch,
    Party,
    PartyName,
    Shipment,
    TraceParty,
    TradeFile,
    TradeName,
)
from provenance.name_key import stored_key
from provenance.queries.merging import Merged, merged_parties
from provenance.queries.shipment_rows import shown
from provenance.tradewords.differing import Differing, differing

SAMPLES, CANDIDATES = 5, 9
LOOKED_AT = 5000
SHORTEST_WORD = 4
LEAST_LIKE = 60.0
"""Likeness of keys (rapidfuzz, 0 to 100) below which nobody would look for a company under a name."""
COUNTS_KEPT: Final = 600


@dataclass(frozen=True, slots=True)
class LikelyName:
    """A name that waits. `rows` bear it; `traces` name the company for which it is taken."""

    name: TradeName
    party: Party
    rows: int
    traces: int


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A company that the name may mean, by the spelling of it that is closest, and how that one differs."""

    party: Party
    spelling: str
    differs: Differing
    taken: bool = False


@dataclass(frozen=True, slots=True)
class NameView:
    """One name with all that its page shows. `judgement`: the one that stands, or the last that was taken back."""

    name: TradeName
    candidates: tuple[NameCandidate, ...]
    samples: tuple[Shipment, ...]
    rows: int
    traces: int
    judgement: NameJudgement | None

    @property
    def waits(self) -> bool:
        """Whether somebody has to judge it."""
        return self.name.how == NameMatch.LIKELY


def likely_names(principal: Principal) -> list[LikelyName]:
    """Those that wait: first by how many traces name the company, then by how many rows bear it. Raises NotAllowed."""
    principal.require(Capability.TRACE_SEE)
    found = list(TradeName.objects.filter(how=NameMatch.LIKELY).select_related("party"))
    rows = _rows_of(found)
    merged = merged_parties()
    traces = _traces_of({one.party_id for one in found})
    listed = [
        LikelyName(one, merged.standing(one.party), rows.get(one.pk, 0), traces.get(one.party_id, 0)) for one in found
    ]
    return sorted(listed, key=lambda one: (-one.traces, -one.rows, one.name.text, one.name.country, one.name.pk))


def trade_name(principal: Principal, *, text: str, country: str, registration: str) -> TradeName:
    """One name by what records write. Raises NotAllowed, NotFound."""
    principal.require(Capability.TRACE_SEE)
    if "\x00" in f"{text}{country}{registration}":
        raise NotFound
    key = {"text": text, "country": country, "registration": registration}
    found = TradeName.objects.filter(**key).select_related("party").first()
    if found is None:
        raise NotFound
    return found


def named_so(principal: Principal, text: str) -> TradeName:
    """A name by its text alone, one that waits before others. Raises NotAllowed, NotFound."""
    principal.require(Capability.TRACE_SEE)
    named = TradeName.objects.filter(text=text) if "\x00" not in text else TradeName.objects.none()
    waits = Case(When(how=NameMatch.LIKELY, then=0), default=1)
    found = named.select_related("party").order_by(waits, "pk").first()
    if found is None:
        raise NotFound
    return found


def name_view(name: TradeName, *, beside: Iterable[Party] = ()) -> NameView:
    """A name that a query gave, with the companies that it may mean; `beside`: those that a person looked for."""
    borne = Q(seller=name.party_id, seller_name=name) | Q(buyer=name.party_id, buyer_name=name)
    rows = shown(Shipment.objects.filter(borne)).order_by(F("earliest").desc(nulls_last=True), "pk")
    key = {"text": name.text, "country": name.country, "registration": name.registration}
    judged = NameJudgement.objects.filter(**key).select_related("author", "withdrawn_by", "before", "party")
    return NameView(
        name=name,
        candidates=tuple(_candidates(name, list(beside), merged_parties())),
        samples=tuple(rows[:SAMPLES]),
        rows=rows.count(),
        traces=_traces_of({name.party_id}).get(name.party_id, 0),
        judgement=judged.order_by(F("withdrawn_at").desc(nulls_first=True), "-pk").first(),
    )


def name_judgements(principal: Principal) -> QuerySet[NameJudgement]:
    """What people said of names, the newest first, what was taken back too. Raises NotAllowed."""
    principal.require(Capability.TRACE_SEE)
    return NameJudgement.objects.select_related("author", "withdrawn_by", "before", "party").order_by("-made_at", "-pk")


def name_judgement(principal: Principal, public_id: UUID) -> NameJudgement:
    """One of them. Raises NotAllowed, NotFound."""
    found = name_judgements(principal).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _rows_of(names: list[TradeName]) -> Mapping[int, int]:
    """How many rows bear each name. Rows are found by company: of millions that takes seconds, so it is kept until a
    file or a judgement comes."""
    if not names:
        return {}
    stamp = f"likely-names:{_stamp()}:{min(one.pk for one in names)}:{max(one.pk for one in names)}:{len(names)}"
    known: dict[int, int] | None = cache.get(stamp)
    if known is None:
        known = {}
        parties, keys = {one.party_id for one in names}, {one.pk for one in names}
        for side in ("seller", "buyer"):
            rows = Shipment.objects.filter(**{f"{side}__in": parties}).order_by().values_list(f"{side}_name")
            for name, count in rows.annotate(count=Count("pk")):
                if name in keys:
                    known[name] = known.get(name, 0) + count
        cache.set(stamp, known, COUNTS_KEPT)
    return known


def _stamp() -> str:
    files = TradeFile.objects.aggregate(last=Max("pk"), back=Max("rolled_back_at"))
    judged = NameJudgement.objects.aggregate(last=Max("pk"), back=Max("withdrawn_at"))
    times: list[datetime | None] = [files["back"], judged["back"]]
    return "-".join([str(files["last"]), str(judged["last"]), *(str(at.timestamp() if at else 0) for at in times)])


def _traces_of(parties: Iterable[int]) -> dict[int, int]:
    named = TraceParty.objects.filter(party__in=set(parties)).order_by().values_list("party")
    return dict(named.annotate(count=Count("trace", distinct=True)))


def _candidates(name: TradeName, beside: list[Party], merged: Merged) -> Iterable[NameCandidate]:
    """The company for which it was taken, those that a person looked for, then others with a name like it."""
    key = stored_key(name.text)
    own = merged.standing(name.party)
    fixed = list(dict.fromkeys([own, *(merged.standing(one) for one in beside)]))
    others = _alike(key, merged, {one.pk for one in fixed})
    spelled = _spellings([*fixed, *others], merged)
    for party in [*fixed, *others][:CANDIDATES]:
        spelling = max(spelled[party.pk], key=lambda one: fuzz.ratio(key, stored_key(one)))
        keys = key, stored_key(spelling)
        yield NameCandidate(party, spelling, differing(name.text, spelling, keys=keys), taken=party == own)


def _alike(key: str, merged: Merged, known: set[int]) -> list[Party]:
    """Companies whose name shares a longer word with the name, the most alike first."""
    words = sorted((word for word in key.split() if len(word) >= SHORTEST_WORD), key=len, reverse=True)[:3]
    if not words:
        return []
    holds = Q(*(("name_key__contains", word) for word in words), _connector=Q.OR)
    found = [*Party.objects.filter(holds).order_by("pk").values_list("pk", "name_key")[:LOOKED_AT]]
    found += PartyName.objects.filter(holds).order_by("pk").values_list("party_id", "name_key")[:LOOKED_AT]
    scores: dict[int, float] = {}
    for party, spelled in found:
        standing = merged.roots[party].pk if party in merged.roots else party
        scores[standing] = max(scores.get(standing, LEAST_LIKE), fuzz.token_sort_ratio(key, spelled))
    ranked = sorted(scores, key=lambda pk: (-scores[pk], pk))
    best = [pk for pk in ranked if pk not in known and scores[pk] > LEAST_LIKE][:CANDIDATES]
    parties = Party.objects.in_bulk(best)
    return [parties[pk] for pk in best]


def _spellings(parties: Iterable[Party], merged: Merged) -> dict[int, list[str]]:
    found = {one.pk: [one.name] for one in parties}
    for text, party in PartyName.objects.filter(party__in=found).values_list("name", "party"):
        found[party].append(text)
    return found
