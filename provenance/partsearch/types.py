"""The source protocol and its values: what a service lists, in its own words. Nothing here is a finding of ours."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Standing(StrEnum):
    """What the service says a seller is to the maker."""

    AUTHORISED = "authorised"
    BROKER = "broker"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Seller:
    """A company that the service lists with offers; `country` ISO 3166-1 alpha-2 as the service gives it, or ""."""

    name: str
    country: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class FoundPart:
    """A part as listed. Prices, stock, pictures and files are never asked for."""

    number: str
    manufacturer: str
    category: str = ""
    lifecycle: str = ""
    datasheet_url: str = ""
    page_url: str = ""
    other_numbers: tuple[str, ...] = ()
    sellers: tuple[Seller, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: `parts` of `hits` that fit, `sha256` of its bytes, `fresh_seconds` it allows (None: says nothing).

    `partial`: the service says itself that it could not give everything.
    """

    parts: tuple[FoundPart, ...]
    hits: int
    sha256: str
    fresh_seconds: int | None
    partial: bool = False


class PartSearch(Protocol):
    """A service that is asked for a part number. `name` is its slug, `title` what people call it."""

    name: str
    title: str

    def search(self, number: str) -> Found:
        """Ask. Raises a PartSearchFailed; an answer without parts is an answer."""
        ...
