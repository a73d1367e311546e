"""What a maker says to a request, read from the texts of a form, a table or an API call: one reading for all doors."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Final

from makers.sharing import FAR, LAST_DAY, OPEN, NotTerms, Over, Terms, TooLate, Use, new_terms, stricter
from provenance.importers.lists_published.entry import tidy
from provenance.importers.table import RowRefused
from provenance.importers.trade_cells import MOST_PIECES, Style, days
from provenance.importers.trade_countries import country_code
from provenance.table_text import without_guard

ANSWER_FIELDS: Final = ("verdict", "no_records_years", "note", "documents")
SALE_FIELDS: Final = ("sold_to", "country", "date", "quantity", "order", "end_use", "seller")
FIELDS: Final = ANSWER_FIELDS + SALE_FIELDS
"""All that has terms of its own."""
MOST_YEARS = 100
_MOST_DIGITS: Final = 15
_WHOLE: Final = re.compile(r"\d+(?:[.,](?:00?|0{4,}))?", re.ASCII)
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}([.,'’ ])\d{3}(?:\1\d{3})*(?:(?!\1)[.,](?:00?|0{4,}))?", re.ASCII)
"""A whole number with signs between its thousands. Whose fraction has three zeros is not clear."""
_FRACTION: Final = re.compile(r"0[.,]\d+|\d[\d.,'’ ]*[.,](?!\d{3}$)\d+", re.ASCII)
_NUMBER: Final = re.compile(r"\d[\d.,'’ ]*(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_LONGEST: Final = {"sold_to": 300, "order": 120, "end_use": 1000, "seller": 300, "note": 4000}


class Verdict(StrEnum):
    """Whether the part is the maker's own."""

    GENUINE = "genuine"
    COUNTERFEIT = "counterfeit"
    CANNOT_TELL = "cannot_tell"


_ALSO: Final = {
    "authentic": Verdict.GENUINE, "original": Verdict.GENUINE, "fake": Verdict.COUNTERFEIT,
    "unknown": Verdict.CANNOT_TELL, "unclear": Verdict.CANNOT_TELL, "can't_tell": Verdict.CANNOT_TELL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sale:
    """One sale of pieces of the lot: `values` by `SALE_FIELDS`, those that are said, and the terms of each.

    `date`: a day, or the first and last day as `2021-11-01..2021-11-30`. `seller`: left out where the maker sold.
    """

    values: Mapping[str, str]
    terms: Mapping[str, Terms]


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: `values` by `ANSWER_FIELDS`, the terms of each, and sales, which may lie in a file.

    `papers_said`: the terms of `documents` are said for them alone, and so hold for papers that stay from before."""

    values: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, Terms] = field(default_factory=dict)
    sales: Collection[Sale] = ()
    papers_said: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is said at all."""
        return not self.values and not self.sales

    @property
    def whole(self) -> bool:
        """Whether the question is answered: is it ours, and if so, who had it first or why nobody knows any more.

        Everybody reads that in the status, so a verdict that is not open to all counts as an answer whatever it is."""
        verdict = self.values.get("verdict", "")
        if verdict and self.terms.get("verdict", Terms()).use is not Use.OPEN:
            return True
        known = bool(self.sales) or "no_records_years" in self.values
        return bool(verdict) and (known or verdict != Verdict.GENUINE)


def far_day(given: Given, today: date) -> date | None:
    """The latest day until which a field is closed, where it is so far that the year may be a mistake."""
    every = chain(given.terms.values(), *(sale.terms.values() for sale in given.sales))
    latest = max((terms.until for terms in every if terms.until), default=today)
    return latest if latest - today > FAR else None


def sale_of(texts: Mapping[str, str], terms: Mapping[str, Terms], *, style: Style, today: date) -> Sale | None:
    """A sale as texts say it; None where nothing is said of one. Raises RowRefused."""
    said = {name: plain(texts.get(name, "")) for name in SALE_FIELDS}
    if not any(said.values()):
        return None
    values = {
        "sold_to": _text(said, "sold_to"),
        "country": country_code(said["country"]),
        "date": _date(said["date"], style, today),
        "quantity": _pieces(said["quantity"]),
        "order": _text(said, "order"),
        "end_use": _text(said, "end_use"),
        "seller": _text(said, "seller"),
    }
    if not values["sold_to"]:
        raise RowRefused("empty", column="sold_to")
    if values["seller"] and values["seller"].casefold() == values["sold_to"].casefold():
        raise RowRefused("party_with_itself", value=values["seller"])
    return Sale({name: value for name, value in values.items() if value}, {name: terms[name] for name in SALE_FIELDS})


def answer_values(texts: Mapping[str, str]) -> dict[str, str]:
    """What is said of the lot as a whole. Raises RowRefused."""
    values = {
        "verdict": _verdict(plain(texts.get("verdict", ""))),
        "no_records_years": _years(plain(texts.get("no_records_years", ""))),
        "note": _text({"note": plain(texts.get("note", ""))}, "note"),
    }
    return {name: value for name, value in values.items() if value}


def terms_by_field(texts: Mapping[str, str], default: Terms | None, *, day: date) -> dict[str, Terms]:
    """The terms of every field: its own `use_<field>`, else `use`, else the default. Raises RowRefused.

    Nothing is guessed: where neither says anything the row is refused with `terms_missing`. `day`: see `new_terms`.
    """
    every = _terms(texts.get("use", ""), "use", day) or default
    found = {name: _terms(texts.get(f"use_{name}", ""), f"use_{name}", day) or every for name in FIELDS}
    missing = [name for name, terms in found.items() if terms is None]
    if missing:
        raise RowRefused("terms_missing", column=f"use_{missing[0]}")
    return {name: terms for name, terms in found.items() if terms is not None}


def together(one: Mapping[str, Terms], other: Mapping[str, Terms]) -> dict[str, Terms]:
    """The terms of what two rows say of one lot: the stricter of both."""
    return {name: stricter(one.get(name, OPEN), other.get(name, OPEN)) for name in ANSWER_FIELDS}


def plain(text: str) -> str:
    """A cell without surrounding space, and without the apostrophe that keeps a spreadsheet from running it."""
    return tidy(without_guard(text.lstrip()))


def days_of(text: str) -> tuple[date, date]:
    """First and last day of a stored date."""
    first, _dots, last = text.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def _terms(text: str, column: str, day: date) -> Terms | None:
    if not text.strip():
        return None
    try:
        return new_terms(plain(text), day)
    except Over:
        raise RowRefused("until_over", column=column, value=text.strip()[:40]) from None
    except TooLate:
        said = {"value": text.strip()[:40], "known": LAST_DAY.isoformat()}
        raise RowRefused("until_too_late", column=column, **said) from None
    except NotTerms:
        known = ", ".join((*Use, "leads until 2030-01-31"))
        raise RowRefused("unknown_word", column=column, value=text.strip()[:40], known=known) from None


def _verdict(text: str) -> str:
    word = "_".join(text.casefold().replace("-", " ").replace("_", " ").split())
    if not word:
        return ""
    try:
        return str(_ALSO.get(word) or Verdict(word))
    except ValueError:
        raise RowRefused("unknown_word", column="verdict", value=text[:40], known=", ".join(Verdict)) from None


def _years(text: str) -> str:
    if not text:
        return ""
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise RowRefused("not_a_number", column="no_records_years", value=text[:40])
    if not 1 <= int(text) <= MOST_YEARS:
        raise RowRefused("out_of_range", column="no_records_years", value=text)
    return str(int(text))


def _date(text: str, style: Style, today: date) -> str:
    """A day, a month, a year, or two of them with `..` between."""
    if not text:
        return ""
    begin, dots, end = text.partition("..")
    first, last = days(begin, style, today)
    if dots:
        last = days(end, style, today)[1]
    if last < first:
        raise RowRefused("ends_before_it_starts")
    one, other = date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()
    return one if one == other else f"{one}..{other}"


def _pieces(text: str) -> str:
    """A whole number, however its thousands are written: pieces have no thousandths. What is not clear is refused."""
    if not text:
        return ""
    if not (_WHOLE.fullmatch(text) or _GROUPED.fullmatch(text)):
        raise RowRefused(_why_no_pieces(text), column="quantity", value=text[:40])
    digits = re.sub(r"\D", "", re.sub(r"[.,](?:00?|0{4,})$", "", text))
    if len(digits) > _MOST_DIGITS or not 0 < int(digits) <= MOST_PIECES:
        raise RowRefused("out_of_range", column="quantity", value=text[:40])
    return str(int(digits))


def _why_no_pieces(text: str) -> str:
    if text[0] in "-−" and _NUMBER.fullmatch(text[1:]):
        return "out_of_range"
    if _FRACTION.fullmatch(text):
        return "not_whole"
    return "pieces_unclear" if _NUMBER.fullmatch(text) else "not_a_number"


def _text(said: Mapping[str, str], column: str) -> str:
    if len(said[column]) > _LONGEST[column]:
        raise RowRefused("too_long", column=column, longest=str(_LONGEST[column]), value=said[column][:40])
    return said[column]
