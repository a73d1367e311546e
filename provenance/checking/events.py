"""Controls, announced exits, donor products, reported links: days in order, codes that exist, patterns that compile."""

import re
from collections.abc import Iterator
from datetime import date

from provenance.checking.rows import Contradiction, Row, Tables, compiles, wrong
from provenance.inexact import Inexact, amount, span

_BEGINNING = re.compile(r"\d{2}|\d{4}|\d{6}")
_COUNTRY = re.compile(r"[A-Z]{2}")


def check(tables: Tables) -> Iterator[Contradiction]:
    """What cannot be so in the files about days and doubts."""
    kinds = {row["category"] for row in tables["category_hs6.csv"]}
    for row in tables["controls.csv"]:
        yield from _days(row, ("effective_from", "effective_from_latest", "effective_to"))
        yield from _checked(row)
        yield from (
            wrong(row, "hs6", f"{code} is no beginning of a customs code")
            for code in row.pieces("hs6")
            if not _BEGINNING.fullmatch(code)
        )
    for row in tables["exits.csv"]:
        yield from _days(row, ("date_from", "date_to"))
        yield from _checked(row)
    yield from compiles(tables["donor_products.csv"], "pattern")
    for row in tables["donor_products.csv"]:
        yield from _checked(row)
        if bool(row["pattern"]) == bool(row["category"]):
            yield wrong(row, "donor", "it needs either a pattern or a category")
        if row["category"] and row["category"] not in kinds:
            yield wrong(row, "no_hs6", f"the kind {row['category']} has no customs code in category_hs6.csv")
    for row in tables["reported_links.csv"]:
        yield from _link(row)


def _days(row: Row, columns: tuple[str, ...]) -> Iterator[Contradiction]:
    try:
        days = [date.fromisoformat(row[column]) for column in columns if row[column]]
    except ValueError:
        yield wrong(row, "range", "a date is no date")
        return
    if not row[columns[0]] or days != sorted(days):
        yield wrong(row, "range", "it has no beginning, or ends before it begins")


def _checked(row: Row) -> Iterator[Contradiction]:
    if not row["checked"]:
        yield wrong(row, "checked", "it does not say whether the text was read")


def _link(row: Row) -> Iterator[Contradiction]:
    try:
        span(row["date_from"], row["date_to"])
        amount(row["quantity"])
        amount(row["value_usd"])
    except Inexact as error:
        yield wrong(row, "inexact", f"{error} is no date and no amount")
    for column in ("shipper_country", "consignee_country"):
        if row[column] and not _COUNTRY.fullmatch(row[column]):
            yield wrong(row, "country", f"{row[column]} is no country")
    if not (row["shipper"] and row.pieces("consignee")):
        yield wrong(row, "party", "a link joins two parties")
