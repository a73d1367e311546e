"""Domain names as people type them, and what of an e-mail address lies at one. Pure."""

import re
from typing import Final

FREE_MAIL: Final = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com",
        "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.de", "gmx.net", "web.de", "mail.com",
        "mail.ru", "bk.ru", "inbox.ru", "list.ru", "yandex.com", "yandex.ru", "ya.ru", "ukr.net", "i.ua", "meta.ua",
        "proton.me", "protonmail.com", "pm.me", "tutanota.com", "tuta.com", "fastmail.com", "zoho.com", "qq.com",
        "163.com", "126.com", "sina.com", "foxmail.com", "naver.com", "hanmail.net",
    }
)  # fmt: skip
"""Where everybody can have an address, so that having one shows nothing."""

LABEL: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
LONGEST: Final = 253


def domain_of(typed: str) -> str | None:
    """The domain in what was typed, also out of a web or e-mail address, in the letters of DNS (IDNA); None if none.

    A bare top-level name, a number, a free mail service is none.
    """
    plain = typed.strip().lower()
    plain = re.sub(r"^[a-z]+://", "", plain).partition("/")[0].rpartition("@")[2].partition(":")[0]
    plain = plain.rstrip(".").removeprefix("www.")
    try:
        name = plain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = name.split(".")
    if len(name) > LONGEST or len(labels) < 2 or labels[-1].isdigit() or name in FREE_MAIL:
        return None
    return name if all(LABEL.fullmatch(label) for label in labels) else None


def lies_at(address: str, domain: str) -> bool:
    """Whether an e-mail address is at the domain itself or below it."""
    local, _at, place = address.strip().lower().rpartition("@")
    try:
        host = place.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        return False
    return bool(local) and (host == domain or host.endswith(f".{domain}"))
