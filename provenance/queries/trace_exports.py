"""A trace's answer for other programs: a row a hop for spreadsheets, and FollowTheMoney entities (`provenance.ftm`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from provenance.ftm import OWN, entity
from provenance.models import Trace

JSON = dict[str, Any]

COLUMNS: Final = (
    "chain",
    "chain_tier",
    "complete",
    "possible_route",
    "hop",
    "from",
    "from_country",
    "to",
    "to_country",
    "kind",
    "date",
    "tier",
    "quantity",
    "evidence",
    "listed",
    "records",
)
SCHEMATA: Final = {"authorisation": "Representation", "ownership": "Ownership"}


def hop_rows(trace: Trace) -> Iterator[list[str]]:
    """`COLUMNS` for each hop of each chain, best chain first; several values of a cell are parted by "; "."""
    for chain in trace.answer.get("chains", ()):
        for place, hop in enumerate(chain["hops"], start=1):
            yield [
                str(chain["rank"]),
                chain["tier"],
                _yes(chain["from_maker"] and chain["reaches_end"]),
                _yes(chain.get("possible_route")),
                str(place),
                hop["from"]["name"],
                hop["from"]["country"],
                hop["to"]["name"],
                hop["to"]["country"],
                hop["kind"],
                hop["date"],
                hop["tier"],
                "" if hop["quantity"] is None else str(hop["quantity"]),
                "; ".join(f"{said['source']} ({said['grade']}): {said['reference']}" for said in hop["evidence"]),
                "; ".join(f"{span['list']} {span['from'] or '?'}/{span['to'] or '..'}" for span in hop["listed"]),
                "; ".join(_record(record) for record in hop.get("records", ())),
            ]


def ftm_of(trace: Trace) -> Iterator[JSON]:
    """The parties of an answer, then its hops, each once. Hops of goods are EconomicActivity; what FtM has no place
    for, the tier and the evidence, stands in texts."""
    parties: dict[str, JSON] = {}
    hops: dict[str, JSON] = {}
    for chain in trace.answer.get("chains", ()):
        for hop in chain["hops"]:
            for side in ("from", "to"):
                parties.setdefault(hop[side]["id"], hop[side])
            hops.setdefault(_hop_key(trace, hop), hop)
    for key, party in parties.items():
        country = (party["country"] or "").lower()
        yield entity(f"{OWN}{key}", "Company", name=party["name"], country=country, classification=party["kind"])
    for key, hop in hops.items():
        yield _hop_entity(key, hop, trace)


def _hop_entity(key: str, hop: JSON, trace: Trace) -> JSON:
    schema = SCHEMATA.get(hop["kind"], "EconomicActivity")
    seller, buyer = (f"{OWN}{hop[side]['id']}" for side in ("from", "to"))
    ends = {
        "Representation": {"agent": buyer, "client": seller},
        "Ownership": {"owner": buyer, "asset": seller},
    }.get(schema, {"sender": seller, "receiver": buyer, "goodsDescription": trace.part_number})
    amount = f"{hop['quantity']} pieces" if hop["quantity"] is not None else ""
    return entity(
        key,
        schema,
        **ends,
        startDate=hop["earliest"],
        endDate=hop["latest"],
        summary=[text for text in (amount, hop["tier"]) if text],
        recordId=[said["reference"] for said in hop["evidence"]],
        publisher=sorted({said["source"] for said in hop["evidence"]}),
    )


def _hop_key(trace: Trace, hop: JSON) -> str:
    """By what it rests on, so that a hop in two chains is one entity; records keep their id in every trace."""
    records = sorted(f"{record['kind']}-{record['id']}" for record in hop.get("records", ()))
    rests_on = "-".join(records[:1]) if len(records) == 1 else f"{trace.public_id}-{'-'.join(records)}"
    return f"{OWN}{rests_on or trace.public_id}" + ("" if records else f"-{hop['from']['id']}-{hop['to']['id']}")


def _record(record: JSON) -> str:
    return " ".join(text for text in (record["kind"], record["file"], record["reference"]) if text)


def _yes(value: object) -> str:
    return "yes" if value else "no"
