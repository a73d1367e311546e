"""The maker's question: which of my parts were found? Every answer starts from the asker's own brands of today.

Unit: physical component, confirmed by an analyst. Lists are walked brand by brand along `release_page`, so that a page
costs the same whatever the asker, and everybody else, has. All that is asked for is in that index: no row is fetched.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from problems import NotFound
from provenance.models import Party
from provenance.partnumbers.normalise import plain
from provenance.queries.parties import brands_of
from teardowns.models import Release, WeaponModel

AT_ONCE = 1000
Place = tuple[date, UUID]
"""Where a finding stands in the order of the list: its day of release, the latest first, then its public id."""


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """What to narrow the findings by; empty means any. Dates are inclusive.

    `part_number`, `date_code`, `lot`: their beginning, punctuation and case do not matter; `text`: that of any of the
    three. `brand` and `weapon_model` are slugs. `made_*`: production interval overlaps. `found_*`: month of recovery.
    `opened_since`: opened to the maker later than that.
    """

    part_number: str = ""
    brand: str = ""
    weapon_model: str = ""
    made_from: date | None = None
    made_to: date | None = None
    found_from: date | None = None
    found_to: date | None = None
    date_code: str = ""
    lot: str = ""
    text: str = ""
    opened_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class FindingChoices:
    """What the filters of one asker can be set to: own brands, and weapon models among own findings."""

    brands: tuple[Party, ...]
    weapon_models: tuple[WeaponModel, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many findings there are, how many fit the filter, and how many of all were opened since a moment."""

    total: int
    fitting: int
    new: int


@dataclass(frozen=True, slots=True)
class FindingPage:
    """Some findings in order; `ahead` and `behind`: whether others that fit stand before and after them."""

    rows: tuple[Release, ...]
    ahead: bool
    behind: bool


class OwnFindings:
    """The findings of one asker's own brands as they are today; made anew for each request."""

    def __init__(self, principal: Principal) -> None:
        self._speaks_for: set[int] = set()
        if Capability.FINDING_SEE_OWN_BRANDS in principal.capabilities:
            self._speaks_for = brands_of(principal.organisation, timezone.now().date())

    @cached_property
    def brands(self) -> tuple[Party, ...]:
        """Own brands that have findings, by name."""
        found = Release.objects.filter(brand=OuterRef("pk"), withdrawn_at__isnull=True)
        return tuple(Party.objects.filter(Exists(found), pk__in=self._speaks_for).order_by("name"))

    @cached_property
    def weapon_models(self) -> tuple[WeaponModel, ...]:
        """The weapon models of own findings. One look into the index a model and brand."""
        found = Release.objects.filter(
            brand__in=self._keys(""), weapon_model=OuterRef("pk"), withdrawn_at__isnull=True
        ).order_by()
        return tuple(WeaponModel.objects.filter(Exists(found)).order_by("name_en"))

    def rows(self, wanted: FindingFilter | None = None) -> QuerySet[Release]:
        """Those that fit, newest release first."""
        wanted = wanted or FindingFilter()
        found = _of(self._keys(wanted.brand)).filter(_narrowed(wanted)).select_related("brand", "weapon_model")
        return found.order_by("-released_on", "public_id")

    def counted(self, wanted: FindingFilter | None = None, since: datetime | None = None) -> Counted:
        """How many, from one reading of the index."""
        wanted = wanted or FindingFilter()
        narrowed = _narrowed(wanted) & (Q(brand__in=self._keys(wanted.brand)) if wanted.brand else Q())
        counts = {"total": Count("brand")}  # which is in the index and never empty
        if since is not None:
            counts["new"] = Count("brand", filter=Q(opened_at__gt=since))
        if narrowed:
            counts["fitting"] = Count("brand", filter=narrowed)
        found = _of(self._keys("")).aggregate(**counts)
        return Counted(found["total"], found.get("fitting", found["total"]), found.get("new", 0))

    def page(
        self,
        wanted: FindingFilter | None = None,
        *,
        limit: int,
        after: Place | None = None,
        before: Place | None = None,
    ) -> FindingPage:
        """At most `limit` of those that fit: the first, the first ones after a place, or the last ones before one."""
        wanted = wanted or FindingFilter()
        narrowed = _narrowed(wanted)
        reverse = before is not None
        placed = _before(before) if before else _after(after) if after else Q()
        order = ("released_on", "-public_id") if reverse else ("-released_on", "public_id")
        found: list[Place] = []
        for brand in self._keys(wanted.brand):
            walk = _of([brand]).filter(placed, narrowed).order_by(*order)
            found += walk.values_list("released_on", "public_id")[: limit + 1]
        found.sort(key=lambda place: (-place[0].toordinal(), place[1]))
        more = len(found) > limit
        shown = (found[-limit:] if reverse else found[:limit]) if more else found
        keys = [key for _day, key in shown]
        there = Release.objects.select_related("brand", "weapon_model").in_bulk(keys, field_name="public_id")
        rows = tuple(there[key] for key in keys if key in there)
        return FindingPage(rows, ahead=more if reverse else after is not None, behind=reverse or more)

    def ahead_of(self, wanted: FindingFilter, place: Place) -> int:
        """How many of those that fit stand before a place."""
        return _of(self._keys(wanted.brand)).filter(_narrowed(wanted), _before(place)).count()

    def one(self, public_id: UUID | str) -> Release:
        """One finding. Raises NotFound, also when it is another maker's."""
        try:
            wanted = public_id if isinstance(public_id, UUID) else UUID(str(public_id))
        except ValueError:
            raise NotFound from None
        own = _of(self._speaks_for).select_related("brand", "weapon_model")
        found = own.filter(public_id=wanted).first()
        if found is None:
            raise NotFound
        return found

    def _keys(self, slug: str) -> list[int]:
        return [brand.pk for brand in self.brands if slug in ("", brand.slug)]


def findings_for(principal: Principal, wanted: FindingFilter | None = None) -> QuerySet[Release]:
    """Findings of the asker's own brands, acquired ones included, newest release first."""
    return OwnFindings(principal).rows(wanted)


def finding_for(principal: Principal, public_id: UUID | str) -> Release:
    """One finding. Raises NotFound, also when it is another maker's."""
    return OwnFindings(principal).one(public_id)


def each_finding(principal: Principal, wanted: FindingFilter | None = None) -> Iterator[Release]:
    """All that fit, in order, for an export. The asker's brands are asked for anew with every thousand."""
    place: Place | None = None
    while True:
        page = OwnFindings(principal).page(wanted, limit=AT_ONCE, after=place)
        yield from page.rows
        if not page.behind or not page.rows:
            return
        place = place_of(page.rows[-1])


def taken_back_since(moment: datetime, brands: Iterable[int], wanted: FindingFilter | None = None) -> bool:
    """Whether a finding of these brands that fits was taken back at this moment or later, and is not open again.

    For files that were made then. It names no finding, and whose the brands are is the caller's to ask.
    """
    gone = Release.objects.filter(brand__in=list(brands), withdrawn_at__gte=moment)
    return gone.filter(_narrowed(wanted or FindingFilter())).exists()


def filter_choices(principal: Principal) -> FindingChoices:
    """Own brands that have findings, and the weapon models of these findings."""
    own = OwnFindings(principal)
    return FindingChoices(own.brands, own.weapon_models)


place_of = attrgetter("released_on", "public_id")
"""The `Place` of a finding."""


def _of(brands: Iterable[int]) -> QuerySet[Release]:
    return Release.objects.filter(withdrawn_at__isnull=True, brand__in=brands)


def _after(place: Place) -> Q:
    """The first part is said twice so that the index is entered at the place."""
    day, key = place
    return Q(released_on__lte=day) & (Q(released_on__lt=day) | Q(public_id__gt=key))


def _before(place: Place) -> Q:
    day, key = place
    return Q(released_on__gte=day) & (Q(released_on__gt=day) | Q(public_id__lt=key))


def _narrowed(wanted: FindingFilter) -> Q:
    conditions = Q()
    if wanted.weapon_model:  # its key first: as a join it would be entered from the side of all findings of that weapon
        keys = WeaponModel.objects.filter(slug=wanted.weapon_model).values_list("pk", flat=True)
        conditions &= Q(weapon_model__in=list(keys))
    if wanted.made_from:
        conditions &= Q(made_latest__gte=wanted.made_from)
    if wanted.made_to:
        conditions &= Q(made_earliest__lte=wanted.made_to)
    if wanted.found_from:
        conditions &= Q(month__gte=wanted.found_from.replace(day=1))
    if wanted.found_to:
        conditions &= Q(month__lte=wanted.found_to)
    if wanted.opened_since:
        conditions &= Q(opened_at__gt=wanted.opened_since)
    for field, typed in (("part_key", wanted.part_number), ("date_key", wanted.date_code), ("lot_key", wanted.lot)):
        if typed:
            conditions &= _begins((field,), typed)
    if wanted.text:
        conditions &= _begins(("part_key", "date_key", "lot_key"), wanted.text)
    return conditions


def _begins(fields: Sequence[str], typed: str) -> Q:
    """Any of the keys begins so. What has neither letter nor digit begins nothing."""
    beginning, found = plain(typed), Q()
    if not beginning:
        return Q(pk__in=[])
    for field in fields:
        found |= Q(**{f"{field}__startswith": beginning})
    return found
