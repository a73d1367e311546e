"""Whether an answer holds the chain that was planted, and what it says of a part for which none was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.batching import batches
from provenance.management.benchmarking.tracing_truth import Planted
from provenance.models import TradeName
from provenance.queries.merging import merged_parties
from provenance.tracing.types import Chain, Tier, TraceAnswer

SHOWN = 5
SHOWN_MISSES = 12
Keys = Mapping[tuple[str, str], str]
"""The public id of the party that a name means in records from a country."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, its answer, and the seconds that it took, on the clock and of this process."""

    question: Planted
    answer: TraceAnswer
    seconds: float
    processor: float


def party_keys(questions: Iterable[Planted]) -> Keys:
    """Whom the import took each name for, as it stands in the world."""
    wanted = sorted({hand for question in questions for hand in question.hands})
    texts = [name for name, _ in wanted]
    standing = merged_parties().standing
    found: dict[tuple[str, str], str] = {}
    for some in batches(texts):
        for row in TradeName.objects.filter(text__in=some).select_related("party"):
            found[row.text, row.country] = str(standing(row.party).public_id)
    return found


def hands(chain: Chain, makers: Collection[str]) -> tuple[str, ...]:
    """The keys of those who had the goods, from the first after the maker and its owners on."""
    goods = [hop for hop in chain.hops if hop.kind.is_goods]
    keys = [hop.destination.key for hop in goods]
    if goods:
        keys.insert(0, goods[0].origin.key)
    while keys and keys[0] in makers:
        keys.pop(0)
    return tuple(keys)


def place(asked: Asked, keys: Keys) -> int:
    """The rank of the planted chain, from 1; 0 where it is not among the answer's chains."""
    wanted = tuple(keys.get(hand, "") for hand in asked.question.hands)
    makers = {party.key for party in (asked.answer.maker, asked.answer.owner) if party}
    found = [hands(chain, makers) for chain in asked.answer.chains]
    return found.index(wanted) + 1 if wanted in found else 0


def documented(answer: TraceAnswer) -> bool:
    """A whole chain, from the maker to a country of destination, is called documented."""
    return any(chain.tier is Tier.DOCUMENTED and chain.from_maker and chain.reaches_end for chain in answer.chains)


def found_by_kind(asked: Sequence[Asked], keys: Keys) -> dict[str, Any]:
    """By kind of planted chain: the share whose whole sequence of parties is among the first five, and the first."""
    places: dict[str, list[int]] = defaultdict(list)
    named: dict[str, int] = defaultdict(int)
    for one in asked:
        places[one.question.kind].append(place(one, keys))
        named[one.question.kind] += documented(one.answer)
    return {
        kind: {
            "chains": len(each),
            "among_first_5": round(sum(1 <= rank <= SHOWN for rank in each) / len(each), 4),
            "first": round(sum(rank == 1 for rank in each) / len(each), 4),
            "answers_with_a_documented_chain": named[kind],
        }
        for kind, each in sorted(places.items())
    }


def found_by_hops(asked: Sequence[Asked], keys: Keys) -> dict[str, float]:
    """The share among the first five by the number of planted hops, over all kinds."""
    places: dict[int, list[bool]] = defaultdict(list)
    for one in asked:
        places[len(one.question.hands) - 1].append(1 <= place(one, keys) <= SHOWN)
    return {str(hops): round(sum(each) / len(each), 3) for hops, each in sorted(places.items())}


def shown_as_possible(asked: Sequence[Asked], keys: Keys) -> float:
    """Of the planted chains that name the part nowhere and were found: the share shown as possible routes."""
    found = [
        one.answer.chains[rank - 1] for one in asked if one.question.kind == "hs" and (rank := place(one, keys)) > 0
    ]
    marked = [any(reason.code == "possible_route" for reason in chain.reasons) for chain in found]
    return round(sum(marked) / max(1, len(marked)), 4)


def misses(asked: Sequence[Asked], keys: Keys) -> list[dict[str, Any]]:
    """The first planted chains that are not among the first five, with what came first instead."""
    found = []
    for one in asked:
        rank = place(one, keys)
        if 1 <= rank <= SHOWN:
            continue
        first = one.answer.chains[0] if one.answer.chains else None
        found.append(
            {
                "kind": one.question.kind,
                "part_number": one.question.part_number,
                "manufacturer": one.question.manufacturer,
                "made": [day.isoformat() for day in one.question.made],
                "recovered": one.question.recovered.isoformat(),
                "planted": [name for name, _ in one.question.hands],
                "unknown_names": [name for name, country in one.question.hands if (name, country) not in keys],
                "rank": rank,
                "first_instead": [party.name for party in first.parties] if first else [],
                "first_points": first.points if first else None,
            }
        )
    return found[:SHOWN_MISSES]
