"""The same questions by a recursive query of PostgreSQL over the same rows: what a trace is compared with.

It is given what helps it: indexes of its own on seller and day, the parties of the maker and the goods looked up
beforehand, and the rules that prune (order, 240 days, quantity, nobody twice, at most five hops).
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import OperationalError, connection, transaction

from provenance.management.benchmarking.tracing_asking import percentiles
from provenance.management.benchmarking.tracing_checking import SHOWN, Keys
from provenance.management.benchmarking.tracing_truth import Planted
from provenance.models import Part, Party, PartyRelation, RelationKind
from provenance.partnumbers.normalise import canonical
from provenance.reference.trade import hs_codes

PATIENCE_SECONDS = 20.0
_INDEXES = (
    "CREATE INDEX benchmark_recursive ON provenance_shipment (hs6, seller_id, earliest)",
    "ANALYZE provenance_shipment",
    "ANALYZE provenance_shipmentmention",
    "ANALYZE provenance_party",
)
_AFTERWARDS = ("DROP INDEX benchmark_recursive",)
_QUERY = """
WITH RECURSIVE row AS NOT MATERIALIZED (
    SELECT s.id, s.seller_id, s.buyer_id, s.earliest, s.latest, s.quantity,
           s.value_usd_cents / 100.0 / NULLIF(s.quantity, 0) AS price,
           EXISTS (SELECT 1 FROM provenance_shipmentmention m WHERE m.shipment_id = s.id AND m.canonical = %(part)s)
               AS named,
           EXISTS (SELECT 1 FROM provenance_shipmentmention m WHERE m.shipment_id = s.id) AS names_some
    FROM provenance_shipment s
    WHERE s.hs6 = ANY(%(codes)s) AND s.earliest >= %(made)s AND s.latest <= %(recovered)s
), chain AS (
    SELECT ARRAY[seller_id, buyer_id] AS hands, buyer_id, latest, quantity, price, 1 AS hops,
           CASE WHEN named THEN 7.0 ELSE 0 END - 1 AS points
    FROM row WHERE seller_id = ANY(%(starts)s) AND (named OR NOT names_some)
    UNION ALL
    SELECT c.hands || r.buyer_id, r.buyer_id, r.latest, r.quantity, r.price, c.hops + 1,
           c.points + CASE WHEN r.named THEN 7.0 ELSE 0 END - 1
               + CASE WHEN r.quantity = c.quantity THEN 2 ELSE 0 END
               + CASE WHEN r.price / NULLIF(c.price, 0) BETWEEN 0.98 AND 1.7 THEN 1 ELSE -1 END
    FROM chain c JOIN row r ON r.seller_id = c.buyer_id AND r.earliest BETWEEN c.latest AND c.latest + 240
    WHERE c.hops < 5 AND r.quantity <= 1.1 * c.quantity AND r.buyer_id <> ALL(c.hands) AND (r.named OR NOT r.names_some)
)
SELECT c.hands FROM chain c JOIN provenance_party p ON p.id = c.buyer_id
WHERE p.country = ANY(%(destinations)s) ORDER BY c.points DESC, c.hops LIMIT 200
"""


def compare(questions: Sequence[Planted], keys: Keys, tell: Callable[[str], None]) -> dict[str, Any]:
    """Ask so many questions by the query. A query of 20 seconds is ended and counts as 20 seconds."""
    _run(_INDEXES, tell)
    seconds: list[float] = []
    found: dict[str, list[bool]] = defaultdict(list)
    timeouts = 0
    ids = {str(key): number for number, key in Party.objects.values_list("pk", "public_id")}
    for number, question in enumerate(questions):
        tell(f"recursive query {number} of {len(questions)}")
        wanted = [ids.get(keys.get(hand, "")) for hand in question.hands]
        took, rows = _asked(question)
        timeouts += rows is None
        seconds.append(took)
        first = list(dict.fromkeys(tuple(row) for row in rows or ()))[:SHOWN]
        found[question.kind].append(tuple(wanted) in first)
    _run(_AFTERWARDS, tell)
    return {
        "questions": len(questions),
        "timed_out": timeouts,
        "timeout_s": PATIENCE_SECONDS,
        **percentiles(seconds),
        "among_first_5": {kind: round(sum(each) / len(each), 3) for kind, each in sorted(found.items())},
    }


def _run(statements: Iterable[str], tell: Callable[[str], None]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            tell(statement)
            cursor.execute(statement)


def _asked(question: Planted) -> tuple[float, list[list[int]] | None]:
    maker = Party.objects.get(name=question.manufacturer)
    kind = RelationKind.AUTHORISED_DISTRIBUTOR
    starts = PartyRelation.objects.filter(target=maker, kind=kind).values_list("party_id", flat=True)
    category = Part.objects.filter(number=question.part_number, manufacturer=maker).values_list("category", flat=True)
    values: dict[str, Any] = {
        "part": canonical(question.part_number),
        "codes": list(hs_codes(category[0])),
        "made": question.made[0],
        "recovered": question.recovered,
        "starts": list(starts),
        "destinations": ["RU", "BY"],
    }
    began = time.perf_counter()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [int(1000 * PATIENCE_SECONDS)])
            cursor.execute(_QUERY, values)
            rows = [row[0] for row in cursor.fetchall()]
    except OperationalError:
        return PATIENCE_SECONDS, None
    return time.perf_counter() - began, rows
