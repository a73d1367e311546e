"""What pages say of trace requests: both clocks in words, why a deadline moved, the first words of a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from makers.deadlines import Calendar, known_zone, places, subdivisions, zone
from makers.models import MakerCalendar, TraceRequest, WordingState
from makers.queries.answers import taken_back_at
from makers.queries.drafting import Draft
from makers.queries.request_pages import Tab, counted_day
from makers.queries.requests import Closed, closed
from makers.queries.wordings import Beside
from makers.requesting import WAITING, Status
from problems import Text
from web import dates, names
from web.request_words import moved_because

TABS: Mapping[Tab, Text] = {
    Tab.INBOX: _("Makers have written"),
    Tab.OVERDUE: _("Overdue"),
    Tab.DRAFTS: _("To approve or send"),
    Tab.WAITING: _("Waiting for a reply"),
    Tab.WORDINGS: _("Wordings"),
    Tab.ENDED: _("Ended"),
    Tab.ALL: _("All"),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """One of the two clocks of a request. `tone`: warn while it runs out, ok, quiet."""

    name: str
    said: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class CalendarChoice:
    """By whose days deadlines are counted, and what can be chosen; `chosen` is False while it follows the brand.

    `regions` are those of the chosen country: "DE BY" and its name."""

    place: str
    chosen: bool
    places: list[tuple[str, str]]
    region: str = ""
    regions: tuple[tuple[str, str], ...] = ()


def clocks(request: TraceRequest, versions: Sequence[Beside]) -> list[Clock]:
    """The clock of the reply and that of our wording."""
    now = timezone.now()
    gone = closed(request) if Status(request.status) in WAITING else None
    return [_since_taken_back(request, _reply_clock(request, now, gone)), _wording_clock(versions, now)]


def deadline_note(request: TraceRequest, calendar: Calendar) -> str:
    """By whose days the deadline is counted, and why it ends later than 28 days after the sending, if it does."""
    if request.due_on is None or request.due_at is None or request.ended_at is not None:
        return ""
    moment = request.due_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
    told = [
        gettext("The day ends at midnight in %(place)s, at %(moment)s UTC.")
        % {"place": _city(request.time_zone), "moment": moment}
    ]
    counted = counted_day(request, calendar)
    if counted is not None:
        told.append(gettext("Moved to the next working day: %(why)s.") % {"why": moved_because(calendar, counted)})
    return " ".join(told)


def question_about(lot: Draft) -> str:
    """The words with which a draft begins; in English, as makers read it."""
    own = lot.lead.cluster
    with translation.override("en"):
        what = (
            f"lot {lot.printed} of {own.part_number}"
            if own.shared == "lot"
            else f"{own.part_number} made {dates.made(*own.made) if own.made else own.code}"
        )
        found = ngettext("%(n)d specimen", "%(n)d specimens", own.specimens) % {"n": own.specimens}
    return (
        f"Components of {lot.maker.name} were found on {found} of weapons: {what}. "
        "The findings are beside this request.\n"
        "\n"
        "1. Do the markings look like yours: genuine, counterfeit, or can you not tell?\n"
        "2. To whom was it first sold, when, how many, under which order, with which end-use statement?\n"
        "3. If there are no records of the lot: for how many years do you keep them?\n"
        "\n"
        "You decide for each answer how it may be used. A part found is not a finding of fault by its maker."
    )


def calendar_choices(organisation: Organisation) -> CalendarChoice:
    """What an organisation has chosen, and all that it can choose."""
    chosen = MakerCalendar.objects.filter(organisation=organisation).first()
    listed = sorted((f"{names.country(code)}: {_city(name)}", f"{code} {name}") for code, name in places())
    return CalendarChoice(
        place=f"{chosen.country} {chosen.time_zone}" if chosen else "",
        chosen=chosen is not None,
        places=[(value, label) for label, value in listed],
        region=f"{chosen.country} {chosen.subdivision}" if chosen and chosen.subdivision else "",
        regions=_regions(chosen.country) if chosen else (),
    )


def typed_place(text: str, region: str) -> dict[str, str]:
    """Country, time zone and region of a choice; what is none is refused by the operation. A region of the country
    that was chosen before is none of another one."""
    country, _space, name = text.partition(" ")
    of, _space, code = region.partition(" ")
    zone_name = name if known_zone(name) and name else "?"
    return {"country": country, "time_zone": zone_name, "subdivision": code if of == country else ""}


def _regions(country: str) -> tuple[tuple[str, str], ...]:
    named = sorted((name, code) for code, name in subdivisions(country).items())
    return tuple((f"{country} {code}", name) for name, code in named)


def asked_state(request: TraceRequest) -> Clock:
    """How far the reply is to a request that its organisation is shown."""
    return _since_taken_back(request, _reply_clock(request, timezone.now(), None))


def _since_taken_back(request: TraceRequest, clock: Clock) -> Clock:
    """The clock of the reply, which also says when an answer that was there was taken back."""
    if Status(request.status) in (Status.ANSWERED, Status.PARTIAL) or request.sent_at is None:
        return clock
    at = taken_back_at(request)
    if at is None:
        return clock
    told = gettext("answer taken back %(day)s") % {"day": dates.day(_local(request, at))}
    return replace(clock, said=f"{told}; {clock.said}")


def _reply_clock(request: TraceRequest, now: datetime, gone: Closed | None) -> Clock:
    name, status = gettext("Reply"), Status(request.status)
    day, ended = dates.day(request.due_on), dates.day(_local(request, request.ended_at))
    if status in (Status.DRAFT, Status.APPROVED):
        return Clock(name, gettext("not sent yet: 28 days from the sending"), "quiet", "minus")
    if status is Status.CLARIFYING:
        return Clock(
            name, gettext("stands still: a question waits for us; before it, %(day)s") % {"day": day}, "warn", "pause"
        )
    ends: Mapping[Status, tuple[str, str, str]] = {
        Status.ANSWERED: (gettext("answered %(day)s"), "ok", "check"),
        Status.PARTIAL: (gettext("answered in part %(day)s"), "ok", "check"),
        Status.DECLINED: (gettext("answer declined %(day)s"), "quiet", "minus"),
        Status.WITHDRAWN: (gettext("withdrawn by us %(day)s"), "quiet", "minus"),
    }
    if status in ends:
        said, tone, icon = ends[status]
        return Clock(name, said % {"day": ended}, tone, icon)
    if gone is not None:
        return _closed_clock(name, gone)
    if status is Status.NO_REPLY or (request.due_at is not None and request.due_at <= now):
        return Clock(name, gettext("no reply by %(day)s") % {"day": day}, "quiet", "minus")
    return Clock(name, gettext("asked by %(day)s") % {"day": day} + _left(request.due_at, now), "warn", "clock")


def _wording_clock(versions: Sequence[Beside], now: datetime) -> Clock:
    name = gettext("Our wording")
    newest = next(
        (one for one in versions if one.wording.shown_at and one.wording.state != WordingState.WITHDRAWN), None
    )
    if newest is None:
        return Clock(name, gettext("none yet: 28 days to correct it once there is one"), "quiet", "minus")
    day = dates.day(newest.wording.due_on)
    word = newest.own or (newest.replies if newest.ready else ())
    if word:
        return Clock(name, gettext("replied %(day)s") % {"day": dates.day(word[-1].written_at.date())}, "ok", "check")
    if newest.closed is not None:
        return _closed_clock(name, newest.closed)
    if newest.silent:
        return Clock(name, gettext("no reply by %(day)s") % {"day": day}, "quiet", "minus")
    return Clock(
        name, gettext("to correct by %(day)s") % {"day": day} + _left(newest.wording.due_at, now), "warn", "clock"
    )


def _closed_clock(name: str, gone: Closed) -> Clock:
    return Clock(name, closed_words(gone), "quiet", "minus")


def closed_words(gone: Closed) -> str:
    """Since when the organisation that was asked is shown a request no more."""
    if gone.since is None:
        return gettext("closed to this organisation")
    return gettext("closed to this organisation since %(day)s") % {"day": dates.day(gone.since)}


def _left(at: datetime | None, now: datetime) -> str:
    if at is None:
        return ""
    days = (at - now).days
    return " " + (
        ngettext("(%(n)d day left)", "(%(n)d days left)", days) % {"n": days} if days else gettext("(its last day)")
    )


def _local(request: TraceRequest, moment: datetime | None) -> date | None:
    return moment.astimezone(zone(Calendar(time_zone=request.time_zone or "UTC"))).date() if moment else None


def _city(name: str) -> str:
    return name.partition("/")[2].replace("_", " ").replace("/", ", ") or name
