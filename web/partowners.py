"""What the page of a part says of its brand's owners: a time axis, and who it was when made, sold, found and now."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from provenance.owning import Tenure
from provenance.queries.owning import BrandHistory, OwnedSpan
from teardowns.models import DatePrecision, Identification, Specimen
from web import dates
from web.charts.axis import Axis, Span, axis
from web.partview import ShownTrace

FEW = 6
Interval = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class OwnedThen:
    """Whose the brand was in an interval: several where it cannot be told which of them."""

    when: str
    dated: str
    spans: tuple[OwnedSpan, ...]


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """A time with the same owners as a row of the table."""

    span: OwnedSpan
    since: str
    until: str
    only_years: bool


@dataclass(frozen=True, slots=True)
class ShownOwners:
    """The panel. `axis` is None where nothing at all is dated."""

    rows: tuple[OwnerRow, ...]
    then: tuple[OwnedThen, ...]
    axis: Axis | None
    today: date


def shown_owners(
    history: BrandHistory,
    found: Sequence[Identification],
    judged: Identification | None,
    trace: ShownTrace | None,
    today: date,
) -> ShownOwners:
    """Owners through time with the found components on the same axis; the questions are those of one component."""
    asked = [*_asked(judged, trace), (_("Today"), (today, today))]
    return ShownOwners(
        rows=tuple(_row(span) for span in history.spans),
        then=tuple(OwnedThen(when, dates.interval(*span), history.between(*span)) for when, span in asked),
        axis=axis([*_owner_spans(history), *_found_spans(found)], asof=today) if _dated(history, found) else None,
        today=today,
    )


def _asked(judged: Identification | None, trace: ShownTrace | None) -> Iterable[tuple[str, Interval]]:
    if judged is None:
        return
    if judged.made_earliest or judged.made_latest:
        yield _("When it was made"), (judged.made_earliest, judged.made_latest)
    first = trace.chains[0].hops[0] if trace and trace.chains and trace.chains[0].hops else None
    if first and (first.earliest or first.latest):
        yield _("When it was first sold"), (first.earliest, first.latest)
    recovered = _recovered(judged.component.teardown.specimen)
    if recovered:
        yield _("When it was recovered"), recovered


def _dated(history: BrandHistory, found: Sequence[Identification]) -> bool:
    return len(history.spans) > 1 or any(one.made_earliest or one.made_latest for one in found)


def _row(span: OwnedSpan) -> OwnerRow:
    time = span.tenure
    exact = time.began == time.surely_since and time.surely_until == time.until
    return OwnerRow(
        span,
        since=dates.interval(time.began, time.surely_since) if time.began else "",
        until=_ended(time),
        only_years=not exact,
    )


def _ended(time: Tenure) -> str:
    """The last day; where none is known, the time of the purchase that ended it."""
    if time.until is None or time.surely_until is None or time.surely_until == time.until:
        return dates.interval(time.surely_until, time.until) if time.until else ""
    return dates.interval(time.surely_until + timedelta(days=1), time.until + timedelta(days=1))


def _owner_spans(history: BrandHistory) -> Iterable[Span]:
    brand = history.brand.name
    for span in history.spans:
        name = " → ".join(owner.name for owner in span.owners) or _("%(brand)s, no owner recorded") % {"brand": brand}
        yield Span(_("Owner"), "", f"{name} · {_lasted(span)}", span.tenure.began, span.tenure.until, "soft")


def _lasted(span: OwnedSpan) -> str:
    row = _row(span)
    if row.since and row.until:
        return _("from %(first)s to %(last)s") % {"first": row.since, "last": row.until}
    if row.since:
        return _("since %(day)s") % {"day": row.since}
    return _("until %(day)s") % {"day": row.until} if row.until else _("as far as recorded")


def _found_spans(found: Sequence[Identification]) -> Iterable[Span]:
    made: dict[Interval, int] = {}
    recovered: dict[tuple[date, date], int] = {}
    for one in found:
        if one.made_earliest or one.made_latest:
            made[one.made_earliest, one.made_latest] = made.get((one.made_earliest, one.made_latest), 0) + 1
        days = _recovered(one.component.teardown.specimen)
        if days:
            recovered[days] = recovered.get(days, 0) + 1
    for (first, last), count in sorted(made.items(), key=lambda item: item[0][0] or date.min)[:FEW]:
        yield Span(_("Made"), _("date code"), f"{dates.made(first, last)}, {_components(count)}", first, last, "made")
    for (first, last), count in sorted(recovered.items())[:FEW]:
        label = f"{dates.interval(first, last)}, {_components(count)}"
        yield Span(_("Recovered"), _("specimen"), label, first, last, "documented")


def _recovered(specimen: Specimen) -> tuple[date, date] | None:
    """The days on which it may have been recovered: all of a month or a year where no day is known."""
    first = specimen.recovered_on
    if first is None:
        return None
    if specimen.recovered_precision == DatePrecision.YEAR:
        return date(first.year, 1, 1), date(first.year, 12, 31)
    if specimen.recovered_precision == DatePrecision.MONTH:
        return first.replace(day=1), first.replace(day=monthrange(first.year, first.month)[1])
    return first, first


def _components(count: int) -> str:
    return ngettext("%(n)d component", "%(n)d components", count) % {"n": count}
