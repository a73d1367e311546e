"""What the database held when a trace was walked: so that it can be shown later what was known then."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Model

from provenance.models import Claim, Correction, Listing, PartyRelation, Shipment
from provenance.queries.statements import read
from provenance.tracing.stored import VERSION

GROWING: Final[dict[str, type[Model]]] = {
    "shipments": Shipment,
    "claims": Claim,
    "relations": PartyRelation,
    "listings": Listing,
}
_NEWEST = [f"(SELECT max(id) FROM {model._meta.db_table})" for model in GROWING.values()]  # noqa: S608
_JUDGED = [f"(SELECT count({column}) FROM {Correction._meta.db_table})" for column in ("id", "withdrawn_at")]  # noqa: S608
_STATE: Final = f"SELECT {', '.join(_NEWEST + _JUDGED)}"


def data_state() -> dict[str, Any]:
    """The newest row of each kind that was there, the judgements made and taken back, the form of the answer.

    One statement of sub-selects, which a trace can afford.
    """
    *keys, made, taken_back = read(_STATE)[0]
    found = {name: key or 0 for name, key in zip(GROWING, keys, strict=True)}
    return {"version": VERSION, **found, "corrections": [made, taken_back]}
