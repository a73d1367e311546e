"""The database as sources of chains: a fixed number of queries for each question, whatever the rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
from django.db import DatabaseError
from django.db.models import Q, Value
from numpy.typing import NDArray

from provenance.models import Claim, NameMatch, Part, Shipment, ShipmentMention
from provenance.partnumbers.normalise import canonical
from provenance.queries.naming import Bases, may_name, naming
from provenance.queries.slabs import HEADING, MAX_ROWS, goods_rows
from provenance.queries.statements import marks, read
from provenance.queries.trace_register import SOURCE, PartyRegister, evidence, party_fields
from provenance.tracing import rules
from provenance.tracing.rows import NAMINGS, NO_DAY_AFTER, NO_DAY_BEFORE, Rows, empty, rows
from provenance.tracing.source import Slice, SourceFailed
from provenance.tracing.types import (
    Movement,
    MovementKind,
    Naming,
    PartyRef,
    Record,
    RecordKind,
    TakenFor,
    TraceQuestion,
)
from provenance.tradewords.units import pieces_in

MOST = 20_000
AT_ONCE = 5000
Sourced = TypeVar("Sourced", bound="_Source")
Asked = ParamSpec("Asked")
Told = TypeVar("Told")


def _or_failed(
    method: Callable[Concatenate[Sourced, Asked], Told],
) -> Callable[Concatenate[Sourced, Asked], Told]:
    """Let a source whose rows cannot be read be skipped, and named."""

    @wraps(method)
    def asked(self: Sourced, *args: Asked.args, **kwargs: Asked.kwargs) -> Told:
        try:
            return method(self, *args, **kwargs)
        except (DatabaseError, ValueError) as error:
            raise SourceFailed(self.name) from error

    return asked  # type: ignore[return-value]


class _Source:
    """What both kinds of records share: the register, and how closely each row that was read names the part."""

    name = ""

    def __init__(self, register: PartyRegister, bases: Bases) -> None:
        self._register = register
        self._bases = bases
        self._names: dict[int, Naming] = {}

    def _root(self, keys: NDArray[np.int32]) -> NDArray[np.int32]:
        """Party numbers with those that stand in place of those that were merged."""
        roots = self._register.merged.roots
        if not roots:
            return keys
        merged = np.array(sorted(roots), np.int32)
        standing = np.array([roots[key].pk for key in merged.tolist()], np.int32)
        places = np.minimum(np.searchsorted(merged, keys), len(merged) - 1)
        return np.where(merged[places] == keys, standing[places], keys)

    def _standing(self, found: Rows) -> Rows:
        return replace(found, seller=self._root(found.seller), buyer=self._root(found.buyer))

    def _named(self, numbers: Iterable[tuple[int, str]], question: TraceQuestion) -> None:
        """Note for each row the closest of the names of parts in it."""
        numbers = list(numbers)
        bases = self._with_listed({number for _, number in numbers}, question)
        level = {number: naming(number, question.part_number, bases) for number in {number for _, number in numbers}}
        for row, number in numbers:
            named = level[number]
            if named and NAMINGS.index(named) < NAMINGS.index(self._names.get(row, Naming.GOODS)):
                self._names[row] = named

    def _with_listed(self, numbers: Collection[str], question: TraceQuestion) -> Bases:
        """The bases that a catalogue has of other numbers than the one asked for."""
        keys = {canonical(number) for number in numbers} - {canonical(question.part_number)}
        if not keys:
            return self._bases
        group = self._register.group
        own = f" AND manufacturer_id IN ({marks(group)})" if group else ""
        sql = f"SELECT canonical, base FROM {Part._meta.db_table} WHERE canonical IN ({marks(keys)}) AND base <> ''"  # noqa: S608
        parts = {key: base for key, base in read(f"{sql}{own} ORDER BY id", [*keys, *group])}
        return replace(self._bases, listed={**parts, **self._bases.listed})

    def _maker(self, field: str) -> Q:
        """No other maker is named."""
        group = self._register.group
        return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__in": group}) if group else Q()

    def _may_name(self, question: TraceQuestion, field: str) -> Q:
        return may_name(question.part_number, field, self._bases.of(question.part_number))


class ShipmentSource(_Source):
    """Implements `provenance.tracing.source.ChainSource`: the rows of files of shipments."""

    name = "shipments"

    def __init__(self, register: PartyRegister, bases: Bases, max_rows: int = MAX_ROWS) -> None:
        super().__init__(register, bases)
        self._max_rows = max_rows

    @_or_failed
    def naming(self, question: TraceQuestion, maker: PartyRef | None) -> Slice:
        """Return shipments of which a number is the one asked for, its base or its family."""
        fits = self._may_name(question, "canonical") & self._maker("manufacturer_id") & _within(question, "shipment__")
        fields = ("shipment_id", "number", *(f"shipment__{field}" for field in _COLUMNS))
        found = list(ShipmentMention.objects.filter(fits).order_by("-shipment_id").values_list(*fields)[: MOST + 1])
        self._named(((row[0], row[1]) for row in found[:MOST]), question)
        facts = {row[0]: row[2:] for row in found if row[0] in self._names}
        return Slice(self._standing(_rows(facts, self._names, question)), len(found) > MOST)

    @_or_failed
    def goods(self, question: TraceQuestion, maker: PartyRef | None) -> Slice:
        """Return rows that name no part under the customs codes, from the packed slabs."""
        found = goods_rows(question, self._register.group, self._max_rows)
        return Slice(self._standing(found.rows), found.cut)

    @_or_failed
    def movements(self, rows: Collection[int], question: TraceQuestion) -> Mapping[int, Movement]:
        """Return shipments with their names as written, source, file and row."""
        found: list[tuple[Any, ...]] = []
        wanted = sorted(rows)
        for start in range(0, len(wanted), AT_ONCE):
            shipments = Shipment.objects.filter(pk__in=wanted[start : start + AT_ONCE])
            found += shipments.values_list(*_DETAILS)
        return {row[0]: self._shipment(row) for row in found}

    def _shipment(self, row: Sequence[Any]) -> Movement:
        key, earliest, latest, hs6, maker, quantity, unit, cents, file = row[:9]
        pieces, price = _pieces(quantity, unit, cents)
        parties = self._register.take(row[9:14]), self._register.take(row[14:19])
        written = row[25:27], row[27:29]
        return Movement(
            key=f"s{key}",
            kind=MovementKind.SHIPMENT,
            seller=parties[0],
            buyer=parties[1],
            earliest=earliest,
            latest=latest,
            names=self._names.get(key, Naming.MAKER if maker else Naming.GOODS),
            evidence=(evidence(row[19:25]),),
            quantity=pieces or None,
            unit_price=price or None,
            hs6=hs6,
            records=(Record(RecordKind.SHIPMENT, key, str(file), row[23]),),
            taken_for=tuple(
                TakenFor(text, party.name)
                for (text, how), party in zip(written, parties, strict=True)
                if how == NameMatch.LIKELY
            ),
        )


class ClaimSource(_Source):
    """Implements `provenance.tracing.source.ChainSource`: what parties and reports state, as far as it stands.

    Claims are few: those that name the part and those that may stand for its goods are read at once.
    """

    name = "claims"

    def __init__(self, register: PartyRegister, bases: Bases) -> None:
        super().__init__(register, bases)
        self._claims: dict[int, tuple[Any, ...]] | None = None
        self._cut = False

    @_or_failed
    def naming(self, question: TraceQuestion, maker: PartyRef | None) -> Slice:
        """Return claims about the part asked for, its base or its family."""
        claims = self._read(question)
        self._named(((key, row[1]) for key, row in claims.items() if row[1]), question)
        facts = {key: row[2:] for key, row in claims.items() if key in self._names}
        return Slice(self._standing(_rows(facts, self._names, question)), self._cut)

    @_or_failed
    def goods(self, question: TraceQuestion, maker: PartyRef | None) -> Slice:
        """Return claims that name no part, under the customs codes or about this maker."""
        facts = {key: row[2:] for key, row in self._read(question).items() if not row[1]}
        level = {key: Naming.MAKER if row[-1] else Naming.GOODS for key, row in facts.items()}
        return Slice(self._standing(_rows(facts, level, question)), self._cut)

    @_or_failed
    def movements(self, rows: Collection[int], question: TraceQuestion) -> Mapping[int, Movement]:
        """Return claims in full."""
        claims = Claim.objects.filter(pk__in=sorted(rows)).values_list(*_CLAIM_DETAILS) if rows else ()
        return {row[0]: self._claim(row) for row in claims}

    def _read(self, question: TraceQuestion) -> dict[int, tuple[Any, ...]]:
        if self._claims is None:
            codes = {*question.hs_codes, *(code[:HEADING] for code in question.hs_codes)}
            goods = Q(hs6__in=codes) | Q(manufacturer_id__in=self._register.group)
            fits = self._may_name(question, "part_canonical") | Q(part_canonical="") & goods
            fits &= self._maker("manufacturer_id") & _within(question) & Q(successor__isnull=True)
            found = list(
                Claim.objects.filter(fits).order_by("-pk").values_list("pk", "part_number", *_CLAIM)[: MOST + 1]
            )
            self._claims, self._cut = {row[0]: row for row in found[:MOST]}, len(found) > MOST
        return self._claims

    def _claim(self, row: Sequence[Any]) -> Movement:
        key, earliest, latest, hs6, maker, quantity, cents = row[:7]
        pieces, price = _pieces(quantity, "", cents)
        return Movement(
            key=f"c{key}",
            kind=MovementKind.CLAIM,
            seller=self._register.take(row[7:12]),
            buyer=self._register.take(row[12:17]),
            earliest=earliest,
            latest=latest,
            names=self._names.get(key, Naming.MAKER if maker else Naming.GOODS),
            evidence=(evidence(row[17:23]),),
            quantity=pieces or None,
            unit_price=price or None,
            hs6=hs6,
            records=(Record(RecordKind.CLAIM, key, reference=row[21]),),
        )


_SIDES = ("seller_id", "buyer_id", "earliest", "latest")
_GRADE = ("buyer__country", "buyer__kind", "source__reliability", "credibility")
_COLUMNS = (*_SIDES, "quantity", "unit", "value_usd_cents", "file_id", *_GRADE)
_SAID = (*party_fields("seller"), *party_fields("buyer"), *SOURCE, "reference", "credibility")
_GOODS = ("pk", "earliest", "latest", "hs6", "manufacturer_id", "quantity")
_WRITTEN = ("seller_name__text", "seller_name__how", "buyer_name__text", "buyer_name__how")
_DETAILS = (*_GOODS, "unit", "value_usd_cents", "file__public_id", *_SAID, *_WRITTEN)
_CLAIM = (*_SIDES, "quantity", Value(""), "value_usd_cents", "source_id", *_GRADE, "manufacturer_id")
_CLAIM_DETAILS = (*_GOODS, "value_usd_cents", *_SAID)


def _within(question: TraceQuestion, prefix: str = "") -> Q:
    """Return the condition that some day of a row lies between making and recovery."""
    fits = Q()
    for day, field, sign in ((question.made[0], "latest", "gte"), (question.recovered, "earliest", "lte")):
        if day:
            fits &= Q(**{f"{prefix}{field}__isnull": True}) | Q(**{f"{prefix}{field}__{sign}": day})
    return fits


def _rows(facts: Mapping[int, tuple[Any, ...]], names: Mapping[int, Naming], question: TraceQuestion) -> Rows:
    """Rows of values in the order of `_COLUMNS`, by primary key."""
    if not facts:
        return empty()
    seller, buyer, earliest, latest, quantity, unit, cents, file, country, kind, reliability, credibility = list(
        zip(*facts.values(), strict=True)
    )[:12]
    amounts = [_pieces(*one) for one in zip(quantity, unit, cents, strict=True)]
    refs = (PartyRef("", "", *one) for one in zip(kind, country, strict=True))
    return rows(
        row=list(facts),
        seller=seller,
        buyer=buyer,
        earliest=[day.toordinal() if day else NO_DAY_BEFORE for day in earliest],
        latest=[day.toordinal() if day else NO_DAY_AFTER for day in latest],
        quantity=[pieces for pieces, _ in amounts],
        price=[price for _, price in amounts],
        file=file,
        naming=[NAMINGS.index(names[row]) for row in facts],
        ends=[rules.is_end(ref, question) for ref in refs],
        weak=[grade == "E" or said == 5 for grade, said in zip(reliability, credibility, strict=True)],
    )


def _pieces(quantity: float | None, unit: str, cents: int | None) -> tuple[float, float]:
    """Pieces and US dollars a piece; 0 where not known."""
    pieces = (quantity or 0) * pieces_in(unit)
    return pieces, cents / 100 / pieces if cents and pieces else 0.0
