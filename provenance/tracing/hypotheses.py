"""Six ways in which a part can have come by a chain, each with what speaks for it and against it.

All six are always told, in one fixed order: nothing here weighs one against another. A fact is documented when it
rests on a documented hop or was seen on the part itself; everything else is a pointer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import dropwhile

from provenance.tracing.rules import is_end, weak
from provenance.tracing.signs import NO_BACKGROUND, NO_SIGNS, Background, Signs
from provenance.tracing.timeline import Verdict, judge
from provenance.tracing.types import Chain, Hop, MovementKind, PartyRef, Tier, TraceQuestion

OLD_AFTER_DAYS = 3 * 365
"""A part that lay this long before it is first seen to move is old stock: usual stocks turn in months."""
FRESH_WITHIN_DAYS = 2 * 365
FAR_BELOW = 0.3
USUAL_PRICES = (0.7, 1.5)
AUTHORISED = "authorised_distributor"


class Kind(StrEnum):
    """The hypotheses, in the order in which they are shown."""

    DIRECT_SALE = "direct_sale"
    DISTRIBUTOR_DIVERSION = "distributor_diversion"
    BROKER = "broker"
    SALVAGED = "salvaged"
    OLD_STOCK = "old_stock"
    COUNTERFEIT = "counterfeit"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact for or against, as a code: sentences are made where a language is known."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    documented: bool = False


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What speaks for and against one way."""

    kind: Kind
    speaks_for: tuple[Fact, ...]
    speaks_against: tuple[Fact, ...]

    @property
    def documented(self) -> bool:
        """Whether at least one documented fact speaks for it."""
        return any(fact.documented for fact in self.speaks_for)


@dataclass(frozen=True)  # without slots: what is asked for often is worked out once
class _Case:
    """Everything that is known of one chain, or of the part alone."""

    question: TraceQuestion
    chain: Chain | None
    signs: Signs
    background: Background
    hops: tuple[Hop, ...]

    def is_destination(self, party: PartyRef) -> bool:
        return is_end(party, self.question)

    @property
    def from_maker(self) -> bool:
        return self.chain is not None and self.chain.from_maker

    @cached_property
    def onward(self) -> tuple[Hop, ...]:
        """The hops of goods, without those that only took them from the maker to its authorised distributors."""
        if not self.from_maker:
            return self.hops
        return tuple(dropwhile(lambda hop: hop.destination.kind == AUTHORISED, self.hops))

    @property
    def authorised(self) -> bool:
        """Whether the goods left the maker's own channel at an authorised distributor."""
        relations = self.chain.hops if self.chain else ()
        return len(self.onward) < len(self.hops) or any(hop.kind is MovementKind.AUTHORISATION for hop in relations)

    @property
    def between(self) -> tuple[tuple[PartyRef, Hop], ...]:
        """Everybody who is neither maker nor authorised and passed the goods on, with the hop onwards."""
        sellers = self.onward[1:] if self.from_maker else self.hops
        return tuple((hop.origin, hop) for hop in sellers)


Facts = Iterator[tuple[bool, Fact]]
"""Facts with whether they speak for."""


def hypotheses(
    question: TraceQuestion,
    chain: Chain | None = None,
    signs: Signs = NO_SIGNS,
    background: Background = NO_BACKGROUND,
) -> tuple[Hypothesis, ...]:
    """Return all six for a chain; without one, what the part itself tells."""
    case = _Case(question, chain, signs, background, chain.goods if chain else ())
    found = []
    for kind, tell in _TELL.items():
        told = list(tell(case))
        speaks_for = tuple(fact for speaks, fact in told if speaks)
        found.append(Hypothesis(kind, speaks_for, tuple(fact for speaks, fact in told if not speaks)))
    return tuple(found)


def _documented(*hops: Hop) -> bool:
    return all(hop.tier is Tier.DOCUMENTED for hop in hops)


def _sides(hop: Hop) -> dict[str, str]:
    return {"seller": hop.origin.name, "buyer": hop.destination.name}


def _direct_sale(case: _Case) -> Facts:
    if not case.onward:
        return
    first = case.onward[0]
    if not case.from_maker:
        yield False, Fact("seller_is_not_the_maker", {"party": first.origin.name})
        return
    if case.is_destination(first.destination):
        code = "distributor_sold_to_destination" if case.authorised else "maker_sold_to_destination"
        yield True, Fact(code, _sides(first), _documented(first))
        yield from ((False, fact) for fact in _outside(first))
        for stop in case.background.exits:
            if judge(1, first.earliest, first.latest, stop).verdict is Verdict.AFTER:
                params = {"maker": stop.party_name, "date": _iso(stop.first_latest)}
                yield False, Fact("sold_after_announced_stop", params, _documented(first))
    else:
        params = {"party": first.destination.name, "country": first.destination.country or "?"}
        yield False, Fact("first_buyer_elsewhere", params, _documented(first))


def _diversion(case: _Case) -> Facts:
    yield from ((False, Fact(*denied)) for denied in _denials(case))
    if not (case.onward and case.from_maker):
        return
    first = case.onward[0]
    yield from ((True, fact) for fact in _outside(first))
    if not case.authorised:
        yield False, Fact("maker_sold_itself", _sides(first), _documented(first))
    elif case.is_destination(first.destination):
        yield False, Fact("distributor_sold_to_destination", _sides(first), _documented(first))
    elif len(case.onward) > 1:
        params = {"distributor": first.origin.name, "customer": first.destination.name}
        yield True, Fact("customer_passed_on", params, _documented(*case.onward[:2]))
    else:
        yield True, Fact("distributor_sold_elsewhere", _sides(first), documented=False)


def _outside(hop: Hop) -> Iterator[Fact]:
    """A sale outside the territory of its seller: documented when it is, and a source of the territory is usable."""
    for reason in hop.reasons:
        if reason.code == "sold_outside_territory":
            params = {**_sides(hop), "territory": reason.params["territory"], "went_to": reason.params["went_to"]}
            yield Fact("sold_outside_territory", params, _documented(hop) and not weak(hop.authorised_by))


def _denials(case: _Case) -> Iterator[tuple[str, Mapping[str, str]]]:
    for hop in case.hops:
        for reason in hop.reasons:
            if reason.code == "stated_not_authorised":
                yield reason.code, reason.params


def _broker(case: _Case) -> Facts:
    abroad = [(party, hop) for party, hop in case.between if party.country and not case.is_destination(party)]
    for party, hop in abroad:
        params = {"party": party.name, "country": party.country, "buyer": hop.destination.name}
        yield True, Fact("passed_on_in_third_country", params, _documented(hop))
    if case.hops and case.chain and case.chain.complete and not abroad:
        known = all(party.country for party, _ in case.between)
        if known:
            yield False, Fact("no_hands_in_third_country", {}, _documented(*case.hops))


def _salvaged(case: _Case) -> Facts:
    if case.signs.desoldered is not None:
        seen = case.signs.desoldered
        yield seen, Fact("desoldering_seen" if seen else "no_desoldering_seen", {}, documented=True)
    for donor in case.background.donors:
        code = "donor_known" if donor.exact else "donor_of_kind_known"
        yield True, Fact(code, {"product": donor.product, "source": donor.source})
    yield from _new_from_maker(case)


def _old_stock(case: _Case) -> Facts:
    made, events = case.question.made, []
    if case.hops:
        first = case.hops[0]
        events.append(("first_record", first.earliest, first.latest, _documented(first)))
    recovered = case.question.recovered
    events.append(("recovery", recovered, recovered, True))
    for name, earliest, latest, documented in events:
        if made[1] and earliest and (earliest - made[1]).days >= OLD_AFTER_DAYS:
            params = {"years": str((earliest - made[1]).days // 365)}
            yield True, Fact(f"made_long_before_{name}", params, documented)
        elif made[0] and latest and 0 <= (latest - made[0]).days <= FRESH_WITHIN_DAYS:
            params = {"days": str((latest - made[0]).days)}
            yield False, Fact(f"made_shortly_before_{name}", params, documented)
    last = case.signs.last_made
    if last and case.hops and case.hops[0].earliest and case.hops[0].earliest > last:
        days = (case.hops[0].earliest - last).days
        yield True, Fact("moved_after_end_of_life", {"days": str(days), "date": _iso(last)}, _documented(case.hops[0]))


def _counterfeit(case: _Case) -> Facts:
    yield from _impossible_dates(case)
    contradicts = case.signs.lettering_contradicts
    if contradicts is not None:
        code = "lettering_contradicts" if contradicts else "lettering_agrees"
        yield contradicts, Fact(code, {}, documented=True)
    codes = sorted(set(case.signs.lot_date_codes))
    if len(codes) > 1:
        yield True, Fact("date_codes_of_lot_differ", {"codes": ", ".join(codes)}, documented=True)
    yield from _prices(case)
    yield from _new_from_maker(case)


def _impossible_dates(case: _Case) -> Facts:
    made, last, first = case.question.made, case.signs.last_made, case.background.first_made
    if last and made[0]:
        if made[0] > last:
            yield True, Fact("made_after_end_of_life", {"date": _iso(last)}, documented=True)
        elif made[1] and made[1] <= last:
            yield False, Fact("made_before_end_of_life", {"date": _iso(last)}, documented=True)
    if first and made[1] and made[1] < first:
        yield True, Fact("made_before_it_existed", {"date": _iso(first)})
    if made[0] and case.question.recovered and made[0] > case.question.recovered:
        yield True, Fact("made_after_recovery", {"date": _iso(case.question.recovered)}, documented=True)


def _prices(case: _Case) -> Facts:
    usual = case.background.usual_price
    if not usual:
        return
    for hop in case.hops:
        if not (hop.unit_price and hop.names and hop.names.names_part):
            continue
        share = hop.unit_price / usual
        params = {**_sides(hop), "price": f"{hop.unit_price:.2f}", "usual": f"{usual:.2f}"}
        if share < FAR_BELOW:
            yield True, Fact("price_far_below", params, _documented(hop))
        elif USUAL_PRICES[0] <= share <= USUAL_PRICES[1]:
            yield False, Fact("price_as_usual", params, _documented(hop))


def _new_from_maker(case: _Case) -> Facts:
    """Papers all the way from the maker speak against a part taken out of something else or made by another."""
    if case.hops and case.chain and case.chain.complete and _documented(*case.hops):
        yield False, Fact("documented_from_maker", {"party": case.hops[0].origin.name}, documented=True)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


_TELL: Mapping[Kind, Callable[[_Case], Facts]] = {
    Kind.DIRECT_SALE: _direct_sale,
    Kind.DISTRIBUTOR_DIVERSION: _diversion,
    Kind.BROKER: _broker,
    Kind.SALVAGED: _salvaged,
    Kind.OLD_STOCK: _old_stock,
    Kind.COUNTERFEIT: _counterfeit,
}
