"""Takes a file of shipments out of the store again, with what came of it alone."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import ForeignObjectRel, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from custody.ledger import Subject, append
from problems import NotFound, Problem
from provenance.batching import batches
from provenance.models import (
    NameMatch,
    Party,
    PartyIdentifier,
    Shipment,
    ShipmentMention,
    TradeFile,
    TradeFileState,
    TradeName,
    TradeSlab,
)
from provenance.operations import bulk
from provenance.operations.staleness import mark_touched
from provenance.tracing.scopes import Scope, goods_scope, part_scope


class TradeFileNotApplied(Problem):
    """There is nothing of the file in the store."""

    code = "trade_file_not_applied"
    status = 409
    happened = _("This file of shipments was taken back already.")
    next_step = _("Import it again if its shipments are wanted.")


class TradeFileNeeded(Problem):
    """Later files state rows of this one again, and these were stored once."""

    code = "trade_file_needed"
    status = 409
    happened = _("Later files state some of these shipments again: {files}.")
    kept = _("Nothing was taken back.")
    next_step = _("Take those files back first, the latest first.")


@transaction.atomic
def roll_back_shipments(*, file_id: UUID, actor: str) -> TradeFile:
    """Take a file's shipments out. Names and companies that it brought go too, where nothing refers to them.

    A name that a person confirmed stays. Raises NotFound, TradeFileNotApplied, TradeFileNeeded.
    """
    bulk.begin(Shipment, TradeName)
    file = TradeFile.objects.select_for_update().filter(public_id=file_id).first()
    if file is None:
        raise NotFound
    if file.state != TradeFileState.APPLIED:
        raise TradeFileNotApplied
    applied = TradeFile.objects.filter(state=TradeFileState.APPLIED).exclude(pk=file.pk)
    later = [one.name for one in applied.order_by("-pk") if str(file.public_id) in one.leans_on]
    if later:
        raise TradeFileNeeded(files=", ".join(later))
    rows = Shipment.objects.filter(pk__range=(file.first_row, file.last_row), file=file)
    makers = set(rows.filter(manufacturer__isnull=False).values_list("manufacturer", flat=True).distinct())
    scopes = set(_scopes(file, rows))
    bulk.delete(ShipmentMention.objects.filter(shipment__in=rows))
    removed = bulk.delete(rows)
    bulk.delete(TradeSlab.objects.filter(file=file))
    parties = _forget_names(file)
    file.state, file.rolled_back_at = TradeFileState.ROLLED_BACK, timezone.now()
    file.save(update_fields=["state", "rolled_back_at"])
    append(
        action="shipments.rolled_back",
        subject=Subject("trade_file", str(file.public_id)),
        actor=actor,
        details={"file": file.name, "removed": removed, "parties_removed": parties},
    )
    mark_touched(parties=makers, scopes=scopes, reason="shipments")
    return file


def _scopes(file: TradeFile, rows: QuerySet[Shipment]) -> Iterator[Scope]:
    for hs6, period in TradeSlab.objects.filter(file=file).values_list("hs6", "period"):
        yield goods_scope(hs6, period)
    named = ShipmentMention.objects.filter(shipment__in=rows).values_list("canonical", flat=True)
    yield from map(part_scope, named.distinct().iterator())


def _forget_names(file: TradeFile) -> int:
    """Names that only this file wrote, and the companies made for them; how many companies went."""
    names = file.names.exclude(how=NameMatch.CONFIRMED)
    found = list(names.order_by("pk").values_list("pk", "party_id", "made_party"))
    gone = 0
    for chunk in batches(found):
        unused = {name for name, _, _ in chunk} - _still_written({party for _, party, _ in chunk})
        bulk.delete(TradeName.objects.filter(pk__in=unused))
        made = {party for name, party, made in chunk if made and name in unused}
        gone += _forget_parties(made)
    return gone


def _still_written(parties: set[int]) -> set[int]:
    sold = Shipment.objects.filter(seller__in=parties).values_list("seller_name", flat=True)
    bought = Shipment.objects.filter(buyer__in=parties).values_list("buyer_name", flat=True)
    return {*sold.distinct(), *bought.distinct()}


def _forget_parties(parties: set[int]) -> int:
    """Remove those to which nothing refers but the number that the file gave; how many these were."""
    left = set(parties)
    for relation in Party._meta.get_fields(include_hidden=True):
        if left and isinstance(relation, ForeignObjectRel):
            table, field = relation.related_model, relation.field.name
            rows = table._base_manager.filter(**{f"{field}__in": left})
            if table is PartyIdentifier:
                rows = rows.filter(added_by__isnull=False)
            left.difference_update(rows.values_list(field, flat=True))
    Party.objects.filter(pk__in=left).delete()
    return len(left)
