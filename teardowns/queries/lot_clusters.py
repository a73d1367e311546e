"""Finds of one maker's part that share a lot code or a date of making, on several specimens.

Unit: physical component, confirmed by an analyst, among what the asker may see. A lot code counts as `teardowns.lots`
takes it; a date as decoded, unambiguous and no wider than `WIDEST`. A fixed number of queries, whatever the finds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from django.db.models import BigIntegerField, Case, Count, F, Max, Min, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from accounts.queries import Principal
from problems import NotFound
from provenance.models import Party
from provenance.queries.corrections import MAKERS
from provenance.queries.merging import merged_parties
from teardowns.models import DatePrecision, Identification, Standing, WeaponModel
from teardowns.queries.visible import teardowns_for

WIDEST = timedelta(days=31)
FEWEST = 2
MOST = 2000
"""Clusters of a kind that are looked at, the largest first."""
FINDS = 500
"""Finds of one cluster that are shown."""
_SPECIMEN = "component__teardown__specimen"
_PLACE = (
    *("maker", "part_number", "lot_code", "made_earliest", "made_latest"),
    *("weapon", "region", "recovered", "precision"),
)


class Shared(StrEnum):
    """What the finds of a cluster have in common besides maker and part; the stronger tie first."""

    LOT = "lot"
    DATE = "date"


Key = tuple[Shared, int, str, str]


@dataclass(frozen=True, slots=True)
class Cluster:
    """One cluster; `code` is the lot code, or both days of making as in `2021-11-22..2021-11-28`.

    `made` is what its date codes say together, None where none was decoded; `dated`: of how many finds one was.
    """

    shared: Shared
    maker_id: int
    part_number: str
    code: str
    specimens: int
    components: int
    made: tuple[date, date] | None
    dated: int

    @property
    def key(self) -> Key:
        """What its finds share."""
        return self.shared, self.maker_id, self.part_number, self.code


@dataclass(frozen=True, slots=True)
class Lead:
    """A cluster with where it was found, coarsely: weapon models, months and regions of its specimens."""

    cluster: Cluster
    maker: Party
    weapons: tuple[WeaponModel | None, ...]
    recovered: tuple[date, date] | None
    months: tuple[date, ...]
    regions: tuple[str, ...]

    @property
    def path(self) -> str:
        """The end of its address: maker, what is shared, code, part number."""
        own = self.cluster
        return "/".join((self.maker.slug, own.shared, quote(own.code, safe=""), quote(own.part_number, safe="")))


@dataclass(frozen=True, slots=True)
class LotFilter:
    """What to narrow the clusters by; empty means any. `shared`: one of `Shared`; `maker`: a slug."""

    maker: str = ""
    part_number: str = ""
    shared: str = ""


def clusters_for(principal: Principal, wanted: LotFilter | None = None) -> list[Cluster]:
    """All clusters on at least two specimens: by specimens, lots before dates, at most `MOST` of each.

    A date that only repeats a lot, of the same finds, is left out.
    """
    wanted = wanted or LotFilter()
    found = _confirmed(principal, wanted)
    lots = _grouped(found.exclude(lot_code=""), Shared.LOT) if wanted.shared != Shared.DATE else []
    dates = _grouped(found.exclude(made_earliest=None), Shared.DATE) if wanted.shared != Shared.LOT else []
    said = {(one.maker_id, one.part_number, one.made, one.dated) for one in lots if one.dated == one.components}
    fresh = [one for one in dates if (one.maker_id, one.part_number, one.made, one.components) not in said]
    return sorted([*lots, *fresh], key=lambda one: (-one.specimens, -one.components, one.shared != Shared.LOT))


def leads_of(principal: Principal, clusters: Iterable[Cluster]) -> list[Lead]:
    """The clusters of one page with their makers, weapons, months and regions."""
    shown = list(clusters)
    if not shown:
        return []
    makers = Party.objects.in_bulk({one.maker_id for one in shown})
    models = {model.pk: model for model in WeaponModel.objects.all()}
    seen = {one.key: _Seen() for one in shown}
    for row in _places(principal, shown):
        for key in _keys(row):
            if key in seen:
                seen[key].add(row)
    return [
        Lead(
            cluster=one,
            maker=makers[one.maker_id],
            weapons=tuple(models.get(key) for key in sorted(seen[one.key].weapons)),
            recovered=seen[one.key].recovered,
            months=tuple(sorted(seen[one.key].months)),
            regions=tuple(sorted(seen[one.key].regions)),
        )
        for one in shown
    ]


def lead_for(
    principal: Principal, *, maker: str, part_number: str, shared: str, code: str
) -> tuple[Lead, list[Identification]]:
    """One cluster with its finds, by specimen; also of a single specimen. Raises NotFound."""
    party = Party.objects.filter(slug=maker).first()
    if party is None or shared not in list(Shared):
        raise NotFound
    found = _confirmed(principal, LotFilter(party.slug, part_number)).filter(_coded(Shared(shared), code))
    clusters = _grouped(found, Shared(shared), fewest=1)
    if not clusters:
        raise NotFound
    finds = found.select_related(
        f"{_SPECIMEN}__weapon_model", "component__assembly", "reading__marking__photo", "reading__author", "trace"
    ).order_by(f"{_SPECIMEN}__recovered_on", f"{_SPECIMEN}__label", "pk")
    return leads_of(principal, clusters[:1])[0], list(finds[:FINDS])


def _confirmed(principal: Principal, wanted: LotFilter) -> QuerySet[Identification]:
    """What `standing_judgements` lets through, as joins: listing every component there is costs more than the rest."""
    found = Identification.objects.filter(
        standing=Standing.CONFIRMED,
        manufacturer__isnull=False,
        successor__isnull=True,
        component__joined_into__isnull=True,
        component__teardown__in=teardowns_for(principal).values("pk"),
    )
    if wanted.maker:
        party = Party.objects.filter(slug=wanted.maker).first()
        found = found.filter(manufacturer__in=merged_parties().rows([party.pk]) if party else [])
    return found.filter(part_number=wanted.part_number) if wanted.part_number else found


def _standing_maker() -> Combinable:
    """The maker that stands for that of a find: only makers that were merged are told apart, and there are few."""
    roots = merged_parties().roots
    makers = Party.objects.filter(pk__in=roots, kind__in=MAKERS).values_list("pk", flat=True) if roots else ()
    whens = [When(manufacturer=key, then=Value(roots[key].pk)) for key in makers]
    return Case(*whens, default=F("manufacturer_id"), output_field=BigIntegerField()) if whens else F("manufacturer")


def _coded(shared: Shared, code: str) -> Q:
    if shared is Shared.LOT:
        return Q(lot_code=code) if code else Q(pk__in=[])
    try:
        earliest, latest = map(date.fromisoformat, code.split(".."))
    except ValueError:
        raise NotFound from None
    return Q(made_earliest=earliest, made_latest=latest)


def _grouped(found: QuerySet[Identification], shared: Shared, *, fewest: int = FEWEST) -> list[Cluster]:
    by = ("lot_code",) if shared is Shared.LOT else ("made_earliest", "made_latest")
    groups = (
        found.annotate(maker=_standing_maker())
        .values("maker", "part_number", *by)
        .annotate(
            specimens=Count(_SPECIMEN, distinct=True),
            components=Count("pk"),
            dated=Count("made_earliest"),
            first_made=Min("made_earliest"),
            last_made=Max("made_latest"),
        )
        .filter(specimens__gte=fewest)
        .order_by("-specimens", "-components", "maker", "part_number", *by)
    )
    return [_cluster(group, shared) for group in groups if shared is Shared.LOT or _narrow(group)][:MOST]


def _narrow(group: Mapping[str, Any]) -> bool:
    first, last = group["made_earliest"], group["made_latest"]
    return last is not None and last - first <= WIDEST


def _cluster(group: Mapping[str, Any], shared: Shared) -> Cluster:
    made = (group["first_made"], group["last_made"]) if group["first_made"] else None
    return Cluster(
        shared=shared,
        maker_id=group["maker"],
        part_number=group["part_number"],
        code=group["lot_code"] if shared is Shared.LOT else "..".join(map(str, made or ())),
        specimens=group["specimens"],
        components=group["components"],
        made=made,
        dated=group["dated"],
    )


@dataclass(slots=True)
class _Seen:
    weapons: set[int] = field(default_factory=set)
    months: set[date] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    @property
    def recovered(self) -> tuple[date, date] | None:
        """The first and the last day of recovery."""
        return (min(self.days), max(self.days)) if self.days else None

    def add(self, row: Mapping[str, Any]) -> None:
        self.weapons.add(row["weapon"] or 0)
        if row["recovered"]:
            self.days.add(row["recovered"])
        if row["recovered"] and row["precision"] != DatePrecision.YEAR:
            self.months.add(row["recovered"].replace(day=1))
        if row["region"]:
            self.regions.add(row["region"])


def _places(principal: Principal, clusters: Iterable[Cluster]) -> Iterable[Mapping[str, Any]]:
    merged, wanted = merged_parties(), Q()
    for one in clusters:
        own = Q(manufacturer__in=merged.rows([one.maker_id]), part_number=one.part_number)
        wanted |= own & _coded(one.shared, one.code)
    rows: QuerySet[Any, Mapping[str, Any]] = (
        _confirmed(principal, LotFilter())
        .filter(wanted)
        .annotate(
            maker=_standing_maker(),
            weapon=F(f"{_SPECIMEN}__weapon_model"),
            region=F(f"{_SPECIMEN}__region"),
            recovered=F(f"{_SPECIMEN}__recovered_on"),
            precision=F(f"{_SPECIMEN}__recovered_precision"),
        )
        .values(*_PLACE)
        .distinct()
        .order_by()
    )
    return rows


def _keys(row: Mapping[str, Any]) -> Iterable[Key]:
    """The clusters to which a find belongs, by its lot and by its date."""
    own = (row["maker"], row["part_number"])
    yield Shared.LOT, *own, row["lot_code"]
    yield Shared.DATE, *own, f"{row['made_earliest']}..{row['made_latest']}"
