"""A person's word on a name that was taken for another one: it is the same company, or it is not."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from problems import Problem
from provenance.models import NameMatch, Shipment, TradeName, TradeSlab
from provenance.operations import bulk
from provenance.operations.staleness import mark_touched
from provenance.operations.trade_parties import made_party
from provenance.tracing.columns import unpack


class NameNotLikely(Problem):
    """There is nothing to judge about the name."""

    code = "name_not_likely"
    status = 409
    happened = _("Nobody has to judge this name: it is no likely misspelling, or somebody judged it meanwhile.")
    next_step = _("Reload the page to see whom it means.")


@transaction.atomic
def confirm_name(*, principal: Principal, name: TradeName) -> TradeName:
    """The name means the company for which it was taken. Raises NotAllowed, NameNotLikely."""
    locked = _locked(principal, name)
    locked.how = NameMatch.CONFIRMED
    locked.save(update_fields=["how"])
    _tell("confirmed", principal, locked)
    mark_touched(parties=[locked.party_id], reason="party")
    return locked


@transaction.atomic
def set_name_apart(*, principal: Principal, name: TradeName) -> TradeName:
    """The name means a company of its own: it is made, and the rows that bear the name become its rows.

    Raises NotAllowed, NameNotLikely.
    """
    principal.require(Capability.CATALOGUE_CORRECT)
    bulk.begin(Shipment, TradeName)
    locked = _locked(principal, name)
    before, party = locked.party_id, made_party(locked.text, locked.country)
    sold = Shipment.objects.filter(seller=before, seller_name=locked)
    bought = Shipment.objects.filter(buyer=before, buyer_name=locked)
    for side, rows in (("seller", sold), ("buyer", bought)):
        found = list(rows.values_list("pk", "file_id", "hs6"))
        if found:
            keys, files, codes = map(set, zip(*found, strict=True))
            _repack(side, keys, TradeSlab.objects.filter(file__in=files, hs6__in=codes), party)
            rows.update(**{side: party})
    locked.party_id, locked.how, locked.score, locked.made_party = party, NameMatch.CONFIRMED, 1.0, True
    locked.save(update_fields=["party", "how", "score", "made_party"])
    _tell("set_apart", principal, locked)
    mark_touched(parties=[before, party], reason="party")
    return locked


def _repack(side: str, keys: Collection[int], slabs: Collection[TradeSlab], party: int) -> None:
    for slab in slabs:
        rows = unpack([slab.packed]).copy()
        borne = np.isin(rows["row"], list(keys))
        if borne.any():
            rows[side][borne] = party
            slab.packed = rows.tobytes()
            slab.save(update_fields=["packed"])


def _locked(principal: Principal, name: TradeName) -> TradeName:
    principal.require(Capability.CATALOGUE_CORRECT)
    locked = TradeName.objects.select_for_update().get(pk=name.pk)
    if locked.how != NameMatch.LIKELY:
        raise NameNotLikely
    return locked


def _tell(what: str, principal: Principal, name: TradeName) -> None:
    append(
        action=f"trade_name.{what}",
        subject=Subject("party", str(name.party.public_id)),
        actor=principal.actor,
        details={"name": name.text, "country": name.country},
    )
