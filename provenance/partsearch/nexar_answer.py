"""Nexar's answer to our one query: what it means, and which failure it is. Knows no network."""

import hashlib
import json
import re
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from provenance.partsearch.freshness import fresh_seconds, pause_seconds
from provenance.partsearch.problems import (
    AnswerUnknown,
    AskedTooOften,
    KeyRefused,
    NoAnswer,
    PartSearchFailed,
    QuotaUsedUp,
)
from provenance.partsearch.sending import Answer
from provenance.partsearch.types import Found, FoundPart, Seller, Standing

TITLE: Final = "Nexar"
NOT_JSON: Final = _("it is not the JSON that was asked for")
LONGEST, MOST = 300, 60
TOKEN_CODES: Final = frozenset({"AuthExpiredToken", "AuthInvalidToken"})
QUOTA_WORDS: Final = "exceeded your part limit"
# What an error text must not carry into a message: anything that could be a token or a secret.
OPAQUE: Final = re.compile(r"\S{32,}")


class TokenRefused(Exception):
    """The access token does not stand (any more): worth one new token."""


def found_in(answer: Answer) -> Found:
    """The parts of an answer. Raises TokenRefused and every PartSearchFailed but Unreachable."""
    payload = payload_of(answer)
    errors = _errors(payload)
    if answer.status == 401 or any(_code(error) in TOKEN_CODES for error in errors):
        raise TokenRefused
    if answer.status == 402 or any(QUOTA_WORDS in _said(error).lower() for error in errors):
        raise QuotaUsedUp(service=TITLE)
    refuse_status(answer)
    if payload is None:
        raise NoAnswer(service=TITLE, why=NOT_JSON)
    result = _result(payload, errors)
    parts = tuple(part for row in result["results"] or () if (part := _part(row, forgiving=bool(errors))))
    hits = result.get("hits")
    return Found(
        parts=parts,
        hits=hits if isinstance(hits, int) else len(parts),
        sha256=hashlib.sha256(answer.body).hexdigest(),
        fresh_seconds=fresh_seconds(answer.headers),
        partial=bool(errors),
    )


def _result(payload: dict[str, Any], errors: list[Any]) -> dict[str, Any]:
    data = payload.get("data")
    result = data.get("supSearchMpn") if isinstance(data, dict) else None
    if errors and not result:
        raise PartSearchFailed(service=TITLE, said=_said(errors[0]))
    if not isinstance(result, dict):
        raise AnswerUnknown(service=TITLE, missing="supSearchMpn")
    # The schema lets `results` be null: nothing was found.
    if "results" not in result or not isinstance(result["results"], list | None):
        raise AnswerUnknown(service=TITLE, missing="results")
    return result


def refuse_status(answer: Answer) -> None:
    """Raise the failure that the status alone tells of. 400 passes: GraphQL explains itself in the body."""
    status = answer.status
    if status == 403:
        raise KeyRefused(service=TITLE)
    if status == 429:
        raise AskedTooOften(service=TITLE, seconds=pause_seconds(answer.headers))
    if 300 <= status < 400:
        raise NoAnswer(service=TITLE, why=_("it points to another address, and Chiptrail does not follow"))
    if status > 400:
        raise PartSearchFailed(service=TITLE, said=f"HTTP {status}")


def payload_of(answer: Answer) -> dict[str, Any] | None:
    """The body as a JSON object, or None."""
    try:
        payload = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return payload if isinstance(payload, dict) else None


def _part(row: Any, *, forgiving: bool) -> FoundPart | None:
    """One part; with `forgiving` (the service reported errors) a hole is left out, else it is a changed form."""
    part = row.get("part") if isinstance(row, dict) else None
    number, maker = (_text(part, "mpn"), _text(part, "manufacturer", "name"))
    if not number or not maker:
        if forgiving:
            return None
        raise AnswerUnknown(service=TITLE, missing="manufacturer.name" if number else "mpn")
    specs = (spec for spec in _list(part, "specs") if _text(spec, "attribute", "shortname") == "lifecyclestatus")
    return FoundPart(
        number=number,
        manufacturer=maker,
        category=_text(part, "category", "name"),
        lifecycle=next((_text(spec, "displayValue") for spec in specs), ""),
        datasheet_url=_link(_text(part, "bestDatasheet", "url", longest=2000)),
        page_url=_link(_text(part, "octopartUrl", longest=2000)),
        other_numbers=tuple(filter(None, map(_clean, _list(part, "akaMpns"))))[:MOST],
        sellers=tuple(seller for one in _list(part, "sellers")[:MOST] if (seller := _seller(one))),
    )


def _seller(row: Any) -> Seller | None:
    name = _text(row, "company", "name")
    if not name:
        return None
    standing = Standing.OTHER
    if row.get("isAuthorized") is True:
        standing = Standing.AUTHORISED
    elif row.get("isBroker") is True:
        standing = Standing.BROKER
    return Seller(name, _text(row, "country"), standing)


def _text(value: Any, *path: str, longest: int = LONGEST) -> str:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return _clean(value, longest)


def _clean(value: Any, longest: int = LONGEST) -> str:
    """One line of printable characters: no NUL (PostgreSQL refuses it), half surrogate or bidi control."""
    if not isinstance(value, str):
        return ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in value).split())[:longest]


def _list(value: Any, name: str) -> list[Any]:
    found = value.get(name)
    return found if isinstance(found, list) else []


def _link(address: str) -> str:
    return address if address.lower().startswith(("https://", "http://")) else ""


def _errors(payload: dict[str, Any] | None) -> list[Any]:
    return _list(payload, "errors") if payload else []


def _code(error: Any) -> str:
    return _text(error, "extensions", "code")


def _said(error: Any) -> str:
    return OPAQUE.sub("…", _text(error, "message")).rstrip(".") or "?"
