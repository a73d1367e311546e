"""Where the goods of some parties lie: by that, traces are found that do not name them yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Count, Max, Min, Q

from provenance.models import Claim, Shipment, ShipmentMention
from provenance.tracing.columns import ANY_PERIOD, ordinal, period_of
from provenance.tracing.scopes import Scope, goods_scope, part_scope, row_scopes


def goods_of(parties: Collection[int]) -> Iterator[Scope]:
    """The scopes of what these parties sold or bought, none left out: of codes the first and the last period, of parts
    that rows name every period."""
    if not parties:
        return
    traded = Q(seller__in=parties) | Q(buyer__in=parties)
    undated = Q(earliest__isnull=True) | Q(latest__isnull=True)
    codes = Shipment.objects.filter(traded).order_by().values("hs6")
    for code in codes.annotate(first=Min("earliest"), last=Max("latest"), open=Count("pk", filter=undated)):
        if code["open"] or code["first"] is None:
            yield goods_scope(code["hs6"], ANY_PERIOD)
        else:
            for day in (code["first"], code["last"]):
                yield goods_scope(code["hs6"], period_of(ordinal(day), ordinal(day)))
    named = ShipmentMention.objects.filter(Q(shipment__seller__in=parties) | Q(shipment__buyer__in=parties))
    yield from map(part_scope, named.order_by().values_list("canonical", flat=True).distinct())
    for claim in Claim.objects.filter(traded):
        number = (claim.part_canonical,) if claim.part_canonical else ()
        yield from row_scopes(canonicals=number, hs6=claim.hs6, earliest=claim.earliest, latest=claim.latest)
