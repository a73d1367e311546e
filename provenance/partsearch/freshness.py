"""How long an answer may be kept, and how long the next question must wait, as headers say (RFC 9111, RFC 9110)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from requests.utils import parse_dict_header

NEVER_KEPT = frozenset({"no-store", "no-cache"})
PAUSE, LONGEST_PAUSE = 60, 3600


def fresh_seconds(headers: Mapping[str, str]) -> int | None:
    """Seconds from now that the answer stays fresh; 0 where it may not be kept, None where the headers say nothing.

    We are a private cache: `private` permits and `s-maxage` does not speak to us. What cannot be read counts as stale.
    """
    control = parse_dict_header(headers.get("Cache-Control", "").lower())  # type: ignore[no-untyped-call]
    if NEVER_KEPT & control.keys():
        return 0
    if "max-age" in control:
        return max(_seconds(control["max-age"]) - _seconds(headers.get("Age", "0")), 0)
    if "Expires" in headers:
        return _until(headers["Expires"], headers.get("Date", ""))
    return 0 if "no-cache" in headers.get("Pragma", "").lower() else None


def pause_seconds(headers: Mapping[str, str]) -> int:
    """Seconds that `Retry-After` asks for, at most an hour; a minute where it says nothing that can be read."""
    text = headers.get("Retry-After", "")
    return min(_seconds(text) or _until(text, headers.get("Date", "")) or PAUSE, LONGEST_PAUSE)


def _seconds(text: str | None) -> int:
    digits = (text or "").strip()
    return int(digits[:9]) if digits.isascii() and digits.isdigit() else 0


def _until(expires: str, date: str) -> int:
    end, start = _moment(expires), _moment(date) or datetime.now(UTC)
    return max(int((end - start).total_seconds()), 0) if end else 0


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
