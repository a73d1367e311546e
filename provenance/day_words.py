"""Numbers of days in words, in the active language."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext


def counted_days(days: int) -> str:
    """1 day, 2 days..."""
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def with_days(params: Mapping[str, str]) -> Mapping[str, str]:
    """The parameters of a sentence; a number of `days` among them in words, a span of days as it is written."""
    days = params.get("days")
    if days is None:
        return params
    plain = str(days)
    said = counted_days(int(plain)) if plain.isdecimal() else gettext("%(days)s days") % {"days": plain}
    return {**params, "days": said}
