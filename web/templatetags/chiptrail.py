"""Tags of the shell: icons, the menu, messages, hashes and times."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django import template
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from accounts.models.organisation import ROLE_LABELS
from accounts.queries import Principal, principal_of
from web import menu

register = template.Library()

_LEVELS: Mapping[int, tuple[str, str]] = {
    constants.ERROR: ("stop", "octagon-x"),
    constants.WARNING: ("warn", "triangle-alert"),
    constants.SUCCESS: ("ok", "circle-check"),
}


@register.simple_tag
def icon(name: str, *, small: bool = False) -> SafeString:
    """One picture of the sprite, never the only carrier of a meaning."""
    size = " icon-sm" if small else ""
    return format_html('<svg class="icon{}" aria-hidden="true"><use href="#i-{}"/></svg>', size, name)


@register.inclusion_tag("web/partials/menu.html", takes_context=True)
def main_menu(context: Context) -> dict[str, Any]:
    """The menu and the search field of whoever is signed in; nothing for others."""
    principal = _principal(context)
    if principal is None:
        return {}
    request = context["request"]
    section = menu.section_of(request.path)
    in_row, more = menu.entries(principal)
    return {
        "entries": in_row,
        "more": more,
        "in_more": any(entry.section == section for entry in more),
        "search": menu.search(principal),
        "section": section,
        "typed": request.GET.get("q", ""),
    }


@register.inclusion_tag("web/partials/signed_in.html", takes_context=True)
def signed_in(context: Context) -> dict[str, Any]:
    """Name, role and the way out."""
    principal = _principal(context)
    if principal is None:
        return {}
    return {
        "name": principal.user.name or principal.user.email,
        "role": ROLE_LABELS[principal.role],
        "organisation": principal.organisation.name,
    }


@register.inclusion_tag("web/components/notice.html")
def notice(message: Message) -> dict[str, Any]:
    """A message: what happened stands out, what was kept and what comes next follow."""
    kind, picture = _LEVELS.get(message.level, ("", "info"))
    happened, _, rest = str(message).partition("\n")
    return {"kind": kind, "icon": picture, "happened": happened, "rest": rest.replace("\n", " ")}


@register.filter
def short_hash(value: str) -> SafeString:
    """A SHA-256 by its first and last eight digits, as it can be compared by eye."""
    if len(value) < 16:
        return format_html('<span class="hash">{}</span>', value)
    return format_html(
        '<span class="hash" title="{}">sha256 <b>{} {}</b> … {} {}</span>',
        value, value[:4], value[4:8], value[-8:-4], value[-4:],
    )  # fmt: skip


@register.filter
def grouped(value: str) -> str:
    """A whole hash in groups of eight digits."""
    return " ".join(value[start : start + 8] for start in range(0, len(value), 8))


@register.filter
def stamp(value: datetime | str | None) -> SafeString | str:
    """A time of evidence to the second, in UTC. Takes a datetime or the ledger's ISO 8601 text."""
    moment = _moment(value)
    if moment is None:
        return ""
    shown = moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return format_html('<time class="abs" datetime="{}">{}</time>', moment.isoformat(), shown)


@register.filter
def waiting(value: datetime | str | None) -> SafeString | str:
    """How long something has waited, in its two largest units: "1 d 22 h", "17 h", "4 min"."""
    moment = _moment(value)
    if moment is None:
        return ""
    passed = max(timezone.now() - moment, timedelta(0))
    hours, minutes = divmod(int(passed.total_seconds()) // 60, 60)
    days, rest = divmod(hours, 24)
    if days:
        shown = gettext("%(days)d d %(hours)d h") % {"days": days, "hours": rest}
    elif hours:
        shown = gettext("%(hours)d h") % {"hours": hours}
    else:
        shown = ngettext("%(minutes)d min", "%(minutes)d min", minutes) % {"minutes": minutes}
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), shown)


def _moment(value: datetime | str | None) -> datetime | None:
    if isinstance(value, str):
        return datetime.fromisoformat(value) if value else None
    return value


def _principal(context: Context) -> Principal | None:
    request = context.get("request")
    if request is None or not hasattr(request, "user"):
        return getattr(request, "principal", None)
    return getattr(request, "principal", None) or principal_of(request)


@register.filter
def chain_hash(value: str) -> str:
    """A hash of the chain, short: "5d13 b9f2 … c04a"."""
    return f"{value[:4]} {value[4:8]} … {value[-4:]}"


@register.filter
def short_id(value: object) -> str:
    """The first eight digits of a public identifier: enough to tell two rows apart by eye."""
    return str(value)[:8]


@register.filter
def receipt(value: str) -> str:
    """The start of a hash, as a receipt is read out: "3f9a c1d0"."""
    return f"{value[:4]} {value[4:8]}"
