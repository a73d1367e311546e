"""The database as sources of chains: a fixed number of queries for each question, whatever the rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import numpy as np
from django.db import DatabaseError
from numpy.typing import NDArray

from provenance.models import Claim, NameMatch, Part, Shipment, ShipmentMention
from provenance.partnumbers.normalise import canonical
from provenance.queries.naming import Bases, named_like, naming
from provenance.queries.slabs import HEADING, MAX_ROWS, goods_rows
from provenance.queries.statements import as_amount, as_day, as_key, read, select
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
        own = " AND manufacturer_id = ANY(%s)" if group else ""
        parts = dict(read(f"{_BASES}{own} ORDER BY id", [sorted(keys), *([group] if group else [])]))
        return replace(self._bases, listed={**parts, **self._bases.listed})

    def _fitting(self, question: TraceQuestion, named: str, dated: str) -> tuple[str, list[Any]]:
        """The condition that a row names no other maker, and that some day of it lies between making and recovery.

        ``named``, ``dated``: the tables that tell maker and days.
        """
        group = self._register.group
        maker = f"({named}.manufacturer_id IS NULL OR {named}.manufacturer_id = ANY(%s)) AND " if group else ""
        within = (
            f"({dated}.latest IS NULL OR {dated}.latest >= %s) AND ({dated}.earliest IS NULL OR {dated}.earliest <= %s)"
        )
        days = question.made[0] or date.min, question.recovered or date.max
        return maker + within, [*([group] if group else []), *days]

    def _may_name(self, question: TraceQuestion, column: str) -> tuple[str, list[Any]]:
        return named_like(question.part_number, column, self._bases.of(question.part_number))


class ShipmentSource(_Source):
    """Implements `provenance.tracing.source.ChainSource`: the rows of files of shipments."""

    name = "shipments"

    def __init__(self, register: PartyRegister, bases: Bases, max_rows: int = MAX_ROWS) -> None:
        super().__init__(register, bases)
        self._max_rows = max_rows

    @_or_failed
    def naming(self, question: TraceQuestion, maker: PartyRef | None) -> Slice:
        """Return shipments of which a number is the one asked for, its base or its family."""
        named, numbers = self._may_name(question, f"{_MENTION}.canonical")
        fits, values = self._fitting(question, _MENTION, _SHIPMENT)
        fields = ("shipment_id", "number", *(f"shipment__{field}" for field in _COLUMNS))
        sql = (
            f"{select(ShipmentMention, *fields)} WHERE {named} AND {fits} ORDER BY {_MENTION}.shipment_id DESC LIMIT %s"
        )
        found = read(sql, [*numbers, *values, MOST + 1])
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
        found = read(f"{select(Shipment, *_DETAILS)} WHERE {_SHIPMENT}.id = ANY(%s)", [sorted(rows)])
        return {row[0]: self._shipment(row) for row in found}

    def _shipment(self, row: Sequence[Any]) -> Movement:
        key, earliest, latest, hs6, maker, quantity, unit, cents, file = row[:9]
        pieces, price = _pieces(as_amount(quantity), unit, cents)
        parties = self._register.take(row[9:14]), self._register.take(row[14:19])
        written = row[25:27], row[27:29]
        return Movement(
            key=f"s{key}",
            kind=MovementKind.SHIPMENT,
            seller=parties[0],
            buyer=parties[1],
            earliest=as_day(earliest),
            latest=as_day(latest),
            names=self._names.get(key, Naming.MAKER if maker else Naming.GOODS),
            evidence=(evidence(row[19:25]),),
            quantity=pieces or None,
            unit_price=price or None,
            hs6=hs6,
            records=(Record(RecordKind.SHIPMENT, key, as_key(file), row[23]),),
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
        found = read(f"{select(Claim, *_CLAIM_DETAILS)} WHERE {_CLAIMS}.id = ANY(%s)", [sorted(rows)]) if rows else ()
        return {row[0]: self._claim(row) for row in found}

    def _read(self, question: TraceQuestion) -> dict[int, tuple[Any, ...]]:
        if self._claims is None:
            codes = sorted({*question.hs_codes, *(code[:HEADING] for code in question.hs_codes)})
            named, numbers = self._may_name(question, f"{_CLAIMS}.part_canonical")
            fits, values = self._fitting(question, _CLAIMS, _CLAIMS)
            claims = select(Claim, "pk", "part_number", *_CLAIM)
            sql = f"{claims} WHERE ({named} OR {_GOODS_ALONE}) AND {fits} AND {_LAST_WORD}"
            found = read(sql, [*numbers, codes, self._register.group, *values, MOST + 1])
            self._claims = {row[0]: (*row[:_UNIT], "", *row[_UNIT:]) for row in found[:MOST]}
            self._cut = len(found) > MOST
        return self._claims

    def _claim(self, row: Sequence[Any]) -> Movement:
        key, earliest, latest, hs6, maker, quantity, cents = row[:7]
        pieces, price = _pieces(quantity, "", cents)
        return Movement(
            key=f"c{key}",
            kind=MovementKind.CLAIM,
            seller=self._register.take(row[7:12]),
            buyer=self._register.take(row[12:17]),
            earliest=as_day(earliest),
            latest=as_day(latest),
            names=self._names.get(key, Naming.MAKER if maker else Naming.GOODS),
            evidence=(evidence(row[17:23]),),
            quantity=pieces or None,
            unit_price=price or None,
            hs6=hs6,
            records=(Record(RecordKind.CLAIM, key, reference=row[21]),),
        )


_MENTION, _SHIPMENT, _CLAIMS = (model._meta.db_table for model in (ShipmentMention, Shipment, Claim))
_BASES: Final = f"SELECT canonical, base FROM {Part._meta.db_table} WHERE canonical = ANY(%s) AND base <> ''"  # noqa: S608
_GOODS_ALONE: Final = (
    f"{_CLAIMS}.part_canonical = '' AND ({_CLAIMS}.hs6 = ANY(%s) OR {_CLAIMS}.manufacturer_id = ANY(%s))"
)
_LAST_WORD: Final = f"""
NOT EXISTS (SELECT 1 FROM {_CLAIMS} AS later WHERE later.supersedes_id = {_CLAIMS}.id)
ORDER BY {_CLAIMS}.id DESC LIMIT %s
"""  # noqa: S608
_SIDES = ("seller_id", "buyer_id", "earliest", "latest")
_GRADE = ("buyer__country", "buyer__kind", "source__reliability", "credibility")
_COLUMNS = (*_SIDES, "quantity", "unit", "value_usd_cents", "file_id", *_GRADE)
_SAID = (*party_fields("seller"), *party_fields("buyer"), *SOURCE, "reference", "credibility")
_GOODS = ("pk", "earliest", "latest", "hs6", "manufacturer_id", "quantity")
_WRITTEN = ("seller_name__text", "seller_name__how", "buyer_name__text", "buyer_name__how")
_DETAILS = (*_GOODS, "unit", "value_usd_cents", "file__public_id", *_SAID, *_WRITTEN)
_CLAIM = (*_SIDES, "quantity", "value_usd_cents", "source_id", *_GRADE, "manufacturer_id")
_UNIT = 2 + _COLUMNS.index("unit")
_CLAIM_DETAILS = (*_GOODS, "value_usd_cents", *_SAID)


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
        earliest=[day.toordinal() if day else NO_DAY_BEFORE for day in map(as_day, earliest)],
        latest=[day.toordinal() if day else NO_DAY_AFTER for day in map(as_day, latest)],
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
